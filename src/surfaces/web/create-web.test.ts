import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hono } from "hono";
import { Parser } from "htmlparser2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withCatalog } from "../../app/catalog/catalog-place.ts";
import { type CatalogViews, createCatalogViews, type FactsView, keyOf } from "../../app/catalog/catalog-views.ts";
import type { CatalogStore } from "../../app/catalog-types.ts";
import { systemPorts } from "../../app/system-ports.ts";
import { createWeb, type WebOptions } from "./create-web.ts";

/** Everything that a text could do where it is put in a page as it is. */
const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(1)>'&{{7*7}}\u202e\u0007`;
const NOW = new Date("2026-01-10T00:00:00Z");
const AT = "2026-01-09T00:00:00.000Z";

let folder = "";
let web: Hono;
let store: CatalogStore;
let key = "";
let done: () => void = () => undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sourcewright-web-"));
  const opened = Promise.withResolvers<CatalogStore>();
  void withCatalog(join(folder, "catalog.db"), async (held) => {
    opened.resolve(held);
    await new Promise<void>((resolve) => {
      done = resolve;
    });
  });
  store = await opened.promise;
  key = await hostileConnector();
  web = createWeb({ views: views(), now: () => NOW });
});

afterAll(() => {
  done();
  rmSync(folder, { recursive: true, force: true });
});

/** As it is kept: nothing is read again from folders that aren't there. */
function views(): CatalogViews {
  const ports = { ...systemPorts(() => undefined), now: () => NOW };
  const files = { ...ports.files, modified: async () => undefined };
  return createCatalogViews(store, { ...ports, files });
}

async function hostileConnector(): Promise<string> {
  const verdict = { property: HOSTILE, stream: HOSTILE, outcome: "fail", detail: HOSTILE } as const;
  const entry = await store.put(
    {
      folder: `/connectors/${HOSTILE}`,
      identity: "hostile",
      name: HOSTILE,
      title: HOSTILE,
      readAt: AT,
      state: {
        condition: "gone",
        source: { kind: "http", at: HOSTILE },
        streams: { built: 250, all: 251 },
        projects: [
          {
            target: "singer",
            version: HOSTILE,
            outdated: true,
            edited: [HOSTILE],
            editedCount: 1,
            verification: {
              at: AT,
              framework: HOSTILE,
              isOfThisBuild: true,
              streams: 1,
              sampled: false,
              verdicts: [verdict],
            },
          },
        ],
        questions: [
          {
            id: HOSTILE,
            about: "pagination",
            question: HOSTILE,
            candidates: [{ value: HOSTILE, confidence: 0.4, because: HOSTILE }],
            settledBy: HOSTILE,
            affected: [HOSTILE],
            holdsBackData: true,
          },
        ],
        documents: [{ name: HOSTILE, origin: `javascript:${HOSTILE}`, sha256: "a", format: HOSTILE }],
        documentsDigest: "",
        probe: {
          at: AT,
          requests: 3,
          probed: [{ about: HOSTILE, stream: HOSTILE, outcome: "contradicted", detail: HOSTILE }],
        },
        pending: false,
        stamp: "",
      },
    },
    Array.from({ length: 251 }, (_, at) => ({
      name: at === 0 ? HOSTILE : `stream_${at}`,
      request: `GET /${HOSTILE}`,
      built: at !== 250,
      key: HOSTILE,
      paging: HOSTILE,
      cursor: HOSTILE,
      parents: [HOSTILE],
      confidence: { pagination: at === 7 ? 0.31 : 0.95 },
      questions: at === 0 ? 1 : 0,
    })),
    AT,
  );
  const by = { at: AT, by: "hand", milliseconds: 1 } as const;
  await store.append(entry.id, { ...by, kind: "failed", job: "check", message: HOSTILE }, {});
  const change = {
    class: "breaking",
    about: "field",
    stream: HOSTILE,
    detail: HOSTILE,
    old: HOSTILE,
    new: HOSTILE,
    at: HOSTILE,
  } as const;
  await store.append(
    entry.id,
    {
      ...by,
      kind: "checked",
      against: [HOSTILE],
      compared: 1,
      breaking: 1,
      risky: 0,
      additive: 0,
      documentsDigest: "",
    },
    { changes: [change] },
  );
  await store.setSchedule({ connector: entry.id, job: "check", cron: "@daily", timeZone: "UTC", nextRun: AT });
  return keyOf(entry);
}

