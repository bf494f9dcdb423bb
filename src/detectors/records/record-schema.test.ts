import { describe, expect, it } from "vitest";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { JsonSchema } from "../../model/values.ts";
import { type PlainSchema, schemaView } from "../test-support.ts";
import { exampleView } from "./example-view.ts";
import { createRecordSchemas } from "./record-schema.ts";

const recordSchema = (view: SchemaView) => createRecordSchemas(false).of(view);

describe("the schema of a record", () => {
  const cases: readonly [string, PlainSchema, JsonSchema][] = [
    [
      "keeps types and formats",
      { properties: { id: { type: "integer" }, at: { type: "string", format: "date-time" } } },
      { type: "object", properties: { id: { type: "integer" }, at: { type: "string", format: "date-time" } } },
    ],
    [
      "says what may be null",
      { properties: { a: { type: "string", nullable: true }, b: { type: ["string", "null"] } } },
      { type: "object", properties: { a: { type: ["string", "null"] }, b: { type: ["string", "null"] } } },
    ],
    [
      "lets an enum be null where its field may",
      { properties: { a: { type: "string", enum: ["x"], nullable: true } } },
      { type: "object", properties: { a: { type: ["string", "null"], enum: ["x", null] } } },
    ],
    ["says nothing of a field that says nothing", { properties: { a: {} } }, { type: "object", properties: { a: {} } }],
    [
      "leaves out what is only written",
      { properties: { id: {}, password: { writeOnly: true } } },
      { type: "object", properties: { id: {} } },
    ],
    [
      "keeps what is promised",
      { properties: { id: {} }, required: ["id", "gone"] },
      { type: "object", properties: { id: {} }, required: ["id"] },
    ],
    [
      "goes into lists and maps",
      {
        properties: {
          a: { items: { type: "string" } },
          b: { type: "object", additionalProperties: { type: "number" } },
        },
      },
      {
        type: "object",
        properties: {
          a: { type: "array", items: { type: "string" } },
          b: { type: "object", additionalProperties: { type: "number" } },
        },
      },
    ],
    [
      "merges alternatives that are objects",
      {
        oneOf: [
          { properties: { id: { type: "string" }, wings: { type: "integer" } }, required: ["id"] },
          { properties: { id: { type: "string" }, fins: { type: "integer" } }, required: ["id"] },
        ],
      },
      {
        type: "object",
        properties: {
          id: { type: "string" },
          wings: { type: ["integer", "null"] },
          fins: { type: ["integer", "null"] },
        },
        required: ["id"],
      },
    ],
    [
      "keeps a choice of unlike things",
      { properties: { a: { oneOf: [{ type: "string" }, { properties: { id: { type: "string" } } }] } } },
      {
        type: "object",
        properties: { a: { anyOf: [{ type: "string" }, { type: "object", properties: { id: { type: "string" } } }] } },
      },
    ],
    [
      "writes a choice of plain values as types",
      { properties: { a: { anyOf: [{ type: "string" }, { type: "integer" }] } } },
      { type: "object", properties: { a: { type: ["string", "integer"] } } },
    ],
    [
      "sees through a choice of one",
      { properties: { a: { nullable: true, anyOf: [{ properties: { id: { type: "string" } } }] } } },
      {
        type: "object",
        properties: { a: { type: ["object", "null"], properties: { id: { type: ["string", "null"] } } } },
      },
    ],
    ["is an object although the document forgets to say", {}, { type: "object" }],
    ["is a value where the list holds values", { type: "string" }, { type: "string" }],
    [
      "has descriptions without marks, on one line",
      { properties: { a: { description: "A <b>bold</b> `word`,\n see [this](https://x.example)" } } },
      { type: "object", properties: { a: { description: "A bold word, see this" } } },
    ],
  ];
  it.each(cases)("%s", (_, plain, schema) => {
    expect(recordSchema(schemaView(plain))).toEqual(schema);
  });

  it("ends where a record contains itself", () => {
    const components = {
      Node: { properties: { id: {}, parent: { $ref: "Node" }, children: { items: { $ref: "Node" } } } },
    };
    const schema = recordSchema(schemaView({ $ref: "Node" }, components));
    expect(schema.properties?.parent).toEqual({ type: "object" });
    expect(schema.properties?.children).toEqual({ type: "array", items: { type: "object" } });
  });

  it("ends where alternatives contain themselves", () => {
    const components = { Tree: { oneOf: [{ $ref: "Tree" }, { properties: { leaf: { $ref: "Tree" } } }] } };
    expect(() => recordSchema(schemaView({ $ref: "Tree" }, components))).not.toThrow();
  });

  it("is bounded, and tells of every field of the record itself", () => {
    const wide = (levels: number): PlainSchema =>
      levels === 0
        ? { type: "string" }
        : { properties: Object.fromEntries([...Array(12).keys()].map((at) => [`f${at}`, wide(levels - 1)])) };
    const schema = recordSchema(schemaView(wide(5)));
    expect(Object.keys(schema.properties ?? {})).toHaveLength(12);
    expect(JSON.stringify(schema).length).toBeLessThan(20_000);
  });
});

describe("the shape of an example", () => {
  it("tells types, dates and what may be missing or null", () => {
    const value = {
      id: 1,
      at: "2024-01-01T00:00:00Z",
      day: "2024-01-01",
      price: 1.5,
      parts: [{ a: 1 }, { a: null, b: "x" }],
      gone: null,
    };
    expect(recordSchema(exampleView(value, { document: "d", pointer: "" }))).toEqual({
      type: "object",
      properties: {
        id: { type: "integer" },
        at: { type: "string", format: "date-time" },
        day: { type: "string", format: "date" },
        price: { type: "number" },
        parts: {
          type: "array",
          items: { type: "object", properties: { a: { type: ["integer", "null"] }, b: { type: "string" } } },
        },
        gone: {},
      },
    });
  });
});
