import { expect, test } from "vitest";
import { documentOf, firstSchema, readOne } from "../test-support.ts";

type Case = readonly [name: string, schema: unknown, seen: Record<string, unknown>, codes: readonly string[]];

const SCHEMAS: readonly Case[] = [
  ["a capital letter", { type: "String" }, { types: ["string"] }, ["input/type-word"]],
  ["a word of another language", { type: "datetime" }, { types: ["string"], format: "date-time" }, ["input/type-word"]],
  ["a file", { type: "file" }, { types: ["string"], format: "binary" }, []],
  ["any", { type: "any" }, { types: [] }, ["input/type-word"]],
  ["an unknown word", { type: "Customer" }, { types: [] }, ["input/unknown-type"]],
  ["several in one word", { type: "string|null" }, { types: ["string"], nullable: true }, ["input/type-word"]],
  ["no type beside properties", { properties: { a: {} } }, { types: ["object"] }, []],
  ["no type beside items", { items: {} }, { types: ["array"] }, []],
  ["no type beside enum", { enum: ["a", null] }, { types: ["string"], enum: ["a"], nullable: true }, []],
  [
    "a string with properties",
    { type: "string", properties: { a: {} } },
    { types: ["object"] },
    ["input/type-against-structure"],
  ],
  ["an object with items", { type: "object", items: {} }, { types: ["array"] }, ["input/type-against-structure"]],
  ["an empty list of properties", { type: "object", properties: [] }, { types: ["object"] }, []],
  ["a number in quotes", { type: "integer", maximum: "100" }, { maximum: 100 }, []],
  ["a number that is none", { type: "integer", maximum: "many" }, { maximum: undefined }, []],
  ["nullable in quotes", { type: "string", nullable: "true" }, { nullable: true }, []],
  ["x-nullable", { type: "string", "x-nullable": true }, { nullable: true }, []],
  ["null in a list of types", { type: ["string", "null"] }, { types: ["string"], nullable: true }, []],
  [
    "null as a branch",
    { anyOf: [{ type: "integer" }, { type: "null" }] },
    { types: ["integer"], nullable: true, alternatives: [] },
    [],
  ],
  ["nullable beside allOf", { allOf: [{ type: "object" }], nullable: true }, { types: ["object"], nullable: true }, []],
  [
    "a choice of one",
    { oneOf: [{ type: "integer", title: "n" }] },
    { types: ["integer"], title: "n", alternatives: [] },
    [],
  ],
  ["const", { const: "x" }, { types: ["string"], enum: ["x"] }, []],
  ["true", true, { types: [], nullable: false }, []],
  ["a text", "string", { types: [] }, []],
  ["null", null, { types: [] }, []],
  ["a broken reference", { $ref: "#/components/schemas/Gone" }, { types: [] }, ["input/broken-reference"]],
  ["a reference to itself", { $ref: "#/components/schemas/Loop" }, { types: [] }, ["input/circular-reference"]],
  ["a reference by bare name", { $ref: "Thing" }, { types: ["object"], name: "Thing" }, ["input/mended-reference"]],
  ["a reference in the old place", { $ref: "#/definitions/Thing" }, { name: "Thing" }, ["input/mended-reference"]],
  ["a percent sign in a reference", { $ref: "#/components/schemas/A%20b" }, { types: ["integer"], name: "A b" }, []],
  [
    "words beside a reference",
    { $ref: "#/components/schemas/Thing", description: "Mine" },
    { description: "Mine", name: "Thing" },
    [],
  ],
  ["examples as a map", { examples: { a: { value: 1 }, b: 2 } }, { examples: [1, 2] }, []],
  ["example and examples", { example: 1, examples: [2] }, { examples: [1, 2] }, []],
  ["additionalProperties as an empty object", { additionalProperties: {} }, { additionalProperties: true }, []],
];

const components = {
  schemas: { Thing: { type: "object" }, Loop: { $ref: "#/components/schemas/Loop" }, "A b": { type: "integer" } },
};

test.each(SCHEMAS)("schema: %s", async (_, schema, seen, codes) => {
  const { facts, codes: reported } = await readOne(documentOf(schema, { components }));
  expect(firstSchema(facts)).toMatchObject(seen);
  expect(reported).toEqual(codes);
});

