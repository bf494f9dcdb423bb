import { describe, expect, it } from "vitest";
import { readDocuments } from "../registry.ts";
import { contextOf, documentOf, type Files, fetchOf } from "../test-support.ts";

const PAGE = "https://docs.acme.dev/api/index.html";
const description = { ...documentOf({ type: "object" }), info: { title: "Parcels", version: "1" } };
const page = (body: string) => `<!doctype html><html><head><title>API</title></head><body>${body}</body></html>`;
const swaggerUi = (given: string) =>
  page(`<div id="swagger-ui"></div><script>const ui = SwaggerUIBundle({ ${given}, dom_id: '#swagger-ui' })</script>`);

async function read(html: string, answers: Readonly<Record<string, unknown>> = {}, allowedOrigins: string[] = []) {
  const context = contextOf({}, { fetch: fetchOf({ [PAGE]: html, ...answers }), allowedOrigins });
  const facts = await readDocuments([PAGE], context);
  const said = context.collector.diagnostics.filter(({ code }) => code === "input/shown-by-page");
  return { facts, said };
}

const JSON_AT = "https://docs.acme.dev/api/openapi.json";

describe("a page that shows a description", () => {
  it.each([
    ["Swagger UI", swaggerUi("url: '/api/openapi.json'")],
    ["Swagger UI with a list of one", swaggerUi('urls: [{"url": "openapi.json", "name": "v1"}]')],
    [
      "Swagger UI whose settings stand before it",
      page(
        '<script>var c = JSON.parse(\'{"urls":[{"url":"./openapi.json","name":"V1"}]}\'); SwaggerUIBundle(c)</script>',
      ),
    ],
    ["Redoc's element", page('<redoc spec-url="./openapi.json"></redoc>')],
    [
      "Redoc's call",
      page("<div id=r></div><script>Redoc.init('openapi.json', {}, document.getElementById('r'))</script>"),
    ],
    ["RapiDoc", page('<rapi-doc spec-url="openapi.json" theme="dark"></rapi-doc>')],
    ["Stoplight Elements", page('<elements-api apiDescriptionUrl="openapi.json" router="hash"></elements-api>')],
    ["Scalar", page('<script id="api-reference" data-url="openapi.json"></script>')],
    ["Scalar's call", page("<script>Scalar.createApiReference('#app', { url: 'openapi.json' })</script>")],
    ["a link to the description", page("").replace("</head>", '<link rel="service-desc" href="openapi.json"></head>')],
  ])("%s", async (_, html) => {
    const { facts, said } = await read(html, { [JSON_AT]: description });
    expect(facts).toMatchObject({ kind: "http", title: "Parcels" });
    expect(facts.documents.map(({ origin }) => origin)).toEqual([JSON_AT, PAGE]);
    expect(said).toHaveLength(1);
  });

  it.each([
    [
      "Redoc's state",
      page(
        `<script>const __redoc_state = {"menu":{"a":"}"},"spec":{"data":${JSON.stringify(description)}}};</script>redoc`,
      ),
    ],
    ["Swagger UI's", swaggerUi(`spec: ${JSON.stringify(description)}`)],
    ["Scalar's", page(`<script id="api-reference" type="application/json">${JSON.stringify(description)}</script>`)],
  ])("within itself: %s", async (_, html) => {
    const { facts } = await read(html);
    expect(facts).toMatchObject({ kind: "http", title: "Parcels" });
    expect(facts.documents.map(({ origin }) => origin)).toEqual([PAGE]);
  });

  it("by a script of its own", async () => {
    const html = page('<div id="swagger-ui"></div><script src="./swagger-initializer.js"></script>');
    const script = "window.onload = () => { window.ui = SwaggerUIBundle({ url: './openapi.json' }); };";
    const SCRIPT = "https://docs.acme.dev/api/swagger-initializer.js";
    const { facts } = await read(html, { [SCRIPT]: new Response(script), [JSON_AT]: description });
    expect(facts.documents.map(({ origin }) => origin)).toEqual([JSON_AT, PAGE, SCRIPT]);
  });

  it("by the configuration that Swagger UI asks for", async () => {
    const CONFIG = "https://docs.acme.dev/v3/swagger-config";
    const { facts } = await read(swaggerUi('configUrl: "/v3/swagger-config"'), {
      [CONFIG]: { url: "/api/openapi.json" },
      [JSON_AT]: description,
    });
    expect(facts.documents.map(({ origin }) => origin)).toEqual([JSON_AT, PAGE, CONFIG]);
  });

  it("saved as a file beside the description", async () => {
    const files: Files = {
      "docs/index.html": page('<redoc spec-url="api.json"></redoc>'),
      "docs/api.json": description,
    };
    const facts = await readDocuments(["docs/index.html"], contextOf(files));
    expect(facts.documents.map(({ name }) => name)).toEqual(["api.json", "index.html"]);
  });
});

describe("what isn't followed", () => {
  it.each([
    ["another host", swaggerUi("url: 'https://elsewhere.dev/o.json'"), /--allow-origin https:\/\/elsewhere\.dev/],
    [
      "several descriptions",
      swaggerUi("urls: [{url: 'a.json'}, {url: 'b.json'}]"),
      /shows 2 API descriptions.*a\.json, b\.json$/,
    ],
    ["one that isn't there", page('<redoc spec-url="gone.json"></redoc>'), /gone\.json answers 404/],
    ["a script", page('<redoc spec-url="javascript:alert(1)"></redoc>'), /can't be reached from here/],
  ])("%s", async (_, html, message) => {
    await expect(read(html)).rejects.toThrow(message);
  });

  it("a configuration without an address", async () => {
    const answers = { "https://docs.acme.dev/c": { deepLinking: true } };
    await expect(read(swaggerUi("configUrl: '/c'"), answers)).rejects.toThrow(/index\.html shows no API description/);
  });

  it("another host is asked where that is allowed", async () => {
    const ELSEWHERE = "https://elsewhere.dev/o.json";
    const { facts } = await read(swaggerUi(`url: '${ELSEWHERE}'`), { [ELSEWHERE]: description }, [
      "https://elsewhere.dev",
    ]);
    expect(facts.documents[0]?.origin).toBe(ELSEWHERE);
  });

  it("a file outside of the page's folder", async () => {
    const files: Files = { "docs/index.html": page('<redoc spec-url="../api.json"></redoc>'), "api.json": description };
    await expect(readDocuments(["docs/index.html"], contextOf(files))).rejects.toThrow(/can't be reached from here/);
  });

  it.each([
    [
      "prose that speaks of viewers",
      page("<h1>Users</h1><p>We had Swagger-UI and redoc before.</p><h2>GET /users</h2><p>All of them.</p>"),
    ],
    ["prose with a sample of a call", page("<h2>GET /users</h2><pre>SwaggerUIBundle({ url: 'x.json' })</pre>")],
    ["a script that can't be had", page("<h2>GET /users</h2><p>swagger-ui</p><script src='index.js'></script>")],
  ])("%s is read as prose", async (_, html) => {
    const { facts, said } = await read(html);
    expect(facts).toMatchObject({ kind: "http", operations: [{ id: "GET /users" }] });
    expect(said).toEqual([]);
  });

  it("a page that opens a thousand objects takes no time", async () => {
    const hostile = page(
      `<h2>GET /users</h2><script>/* redoc */ ${'"spec": {"openapi": "3.0", '.repeat(20_000)}</script>`,
    );
    const { facts } = await read(hostile);
    expect(facts.kind).toBe("http");
  });
});
