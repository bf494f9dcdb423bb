import { expect, test } from "vitest";
import { readDocuments } from "./registry.ts";
import { contextOf, documentOf, fetchOf, firstSchema, readFrom, readOne } from "./test-support.ts";

const thing = { type: "object", properties: { id: { type: "string" } } };

test("schemas that contain themselves", async () => {
  const schemas = {
    Node: {
      type: "object",
      properties: {
        next: { $ref: "#/components/schemas/Node" },
        all: { items: { $ref: "#/components/schemas/Node" } },
      },
    },
    A: { allOf: [{ $ref: "#/components/schemas/B" }, { properties: { a: {} } }] },
    B: { allOf: [{ $ref: "#/components/schemas/A" }, { properties: { b: { $ref: "#/components/schemas/B" } } }] },
  };
  const both = { properties: { node: { $ref: "#/components/schemas/Node" }, a: { $ref: "#/components/schemas/A" } } };
  const { facts, codes } = await readOne(documentOf(both, { components: { schemas } }));
  const node = firstSchema(facts).properties.get("node");
  expect(node?.properties.get("next")).toBe(node);
  expect(node?.properties.get("all")?.items?.id).toBe(node?.id);
  expect([...(firstSchema(facts).properties.get("a")?.properties.keys() ?? [])]).toEqual(["b", "a"]);
  expect(codes).toEqual([]);
});

test("a property that several allOf branches describe is all of it", async () => {
  const schema = {
    allOf: [
      { properties: { id: { type: "string", maxLength: 3 }, more: { properties: { x: { type: "integer" } } } } },
      { properties: { id: { description: "The key" }, more: { properties: { y: {} } } }, required: ["id"] },
    ],
  };
  const { facts } = await readOne(documentOf(schema));
  const view = firstSchema(facts);
  expect(view.properties.get("id")).toMatchObject({ types: ["string"], description: "The key" });
  expect([...(view.properties.get("more")?.properties.keys() ?? [])]).toEqual(["x", "y"]);
  expect(view.properties.get("more")).toBe(view.properties.get("more"));
});

test("paths, parameters, bodies, responses, headers and examples by reference", async () => {
  const document = documentOf(
    {},
    {
      paths: { "/things": { $ref: "#/x-paths/things" } },
      "x-paths": {
        things: {
          summary: "All",
          post: {
            parameters: [{ $ref: "#/components/parameters/Page" }],
            requestBody: { $ref: "#/components/requestBodies/Search" },
            responses: { 200: { $ref: "#/components/responses/Things" } },
          },
        },
      },
      components: {
        parameters: { Page: { name: "page", in: "query", schema: { $ref: "#/components/schemas/Page" } } },
        requestBodies: { Search: { required: true, content: { "application/json": { schema: thing } } } },
        responses: {
          Things: {
            headers: { Link: { $ref: "#/components/headers/Link" } },
            content: {
              "application/json": { schema: thing, examples: { one: { $ref: "#/components/examples/One" } } },
            },
          },
        },
        headers: { Link: { description: "Next", schema: { type: "string" } } },
        examples: { One: { value: { id: "1" } } },
        schemas: { Page: { type: "integer" } },
      },
    },
  );
  const { facts, codes } = await readOne(document);
  expect(codes).toEqual([]);
  expect(facts.operations[0]).toMatchObject({
    id: "POST /things",
    summary: "All",
    parameters: [{ name: "page", schema: { types: ["integer"], name: "Page" } }],
    body: { required: true },
    responses: [
      {
        status: "200",
        headers: [{ name: "Link", description: "Next" }],
        content: [{ examples: [{ value: { id: "1" }, at: { pointer: "/components/examples/One" } }] }],
      },
    ],
  });
});

const main = documentOf({ $ref: "schemas/thing.yaml" });

test("a file with references to others beside and below it", async () => {
  const files = {
    "spec/api.json": main,
    "spec/schemas/thing.yaml": "type: object\nproperties:\n  other: {$ref: ../more.json#/Other}\n",
    "spec/more.json": { Other: { $ref: "api.json#/info/x-schema" } },
  };
  const { facts, codes } = await readFrom(
    ["spec/api.json"],
    contextOf({ ...files, "spec/api.json": { ...main, info: { "x-schema": thing } } }),
  );
  expect(codes).toEqual([]);
  expect(firstSchema(facts)).toMatchObject({ name: "thing", at: { document: "schemas/thing.yaml", pointer: "" } });
  expect([...(firstSchema(facts).properties.get("other")?.properties.keys() ?? [])]).toEqual(["id"]);
  expect(facts.documents.map(({ name, format }) => [name, format])).toEqual([
    ["api.json", "OpenAPI 3.0.3"],
    ["schemas/thing.yaml", "referred to"],
    ["more.json", "referred to"],
  ]);
});

test("a folder: its descriptions are found, the other files only read where they are referred to", async () => {
  const files = {
    "api/main.json": main,
    "api/schemas/thing.yaml": JSON.stringify(thing),
    "api/package.json": { name: "x" },
    "api/node_modules/other/openapi.json": documentOf({}, { info: { title: "Not this" } }),
  };
  const { facts } = await readFrom(["api/"], contextOf(files));
  expect(facts.documents.map(({ name }) => name)).toEqual(["main.json", "schemas/thing.yaml"]);
  expect(facts.title).toBe("Things");
});

const OUTSIDE = ["../secret.json", "/etc/passwd", "schemas/../../secret.json", "..\\secret.json", "%2e%2e/secret.json"];