test("required on a property, and an array with properties instead of items", async () => {
  const schema = { type: "array", properties: { id: { type: "string", required: true } } };
  const { facts, codes } = await readOne(documentOf(schema));
  const items = firstSchema(facts).items;
  expect([...(items?.properties.keys() ?? [])]).toEqual(["id"]);
  expect([...(items?.required ?? [])]).toEqual(["id"]);
  expect(firstSchema(facts).properties.size).toBe(0);
  expect(codes.toSorted()).toEqual(["input/array-with-properties", "input/required-on-property"]);
});

test("a tuple is a choice of its elements", async () => {
  const { facts } = await readOne(documentOf({ type: "array", items: [{ type: "string" }, { type: "integer" }] }));
  expect(firstSchema(facts).items?.alternatives.map(({ types }) => types)).toEqual([["string"], ["integer"]]);
});

test("the same repair is told once with a count", async () => {
  const schema = { properties: { a: { type: "Int" }, b: { type: "Int" }, c: { type: "Int" } } };
  const { messages } = await readOne(documentOf(schema));
  expect(messages).toEqual(['"Int" is no type of a schema; it is read as integer']);
});

function operationOf(operation: unknown, pathItem: Record<string, unknown> = {}): Record<string, unknown> {
  return documentOf({}, { paths: { "/things/{id}": { ...pathItem, get: operation } } });
}

test("parameters as a map, without a schema, with capital letters, without a name", async () => {
  const parameters = {
    id: { in: "Path" },
    limit: { in: "query", type: "integer", maximum: 50, required: "true" },
    odd: { in: "matrix" },
  };
  const { facts, codes } = await readOne(operationOf({ parameters, responses: {} }));
  expect(facts.operations[0]?.parameters).toMatchObject([
    { name: "id", in: "path", required: true },
    { name: "limit", in: "query", required: true, schema: { types: ["integer"], maximum: 50 } },
  ]);
  expect(codes.toSorted()).toEqual([
    "input/parameter-without-schema",
    "input/parameters-as-map",
    "input/unusable-parameter",
  ]);
});

test("the operation's parameters win over the path's", async () => {
  const shared = [
    { name: "id", in: "path", description: "of the path" },
    { name: "q", in: "query" },
  ];
  const own = [{ name: "id", in: "path", description: "its own", schema: {} }];
  const { facts } = await readOne(operationOf({ parameters: own, responses: {} }, { parameters: shared }));
  expect(facts.operations[0]?.parameters.map(({ name, description }) => [name, description])).toEqual([
    ["id", "its own"],
    ["q", undefined],
  ]);
});

test("a body parameter in 3.x, no responses, tags as a word", async () => {
  const operation = { tags: "things", parameters: [{ name: "b", in: "body", schema: { type: "object" } }] };
  const { facts, codes } = await readOne(operationOf(operation));
  expect(facts.operations[0]).toMatchObject({
    tags: ["things"],
    responses: [],
    body: { content: [{ schema: { types: ["object"] } }] },
  });
  expect(codes).toEqual(["input/no-responses", "input/old-body-parameter"].toReversed());
});

test("a document that was half converted from 2.0", async () => {
  const document = {
    ...documentOf({ $ref: "#/definitions/Thing" }, { servers: undefined, host: "api.example.com" }),
    securityDefinitions: { key: { type: "apiKey", in: "query", name: "key" } },
    definitions: { Thing: { type: "object" } },
  };
  const { facts, codes } = await readOne(document);
  expect(facts).toMatchObject({ servers: [{ url: "https://api.example.com" }], securitySchemes: [{ id: "key" }] });
  expect(firstSchema(facts).name).toBe("Thing");
  expect(codes).toEqual([]);
});

test("3.2: other methods, and the schema of each line", async () => {
  const content = { "application/jsonl": { itemSchema: { type: "integer" } } };
  const paths = {
    "/a": { additionalOperations: { LIST: { responses: { 200: { content } } } }, query: { responses: {} } },
  };
  const { facts } = await readOne(documentOf({}, { openapi: "3.2.0", paths }));
  expect(facts.operations.map(({ id }) => id)).toEqual(["QUERY /a", "LIST /a"]);
  expect(facts.operations[1]?.responses[0]?.content[0]?.schema).toMatchObject({
    types: ["array"],
    items: { types: ["integer"] },
  });
});

