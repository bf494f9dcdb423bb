import { describe, expect, test } from "vitest";
import type { ParameterFact } from "../../evidence/http-facts.ts";
import { operation, parameter } from "../test-support.ts";
import { sketchedRecord } from "./sketched-record.ts";

const fieldsOf = (...parameters: readonly ParameterFact[]): readonly string[] => [
  ...(sketchedRecord(operation("GET /things", { parameters }))?.properties.keys() ?? []),
];

describe("fields that parameters name", () => {
  const cases: readonly (readonly [name: string, parameters: readonly ParameterFact[], fields: readonly string[]])[] = [
    ["chosen fields", [parameter("fields", { schema: { default: "id, name,a.b,size" } })], ["id", "name", "size"]],
    [
      "sort fields",
      [parameter("sort_by", { schema: { enum: ["-created_at", "id_asc", "id"] } })],
      ["created_at", "id"],
    ],
    [
      "operators",
      [parameter("created[gte]"), parameter("updated__lt"), parameter("id_greater_than")],
      ["created", "updated", "id"],
    ],
    ["a place in the list", [parameter("starting_after", { description: "An object ID: the last one seen." })], ["id"]],
    ["directions", [parameter("sort", { schema: { enum: ["asc", "desc"] } })], []],
    ["one sort field", [parameter("sort", { schema: { enum: ["name"] } })], []],
    ["few fields", [parameter("fields", { schema: { default: "id,name" } })], []],
    ["a filter's language", [parameter("filter[gte]")], []],
    ["a token", [parameter("after", { description: "The token of the next page." })], []],
    ["a path", [parameter("fields", { in: "path", schema: { default: "a,b,c" } })], []],
    ["a name", [parameter("name"), parameter("created_at")], []],
  ];

  test.each(cases)("%s", (_, parameters, fields) => {
    expect(fieldsOf(...parameters)).toEqual(fields);
  });
});

test("a field keeps the parameter's type and place", () => {
  const filter = parameter("created[gte]", { schema: { type: "integer", description: "made at" } });
  const record = sketchedRecord(operation("GET /things", { parameters: [filter] }));
  expect(record?.properties.get("created")).toMatchObject({
    types: ["integer"],
    description: "made at",
    at: filter.at,
  });
});
