import { describe, expect, it } from "vitest";
import type { RecordSchema } from "../plan.ts";
import { createSchemaPrinter } from "./schema-text.ts";

const address = { type: ["object", "null"], properties: { "a $& b": { type: "string" }, tags: { type: [] } } };

describe("schemas of records", () => {
  it.each<RecordSchema>([
    { type: "object", properties: {} },
    { type: "object", properties: { "": { type: "string" }, 7: address, home: address }, additionalProperties: true },
    { type: "object", properties: { more: { properties: {} } }, additionalProperties: { properties: {} } },
  ])("are the JSON that they would be if each was printed for itself", (schema) => {
    const print = createSchemaPrinter();
    expect(print(schema)).toBe(JSON.stringify(schema, null, 2));
    expect(print(schema)).toBe(JSON.stringify(schema, null, 2));
  });
});