test.each(OUTSIDE)("a reference out of the document's folder is not read: %s", async (ref) => {
  const read: string[] = [];
  const context = contextOf({ "spec/api.json": documentOf({ $ref: ref }), "secret.json": thing, "/etc/passwd": thing });
  const readFile = (path: string) => {
    read.push(path);
    return context.files.read(path);
  };
  const files = { ...context.files, read: readFile };
  const { codes, messages } = await readFrom(["spec/api.json"], { ...context, files });
  expect(codes).toEqual(["input/reference-outside"]);
  expect(messages[0]).toContain("it leads out of spec; give the folder that holds both files");
  expect(read).toEqual(["spec/api.json"]);
});

test("the folder that holds both files allows it", async () => {
  const files = { "spec/api.json": documentOf({ $ref: "../common/thing.json" }), "common/thing.json": thing };
  const { facts, codes } = await readFrom(["."], {
    ...contextOf(files),
    files: { ...contextOf(files).files, list: async () => Object.keys(files) },
  });
  expect(codes).toEqual([]);
  expect(firstSchema(facts).types).toEqual(["object"]);
});

test("a file that is missing or broken, only where a schema needs it", async () => {
  const document = documentOf({
    properties: { a: { $ref: "gone.json" }, b: { $ref: "broken.json" } },
    example: { $ref: "unused.json" },
  });
  const { messages } = await readFrom(["api.json"], contextOf({ "api.json": document, "broken.json": "{" }));
  expect(messages).toEqual([
    expect.stringContaining('"gone.json" can\'t be read (gone.json: there is no such file)'),
    expect.stringContaining(
      '"broken.json" can\'t be read (broken.json is broken JSON: it ends in the middle (line 1))',
    ),
  ]);
});

const remote = documentOf({ $ref: "https://schemas.example/thing.json#/Thing" });

test("another origin is asked only where it is allowed", async () => {
  const asked: string[] = [];
  const answers = fetchOf({ "https://schemas.example/thing.json": { Thing: thing } });
  const fetch: typeof globalThis.fetch = (input, init) => {
    asked.push(String(input));
    return answers(input, init);
  };
  const files = { "api.json": remote };
  const refused = await readFrom(["api.json"], contextOf(files, { fetch }));
  expect(refused.messages).toEqual([expect.stringContaining("allow it with --allow-origin https://schemas.example")]);
  expect(asked).toEqual([]);
  const allowed = await readFrom(
    ["api.json"],
    contextOf(files, { fetch, allowedOrigins: ["https://schemas.example/"] }),
  );
  expect(allowed.codes).toEqual([]);
  expect(firstSchema(allowed.facts).properties.size).toBe(1);
  expect(allowed.facts.documents[1]).toMatchObject({ name: "schemas.example/thing.json" });
});

test("an allowed origin may not lead to one that isn't", async () => {
  const to = new Response(null, { status: 302, headers: { location: "https://internal.example/x" } });
  const fetch = fetchOf({ "https://schemas.example/thing.json": to, "https://internal.example/x": { Thing: thing } });
  const context = contextOf({ "api.json": remote }, { fetch, allowedOrigins: ["https://schemas.example"] });
  const { messages } = await readFrom(["api.json"], context);
  expect(messages[0]).toContain("redirects to https://internal.example, which may not be asked");
});

test("a document from the web: relative references and servers are its own origin's, files are none", async () => {
  const document = documentOf(
    { properties: { a: { $ref: "./thing.json" }, b: { $ref: "file:///etc/passwd" } } },
    { servers: [{ url: "/v1" }, { url: "v2" }, { url: "https://{region}.example.com/{v}" }, { url: "{host}/x" }] },
  );
  const moved = new Response(null, { status: 301, headers: { location: "https://new.example/docs/api.json" } });
  const fetch = fetchOf({
    "https://old.example/api.json": moved,
    "https://new.example/docs/api.json": document,
    "https://new.example/docs/thing.json": thing,
  });
  const { facts, codes } = await readFrom(
    ["https://old.example/api.json"],
    contextOf({ "/etc/passwd": thing }, { fetch }),
  );
  expect(facts.servers.map(({ url }) => url)).toEqual([
    "https://new.example/v1",
    "https://new.example/docs/v2",
    "https://{region}.example.com/{v}",
    "{host}/x",
  ]);
  expect(facts.documents.map(({ name, origin }) => [name, origin])).toEqual([
    ["api.json", "https://old.example/api.json"],
    ["docs/thing.json", "https://new.example/docs/thing.json"],
  ]);
  expect(codes).toEqual(["input/unreadable-reference"]);
});

test("several documents are one API", async () => {
  const first = documentOf(
    {},
    { security: [{ key: [] }], components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } } },
  );
  const second = documentOf(
    {},
    {
      servers: [{ url: "https://other.example.com" }],
      security: [{ key: [] }],
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
      paths: { "/things": { get: {} }, "/orders": { get: { responses: {} }, post: { security: [] } } },
    },
  );
  const context = contextOf({ "a.json": first, "b.json": second });
  const facts = await readDocuments(["a.json", "b.json", "a.json"], context);
  if (facts.kind !== "http") throw new Error("no API");
  expect(facts.securitySchemes.map(({ id }) => id)).toEqual(["key", "key (b.json)"]);
  expect(facts.operations.map(({ id, security, servers }) => [id, security, servers?.map(({ url }) => url)])).toEqual([
    ["GET /things", undefined, undefined],
    ["GET /orders", [{ "key (b.json)": [] }], ["https://other.example.com"]],
    ["POST /orders", [], ["https://other.example.com"]],
  ]);
  expect(context.collector.diagnostics).toMatchObject([
    { code: "input/duplicate-operation", at: { document: "b.json" } },
  ]);
});
