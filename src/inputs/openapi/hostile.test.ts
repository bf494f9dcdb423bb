import { expect, test } from "vitest";
import { documentOf, firstSchema, readOne } from "../test-support.ts";

const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "a/b~c", "", " ", '"\n`$`{{ y }}', "$ref"];

test("names that mean something to JavaScript are names like any other", async () => {
  const properties = `{${NAMES.map((name) => `${JSON.stringify(name)}:{"type":"string","title":${JSON.stringify(name)}}`).join()}}`;
  const text = JSON.stringify(documentOf("HERE")).replace(
    '"HERE"',
    () => `{"type":"object","properties":${properties}}`,
  );
  for (const written of [text, `# YAML\n${text}`]) {
    const { facts, codes } = await readOne(written);
    expect([...firstSchema(facts).properties.keys()]).toEqual(NAMES);
    expect(firstSchema(facts).properties.get("__proto__")).toMatchObject({ title: "__proto__" });
    expect(firstSchema(facts).properties.get("a/b~c")?.at.pointer).toMatch(/\/a~1b~0c$/);
    expect(codes).toEqual([]);
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test("a schema says nothing by what every object has", async () => {
  const { facts } = await readOne(documentOf(JSON.parse('{"__proto__":{"type":"string","properties":{"x":{}}}}')));
  expect(firstSchema(facts)).toMatchObject({ types: [], properties: new Map() });
});

test("parameters, headers, schemes, scopes, variables and paths of hostile names", async () => {
  const text = `{
    "openapi": "3.0.0", "info": {"title": "x"},
    "servers": [{"url": "https://{__proto__}.example", "variables": {"__proto__": {"default": "a"}}}],
    "components": {"securitySchemes": {"__proto__": {"type": "oauth2", "flows": {"__proto__": {}, "clientCredentials": {"tokenUrl": "https://t.example", "scopes": {"__proto__": "all"}}}}}},
    "paths": {"__proto__": {"get": {
      "parameters": {"__proto__": {"in": "query", "schema": {}}},
      "security": [{"__proto__": ["__proto__"]}],
      "responses": {"200": {"headers": {"__proto__": {}}, "content": {"__proto__": {"schema": {}}}}}}}}}`;
  const { facts } = await readOne(text);
  expect(Object.keys(facts.servers[0]?.variables ?? {})).toEqual(["__proto__"]);
  expect(facts.securitySchemes).toMatchObject([{ id: "__proto__", flows: [{ flow: "client-credentials" }] }]);
  const [operation] = facts.operations;
  expect(operation).toMatchObject({ id: "GET __proto__", parameters: [{ name: "__proto__" }] });
  expect(Object.keys(operation?.security?.[0] ?? {})).toEqual(["__proto__"]);
  expect(operation?.responses[0]).toMatchObject({
    headers: [{ name: "__proto__" }],
    content: [{ mediaType: "__proto__" }],
  });
});

function nested(depth: number): unknown {
  let schema: unknown = { type: "string" };
  for (let i = 0; i < depth; i++) schema = { type: "object", properties: { a: schema } };
  return schema;
}

test("a schema that is nested very deeply", async () => {
  const text = JSON.stringify(documentOf("HERE")).replace(
    '"HERE"',
    `${'{"properties":{"a":'.repeat(20_000)}{}${"}}".repeat(20_000)}`,
  );
  const { facts } = await readOne(text);
  let view = firstSchema(facts).properties.get("a");
  for (let i = 0; i < 100; i++) view = view?.properties.get("a");
  expect(view?.types).toEqual(["object"]);
});

test("YAML that is nested deeply is read, very deeply refused", async () => {
  const { facts } = await readOne(`# YAML\n${JSON.stringify(documentOf(nested(200)))}`);
  expect(firstSchema(facts).types).toEqual(["object"]);
  const deep = `openapi: 3.0.0\npaths: ${"{a: ".repeat(5000)}${"}".repeat(5000)}`;
  await expect(readOne(deep, "api.yaml")).rejects.toThrow(/^api.yaml is broken YAML: .*nesting/);
});

test("aliases that multiply cost nothing until they are looked at", async () => {
  const levels = Array.from(
    { length: 30 },
    (_, i) => `  l${i}: &l${i} {allOf: [${i === 0 ? "{type: object}" : `*l${i - 1}, *l${i - 1}`}]}`,
  );
  const yaml = `openapi: 3.0.0\ninfo: {title: x}\nx-levels:\n${levels.join("\n")}\npaths:\n  /a:\n    get:\n      responses: {200: {content: {a/b: {schema: *l29}}}}\n`;
  const { facts } = await readOne(yaml, "api.yaml");
  expect(firstSchema(facts).types).toEqual(["object"]);
});
