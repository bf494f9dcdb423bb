// Makes the JSON Schemas of the files that people edit from the model's types. Run after a change of `src/model`;
// a test fails while they differ.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { modelSchemas } from "./model-schemas.ts";

const folder = fileURLToPath(new URL("../schemas/", import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(modelSchemas())) writeFileSync(`${folder}${name}.schema.json`, text);