async function get(path: string, headers: Record<string, string> = {}, site = web) {
  const response = await site.request(path, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Every element of a page with its attributes. */
function elements(text: string): { name: string; attributes: Record<string, string> }[] {
  const found: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new Parser({ onopentag: (name, attributes) => found.push({ name, attributes }) });
  parser.write(text);
  parser.end();
  return found;
}

const page = (...parts: readonly string[]) => `/${["connectors", key, ...parts].map(encodeURIComponent).join("/")}`;

describe("texts from documents", () => {
  it.each([
    ["all connectors", () => "/"],
    ["a search for one", () => `/?q=${encodeURIComponent(HOSTILE)}&sort=${encodeURIComponent(HOSTILE)}`],
    ["one connector", () => page()],
    ["its other streams", () => `${page()}?show=all&q=${encodeURIComponent(HOSTILE)}`],
    ["a stream", () => page("streams", HOSTILE)],
    ["the source", () => page("source")],
    ["what isn't there", () => page("streams", `${HOSTILE}2`)],
  ])("are only text in the page of %s", async (_, path) => {
    const { text } = await get(path());
    const made = elements(text);
    expect(made.filter(({ name }) => ["script", "img", "style", "iframe"].includes(name))).toEqual([]);
    const attributes = made.flatMap((one) => Object.entries(one.attributes));
    expect(attributes.filter(([name]) => /^on|^style$/.test(name))).toEqual([]);
    const links = attributes.filter(([name]) => name === "href" || name === "action" || name === "src");
    expect(links.filter(([, value]) => !/^[/#](?!\/)/.test(value))).toEqual([]);
    expect(["\u202e", "\u0007"].some((sign) => text.includes(sign))).toBe(false);
  });

  it("are quoted with their places where a stream's evidence is shown", async () => {
    const facts: FactsView = {
      connector: (await views().connectors())[0] ?? expect.unreachable(),
      children: [HOSTILE],
      findings: [
        {
          about: "pagination",
          stream: "orders",
          value: { kind: HOSTILE },
          confidence: 0.69,
          evidence: [
            {
              signal: "a/b",
              weight: 0.8,
              says: HOSTILE,
              quote: HOSTILE,
              at: { document: HOSTILE, pointer: HOSTILE },
              open: { file: "api.yaml", line: 12 },
            },
          ],
          against: [{ signal: "a/c", weight: 0.2, says: "the answer doesn't show it" }],
          rivals: [{ value: "another", confidence: 0.3, evidence: [], against: [] }],
        },
      ],
      probed: [{ about: "pagination", stream: "orders", outcome: "contradicted", detail: HOSTILE }],
      decided: ["pagination"],
      questions: [],
    };
    const site = createWeb({ views: { ...views(), facts: async () => facts }, now: () => NOW });
    const { text } = await get(page("streams", "orders"), {}, site);
    expect(elements(text).filter(({ name }) => name === "script" || name === "img")).toEqual([]);
    expect(text).toContain("69 % sure");
    expect(text).toContain("Decided in overrides.yaml");
    expect(text).toMatch(/class="failing"><span aria-hidden="true">✕<\/span> contradicted/);
    expect(text).toMatch(/<blockquote>&quot;&gt;&lt;script&gt;/);
    expect(text).toContain('title="api.yaml"');
    expect(text).toMatch(/or else <code>another<\/code>/);
    expect(text).toContain("the answer doesn&#39;t show it");
  });
});

describe("one connector", () => {
  it("shows a hundred streams at a time, those that are built", async () => {
    const { text } = await get(`${page()}?page=3`);
    expect(text).toContain("250 streams, page 3 of 3");
    expect(text.match(/<tr class="">/g)?.length).toBe(50);
  });

  it("finds streams, and shows those that are least sure first", async () => {
    expect((await get(`${page()}?q=stream_250&show=all`)).text).toMatch(/<tr class="unbuilt">/);
    expect((await get(`${page()}?q=stream_250`)).text).toContain("No stream is like that");
    const { text } = await get(`${page()}?show=unsure`);
    expect(text.indexOf(">stream_7<")).toBeLessThan(text.indexOf(">stream_1<"));
  });

  it("says what doesn't hold, what changed, and how to answer", async () => {
    const { text } = await get(page());
    expect(text).toContain('aria-label="does not hold"');
    expect(text).toMatch(/<del>&quot;.*<ins>&quot;/);
    expect(text).toContain("sourcewright answer");
    expect(text).toContain("its folder is gone");
  });
});

describe("all connectors", () => {
  it("are found by words and health", async () => {
    const none = "No connector is like that";
    expect((await get("/?health=failing")).text).not.toContain(none);
    expect((await get("/?health=healthy")).text).toContain(none);
    expect((await get("/?q=connectors&target=singer")).text).not.toContain(none);
    expect((await get("/?target=airbyte-yaml")).text).toContain(none);
  });
});

describe("JSON", () => {
  it.each([
    ["/api/connectors", (value: Record<string, unknown[]>) => expect(value.connectors?.length).toBe(1)],
    ["/api/connectors/KEY", (value: Record<string, unknown>) => expect(value.name).toBe(HOSTILE)],
    ["/api/connectors/KEY/streams", (value: Record<string, unknown[]>) => expect(value.streams?.length).toBe(251)],
    [
      "/api/connectors/KEY/streams/stream_7",
      (value: Record<string, unknown>) => expect(value.stream).toMatchObject({ name: "stream_7" }),
    ],
    ["/api/connectors/KEY/source", (value: Record<string, unknown>) => expect(value.findings).toEqual([])],
  ] as const)("%s", async (path, check) => {
    const { status, headers, text } = await get(path.replace("KEY", encodeURIComponent(key)));
    expect([status, headers.get("content-type")]).toEqual([200, "application/json"]);
    check(JSON.parse(text));
  });

  it("says that something isn't there", async () => {
    const { status, text } = await get("/api/connectors/none");
    expect([status, JSON.parse(text)]).toEqual([404, { error: "there is no such thing here" }]);
  });
});

describe("whoever asks", () => {
  const guarded = (access: Partial<WebOptions>) => createWeb({ views: views(), now: () => NOW, ...access });
  const TOKEN = "a-token-of-some-length";
  const basic = (password: string) => `Basic ${Buffer.from(`anybody:${password}`).toString("base64")}`;

  it.each(["/", "/api/connectors", "/none", "/icon.svg"])(
    "gets %s under a policy that lets nothing in",
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get("content-security-policy")).toMatch(
        /^default-src 'none'; style-src 'self'; .*frame-ancestors 'none'$/,
      );
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    },
  );

  it("can only look", async () => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const { status } = await web.request("/", { method });
      expect(status).toBe(405);
    }
    expect((await web.request("/", { method: "HEAD" })).status).toBe(200);
  });

  it("gets the style sheet that the pages name, and may keep it", async () => {
    const { text } = await get("/");
    const path = /href="(\/style-[0-9a-f]+\.css)"/.exec(text)?.[1] ?? "";
    const { status, headers } = await get(path);
    expect([status, headers.get("content-type")]).toEqual([200, "text/css; charset=utf-8"]);
    expect(headers.get("cache-control")).toMatch(/max-age/);
  });

  it.each([
    [undefined, 401],
    ["Bearer wrong", 401],
    [basic("wrong"), 401],
    ["Basic !!!", 401],
    [`Bearer ${TOKEN}`, 200],
    [basic(TOKEN), 200],
  ])("with %s gets %i where a token is needed", async (authorization, status) => {
    const site = guarded({ token: TOKEN });
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    for (const path of ["/", "/api/connectors"]) expect((await get(path, headers, site)).status).toBe(status);
  });

  it.each([
    ["127.0.0.1:7373", 200],
    ["localhost", 200],
    ["[::1]:7373", 200],
    ["evil.example.com", 421],
    ["", 421],
  ])("under the name %j gets %i on a machine's own address", async (host, status) => {
    const site = guarded({ hosts: ["127.0.0.1", "localhost", "[::1]"] });
    expect((await get("/", { host }, site)).status).toBe(status);
  });
});
