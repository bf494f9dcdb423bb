import { fileURLToPath } from "node:url";
import { createGenerator } from "ts-json-schema-generator";

const ROOTS = {
  connector: { file: "connector-file.ts", type: "ConnectorFile" },
  overrides: { file: "overrides.ts", type: "Overrides" },
} as const;

/** The text of each schema in `schemas/`, by name. */
export function modelSchemas(): Record<keyof typeof ROOTS, string> {
  return { connector: schemaText("connector"), overrides: schemaText("overrides") };
}

function schemaText(name: keyof typeof ROOTS): string {
  const { file, type } = ROOTS[name];
  const schema = createGenerator({
    path: fileURLToPath(new URL(`../src/model/${file}`, import.meta.url)),
    tsconfig: fileURLToPath(new URL("../tsconfig.json", import.meta.url)),
    type,
    expose: "export",
    jsDoc: "extended",
    skipTypeCheck: true,
    additionalProperties: false,
  }).createSchema(type);
  return `${JSON.stringify({ ...schema, $schema: "https://json-schema.org/draft/2020-12/schema" }, null, 2)}\n`;
}
