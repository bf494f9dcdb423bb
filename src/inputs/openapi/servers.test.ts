import { expect, test } from "vitest";
import { contextOf, documentOf, fetchOf, readFrom, readOne } from "../test-support.ts";

const old = { swagger: "2.0", info: { title: "x" }, paths: { "/a": { get: {} } } };

type Case = readonly [name: string, document: object, urls: readonly string[], codes: readonly string[]];

const FILES: readonly Case[] = [
  ["none", documentOf({}, { servers: undefined }), [], ["input/no-server"]],
  ["an empty list", documentOf({}, { servers: [] }), [], ["input/no-server"]],
  ["a relative one", documentOf({}, { servers: [{ url: "/v1" }] }), ["/v1"], ["input/relative-server"]],
  ["one that isn't in a list", documentOf({}, { servers: { url: "https://a.example" } }), ["https://a.example"], []],
  ["plain text", documentOf({}, { servers: ["https://a.example"] }), ["https://a.example"], []],
  ["no scheme", documentOf({}, { servers: [{ url: "api.a.example/v1" }] }), ["https://api.a.example/v1"], []],
  ["only slashes", documentOf({}, { servers: [{ url: "//a.example" }] }), ["https://a.example"], []],
  ["2.0 without host and path", old, [], ["input/no-server"]],
  ["2.0 without host", { ...old, basePath: "v1" }, ["/v1"], ["input/relative-server"]],
  ["2.0 without schemes", { ...old, host: "a.example", basePath: "/" }, ["https://a.example"], []],
  ["2.0 with a scheme in the host", { ...old, host: "http://a.example/", schemes: "http" }, ["http://a.example"], []],
];

test.each(FILES)("servers in a file: %s", async (_, document, urls, codes) => {
  const { facts, codes: reported } = await readOne(document);
  expect(facts.servers.map(({ url }) => url)).toEqual(urls);
  expect(reported.filter((code) => code.includes("server"))).toEqual(codes);
});

test.each([
  [documentOf({}, { servers: undefined }), "https://a.example:8443"],
  [{ ...old, basePath: "/v1" }, "https://a.example:8443/v1"],
  [old, "https://a.example:8443"],
])("a document from the web without a host is its own host's", async (document, url) => {
  const fetch = fetchOf({ "https://a.example:8443/docs/api.json": document });
  const { facts, codes } = await readFrom(["https://a.example:8443/docs/api.json"], contextOf({}, { fetch }));
  expect(facts.servers.map((server) => server.url)).toEqual([url]);
  expect(codes.filter((code) => code.includes("server"))).toEqual([]);
});

test("an operation's own servers, else its path's; variables in any form", async () => {
  const servers = [{ url: "https://{a}.example/{b}", variables: { a: { default: 1, enum: [1, "x"] }, b: "v1" } }];
  const paths = { "/a": { servers, get: {}, post: { servers: [{ url: "https://b.example" }] } }, "/b": { get: {} } };
  const { facts } = await readOne(documentOf({}, { paths }));
  expect(facts.operations.map((operation) => operation.servers?.map(({ url }) => url))).toEqual([
    ["https://{a}.example/{b}"],
    ["https://b.example"],
    undefined,
  ]);
  expect(facts.operations[0]?.servers?.[0]?.variables).toEqual({
    a: { default: "1", enum: ["1", "x"], description: undefined },
    b: { default: "v1", enum: undefined, description: undefined },
  });
});
