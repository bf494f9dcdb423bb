import { describe, expect, it } from "vitest";
import type { JsonSchema } from "../model/values.ts";
import type { DiscoveredStream } from "./framework.ts";
import { recordSchemaProblems, streamSchemaProblems } from "./schema-problems.ts";
import { result, stream } from "./test-support.ts";

const offered = (schema: JsonSchema, over: Partial<DiscoveredStream> = {}): DiscoveredStream[] => [
  { name: "orders", schema: schema as DiscoveredStream["schema"], primaryKey: [["id"]], incremental: false, ...over },
];
const nullable: JsonSchema = {
  type: "object",
  properties: { id: { type: ["null", "integer"] }, name: { type: ["string", "null"] } },
};
const said = (schema: JsonSchema) => streamSchemaProblems([stream()], offered(schema)).map(({ detail }) => detail);

describe("streamSchemaProblems", () => {
  it("lets every field be null, and a schema say more", () => {
    expect(said(nullable)).toEqual([]);
    expect(said({ ...nullable, properties: { ...nullable.properties, more: { type: "string" } } })).toEqual([]);
  });

  it("sees another type and a missing field", () => {
    expect(said({ type: "object", properties: { id: { type: "string" } } })).toEqual([
      "id is string, not integer",
      "name is not in the schema",
    ]);
  });

  it("sees a stream that isn't offered, or not as incremental as it is", () => {
    expect(streamSchemaProblems([stream()], [])[0]?.detail).toBe("discover doesn't offer it");
    expect(streamSchemaProblems([stream()], offered(nullable, { incremental: true }))[0]?.detail).toMatch(
      /incremental/,
    );
  });
});

describe("recordSchemaProblems", () => {
  it("sees a record that its own schema doesn't allow", () => {
    const read = (id: string | number) => result({ records: [{ stream: "orders", record: { id } }] });
    expect(recordSchemaProblems([stream()], offered(nullable), read(1))).toEqual([]);
    expect(recordSchemaProblems([stream()], offered(nullable), read("1"))[0]?.detail).toMatch(/\/id must be/);
  });
});