const TEXTS: readonly (readonly [name: string, text: string | Uint8Array, codes: readonly string[]])[] = [
  ["a byte order mark", `\ufeff${JSON.stringify(documentOf({}))}`, ["input/byte-order-mark"]],
  ["UTF-16", Uint8Array.from(Buffer.from(`\ufeff${JSON.stringify(documentOf({}))}`, "utf16le")), ["input/encoding"]],
  ["Latin-1", Uint8Array.from(Buffer.from(JSON.stringify(documentOf({ title: "é" })), "latin1")), ["input/encoding"]],
  [
    "a duplicate key in JSON",
    JSON.stringify(documentOf({})).replace("{", '{"openapi":"3.0.0",'),
    ["input/duplicate-key"],
  ],
  ["a trailing comma in JSON", JSON.stringify(documentOf({})).replace(/}$/, ",}"), ["input/not-strict-json"]],
  ["no version", JSON.stringify(documentOf({}, { openapi: undefined })), ["input/no-version"]],
];

test.each(TEXTS)("text: %s", async (_, text, codes) => {
  const { facts, codes: reported } = await readOne(text);
  expect(facts.operations).toHaveLength(1);
  expect(reported).toEqual(codes);
});

const YAML = `openapi: 3.0
info:
  title: Things
  version: 1.10
  x-date: 2020-01-01
servers:
- url: https://api.example.com
paths:
  /things:
    get:
      responses:
        200: {description: ok}
`;

const YAMLS: readonly (readonly [name: string, text: string, codes: readonly string[]])[] = [
  ["numbers as versions", YAML, []],
  ["a duplicate key", YAML.replace("  title: Things\n", "  title: Other\n  title: Things\n"), ["input/duplicate-key"]],
  ["tabs", YAML.replaceAll("  ", "\t"), ["input/tabs"]],
  ["a tab behind a value", YAML.replace("title: Things", "title: Things\t"), []],
  ["a foreign tag", YAML.replace("Things", "!Sub Things"), []],
  ["several documents", `${YAML}---\nother: 1\n`, ["input/several-in-one-file"]],
  [
    "a colon in a text",
    YAML.replace("description: ok", "x: y").replace("  title: Things", "  summary: a: b\n  title: Things"),
    ["input/unquoted-text"],
  ],
  ["reserved signs", `x-a: @me\nx-b: *\nx-c: {id}/x\nx-d: %\n${YAML}`, ["input/unquoted-text"]],
  ["text folded in quotes below its key", `x-a:\n  b: "one\\\n  \\ two"\n${YAML}`, ["input/indentation"]],
  ["control characters", YAML.replace("title: Things", "title: Thi\u0007ngs"), ["input/control-characters"]],
  ["carriage returns", YAML.replaceAll("\n", "\r\n"), []],
  ["merged keys", `x-base: &base\n  title: Things\n${YAML.replace("  title: Things", "  <<: *base")}`, []],
];

test.each(YAMLS)("YAML: %s", async (_, text, codes) => {
  const { facts, codes: reported } = await readOne(text, "api.yaml");
  expect(facts).toMatchObject({ title: "Things", version: "1.1", extensions: { "x-date": "2020-01-01" } });
  expect(facts.operations.map(({ id }) => id)).toEqual(["GET /things"]);
  expect(facts.operations[0]?.responses[0]?.status).toBe("200");
  expect(reported).toEqual(codes);
});

test("required by a description's first word, where the keyword is left out", async () => {
  const told = (name: string, description: string, more = {}) => ({ name, in: "query", description, ...more });
  const parameters = [
    told("campaign_id", "(Required) String. The campaign"),
    told("parent", "Required. The folder"),
    told("site_id", "**required** when asking for a site"),
    told("pageToken", "Required. The token of the page"),
    told("mask", "Required. The fields", { required: false }),
    told("note", "A required note"),
  ];
  const { facts } = await readOne(operationOf({ parameters, responses: {} }));
  const needed = facts.operations[0]?.parameters.filter(({ required }) => required);
  expect(needed?.map(({ name }) => name)).toEqual(["campaign_id", "parent"]);
});
