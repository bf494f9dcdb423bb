import { expect, test } from "vitest";
import { Failure } from "../diagnostics/failure.ts";
import { readDocuments } from "./registry.ts";
import { contextOf, documentOf, fetchOf } from "./test-support.ts";

const whole = JSON.stringify(documentOf({ type: "object" }), null, 2);

const FILES: readonly (readonly [name: string, content: unknown, message: RegExp])[] = [
  ["an empty file", "", /is empty$/],
  ["only white space", " \n\t\n", /is empty$/],
  ["an HTML page", "<!-- hi -->\n<!DOCTYPE html>\n<html><body/></html>", /looks like an HTML page/],
  ["truncated JSON", whole.slice(0, 200), /is broken JSON: it ends in the middle \(line \d+\)$/],
  ["broken JSON", '{\n  "openapi": "3.0.0",\n  "info": {]\n}', /is broken JSON: .* \(line 3\)$/],
  ["truncated YAML", "openapi: 3.0.0\ninfo: {title: x\n", /is broken YAML: it ends in the middle \(line \d\)$/],
  ["broken YAML", "openapi: 3.0.0\ninfo:\n  title: [a}\npaths: {}\n", /is broken YAML: .* \(line 3\)$/],
  ["no operations", { ...documentOf({}), paths: {} }, /describes no operations: its `paths` are empty$/],
  ["only webhooks", { openapi: "3.1.0", webhooks: { paid: { post: {} } } }, /only webhooks/],
  [
    "a JSON Schema",
    { $schema: "http://json-schema.org/draft-07/schema#", type: "object" },
    /looks like a JSON Schema$/,
  ],
  ["a Postman collection without requests", { info: { _postman_id: "1" }, item: [] }, /holds no requests$/],
  [
    "an old Postman collection",
    { name: "x", order: [], requests: [] },
    /of version 1, .* export it as "Collection v2.1"$/,
  ],
  [
    "a Postman environment alone",
    { name: "x", values: [], _postman_variable_scope: "environment" },
    /holds the values of a Postman environment; give the collection that goes with it too$/,
  ],
  ["a package.json", { name: "x", version: "1.0.0", scripts: {} }, /looks like a package.json$/],
  ["AsyncAPI", "asyncapi: 2.6.0\ninfo: {}\n", /looks like an AsyncAPI document$/],
  ["a GraphQL schema", '"""\nAll\n"""\ntype Query {\n  me: User\n}\n', /looks like a GraphQL schema$/],
  ["a WSDL", '<?xml version="1.0"?>\n<wsdl:definitions xmlns:wsdl="x"/>', /looks like a WSDL description$/],
  ["OData metadata", '<?xml version="1.0"?><edmx:Edmx Version="4.0"/>', /looks like an OData metadata document$/],
  ["RAML", "#%RAML 1.0\ntitle: x\n", /looks like a RAML document$/],
  ["protocol buffers", 'syntax = "proto3";\nmessage A {}', /looks like a protocol buffers definition$/],
  ["Swagger 1.2", { swaggerVersion: "1.2", apis: [] }, /looks like a Swagger 1.x document/],
  ["a HAR without answers", { log: { entries: [] } }, /records no answer of an API in JSON/],
  ["sample records", [{ id: 1 }], /looks like a JSON list, perhaps sample records$/],
  ["plain text", "Hello, world", /looks like plain text$/],
  ["a fragment", { components: { schemas: {} } }, /looks like a part of an OpenAPI document/],
  ["a ZIP archive", Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), /looks like a ZIP archive; unpack it and give the folder$/],
  ["gzip", Uint8Array.of(0x1f, 0x8b, 8, 0, 0xff), /looks like a compressed file; unpack it first$/],
  ["anything else", { hello: "world" }, /looks like some other JSON or YAML file$/],
];

test.each(FILES)("%s is refused in one line", async (_, content, message) => {
  const error = await readDocuments(["api.json"], contextOf({ "api.json": content })).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(Failure);
  expect(error).toMatchObject({ kind: "unusable", message: expect.stringMatching(message) });
  expect(String(error)).toMatch(/api\.json[^\n]*$/);
});

test("a missing file", async () => {
  await expect(readDocuments(["gone.json"], contextOf({}))).rejects.toThrow("gone.json: there is no such file");
});

test("an address that is none of the web", async () => {
  const error = await readDocuments(["ftp://x.example/a.json"], contextOf({})).catch(String);
  expect(error).toBe("Failure: ftp://x.example/a.json can't be read: give a path, or an address with https");
});

test("a folder without a description says how much it looked at", async () => {
  const context = contextOf({ "docs/a.json": { a: 1 }, "docs/readme.md": "x" });
  await expect(readDocuments(["docs"], context)).rejects.toThrow(
    "docs holds no API description (2 files were looked at)",
  );
});

const redirect = (location: string) => new Response(null, { status: 302, headers: { location } });

const URLS: readonly (readonly [name: string, answers: Record<string, unknown>, message: RegExp])[] = [
  ["404", {}, /https:\/\/x\.example\/api\.json answers 404 Not Found$/],
  ["HTML", { "https://x.example/api.json": "<!doctype html><title>Docs</title>" }, /looks like an HTML page/],
  ["a loop", { "https://x.example/api.json": redirect("/api.json") }, /redirects without end$/],
  [
    "a downgrade",
    { "https://x.example/api.json": redirect("http://x.example/") },
    /redirects to an address without https$/,
  ],
  [
    "a file",
    { "https://x.example/api.json": redirect("file:///etc/passwd") },
    /redirects to something that is no web address$/,
  ],
];

test.each(URLS)("a URL that gives %s", async (_, answers, message) => {
  const context = contextOf({}, { fetch: fetchOf(answers) });
  await expect(readDocuments(["https://x.example/api.json"], context)).rejects.toThrow(message);
});

test("a host that doesn't answer", async () => {
  const context = contextOf(
    {},
    { fetch: () => Promise.reject(new TypeError("fetch failed", { cause: new Error("ENOTFOUND") })) },
  );
  await expect(readDocuments(["https://x.example/a"], context)).rejects.toThrow(
    "https://x.example/a can't be fetched: there is no such host, or no network",
  );
});

test("a host that doesn't answer in time", async () => {
  const late = () => Promise.reject(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
  const context = contextOf({}, { fetch: late });
  const message = "https://x.example/a can't be fetched: no answer within 60 seconds";
  await expect(readDocuments(["https://x.example/a"], context)).rejects.toThrow(message);
});

test("an answer that breaks off", async () => {
  const body = new ReadableStream({
    pull(controller) {
      controller.error(new Error("socket hang up"));
    },
  });
  const context = contextOf({}, { fetch: async () => new Response(body) });
  await expect(readDocuments(["https://x.example/a"], context)).rejects.toThrow(
    /broke off after 0 bytes: socket hang up$/,
  );
});

test("no network", async () => {
  await expect(readDocuments(["https://x.example/a"], contextOf({}))).rejects.toThrow("the network isn't to be used");
});

test("a password and a key in the URL are not repeated", async () => {
  const context = contextOf({}, { fetch: fetchOf({}) });
  const error = await readDocuments(["https://me:hunter2@x.example/a?api_key=s3cret&v=2"], context).catch(String);
  expect(error).toContain("https://x.example/a?api_key=***&v=2 answers 404");
  expect(error).not.toMatch(/hunter2|s3cret/);
});
