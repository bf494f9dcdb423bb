import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { modelSchemas } from "../scripts/model-schemas.ts";

describe("schemas of the files that people edit", () => {
  it.each(Object.entries(modelSchemas()))(
    "%s is what the model's types make (npx node scripts/make-schemas.ts)",
    (name, text) => {
      const committed = readFileSync(new URL(`../schemas/${name}.schema.json`, import.meta.url), "utf8");
      expect(committed).toBe(text);
    },
  );
});
