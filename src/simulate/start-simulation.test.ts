import { afterEach, describe, expect, test } from "vitest";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { CursorFormat, CursorRequest } from "../model/incremental.ts";
import type { Setting } from "../model/setting.ts";
import type { SimulatedSource, SimulationOptions } from "./simulated-source.ts";
import { startSimulation } from "./start-simulation.ts";
import { BASE, call, model, recordsAt, START, stream, violations } from "./test-support.ts";

const open: SimulatedSource[] = [];

async function start(made: ConnectorModel, options: Partial<SimulationOptions> = {}): Promise<SimulatedSource> {
  const source = await startSimulation(made, { seed: 1, ...options });
  open.push(source);
  return source;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((source) => source.close()));
});

const byPage = stream({
  pagination: {
    kind: "page-number",
    pageParam: { name: "page", in: "query" },
    sizeParam: { name: "per_page", in: "query" },
    firstPage: 1,
    pageSize: 20,
    stop: { kind: "short-page" },
  },
});

describe("a simulated source", () => {
  test("gives every record over its pages, and notes which was asked", async () => {
    const source = await start(model([byPage]));
    const seen = [];
    for (const page of [1, 2, 3]) {
      const reply = await call(source, `${BASE}/orders?page=${page}&per_page=20`);
      seen.push(...recordsAt(reply.body, "data"));
    }
    expect(seen).toEqual(source.records.orders);
    expect(seen).toHaveLength(43);
    expect(source.log.map((request) => request.page)).toEqual([0, 1, 2]);
    expect(violations(source)).toEqual([]);
  });

  test("gives the same bytes for the same seed, others for another", async () => {
    const texts = [];
    for (const seed of [1, 1, 2]) {
      const source = await start(model([byPage]), { seed });
      texts.push((await call(source, `${BASE}/orders?page=1&per_page=20`)).text);
    }
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toBe(texts[2]);
  });

  test("takes a page twice for a violation, until a new read begins", async () => {
    const source = await start(model([byPage]));
    await call(source, `${BASE}/orders?page=1&per_page=20`);
    await call(source, `${BASE}/orders?per_page=20`);
    expect(violations(source)).toEqual([expect.stringContaining("asked for twice")]);
    source.clearLog();
    await call(source, `${BASE}/orders?page=1&per_page=20`);
    expect(violations(source)).toEqual([]);
  });

  test.each([
    ["an undeclared parameter", `${BASE}/orders?page=1&sort=asc`, {}, 'undeclared query parameter "sort"'],
    ["a parameter sent twice", `${BASE}/orders?page=1&page=1`, {}, "was sent twice"],
    ["a placeholder", `${BASE}/orders?page={page}`, {}, "a placeholder that nothing filled"],
    ["None", `${BASE}/orders?page=None`, {}, "a placeholder that nothing filled"],
    ["a page before the first", `${BASE}/orders?page=0`, {}, "before the first page"],
    ["a page that is too large", `${BASE}/orders?page=1&per_page=21`, {}, "more than the 20"],
    ["a wrong method", `${BASE}/orders`, { method: "POST" }, "POST where GET is declared"],
    ["a wrong path", `${BASE}/order`, {}, "the model has nothing at"],
    ["a body", `${BASE}/orders`, { method: "DELETE", body: "{}" }, "DELETE where GET is declared"],
  ])("complains about %s", async (_, url, init, complaint) => {
    const source = await start(model([byPage]));
    await call(source, url, init);
    expect(violations(source)).toContainEqual(expect.stringContaining(complaint));
  });

  test("needs the constant headers and parameters", async () => {
    const source = await start(
      model([stream({ query: [{ name: "view", value: "full" }] })], {
        headers: [{ name: "Accept-Version", value: "2" }],
      }),
    );
    const without = await call(source, `${BASE}/orders?view=full`);
    expect(without.status).toBe(400);
    const right = await call(source, `${BASE}/orders?view=full`, { headers: { "accept-version": "2" } });
    expect(right.status).toBe(200);
    expect(source.log.map((request) => request.violations)).toEqual([
      ['the header "Accept-Version" must be "2", and is missing'],
      [],
    ]);
  });

  test("notices the wrong host", async () => {
    const source = await start(model([byPage]));
    const address = Object.values(source.routes)[0] ?? "";
    await fetch(`${address}/v1/orders`);
    expect(violations(source)).toContainEqual(expect.stringContaining("the Host header is"));
  });

  test("keeps out who can't prove who asks", async () => {
    const source = await start(model([byPage]));
    const reply = await call(source, `${BASE}/orders`, { headers: { authorization: "Bearer wrong" } });
    expect(reply.status).toBe(401);
  });

  test("puts children below their parents and fills their foreign keys", async () => {
    const child = stream(
      { path: "/orders/{order_id}/notes", recordsPath: [] },
      {
        name: "notes",
        schema: { type: "object", properties: { id: { type: "integer" }, order_id: { type: "integer" } } },
        parents: [{ stream: "orders", field: ["id"], param: { name: "order_id", in: "path" } }],
      },
    );
    const source = await start(model([byPage, child]), { counts: { orders: 4, notes: 2 } });
    const seen = [];
    for (const order of source.records.orders ?? []) {
      const reply = await call(source, `${BASE}/orders/${String(order.id)}/notes`);
      const notes = recordsAt(reply.body);
      expect(notes.map((note) => note.order_id)).toEqual([order.id, order.id]);
      seen.push(...notes);
    }
    expect(seen).toEqual(source.records.notes);
    expect(new Set(seen.map((note) => note.id)).size).toBe(8);
    expect(source.log[0]?.parent).toBe(`order_id=${String(source.records.orders?.[0]?.id)}`);
    expect((await call(source, `${BASE}/orders/1/notes`)).status).toBe(404);
    expect(violations(source)).toEqual(["there is no parent record with order_id=1"]);
  });
});

test("one record by its key comes as an object, with that key", async () => {
  const one = stream(
    { path: "/orders/{id}", recordsPath: ["order"] },
    { name: "order", parents: [{ stream: "orders", field: ["id"], param: { name: "id", in: "path" } }] },
  );
  const source = await start(model([stream(), one]));
  const id = source.records.orders?.[2]?.id;
  const { body } = await call(source, `${BASE}/orders/${String(id)}`);
  expect(body).toMatchObject({ order: { id } });
  expect(source.advance("order", 3)).toHaveLength(3);
  expect(source.records.order).toHaveLength(7);
});

test("of two endpoints that differ only by whose records they give, the one whose record it is answers", async () => {
  const below = (parent: string) =>
    stream(
      { path: `/things/{${parent}}/notes` },
      { name: `${parent}_notes`, parents: [{ stream: parent, field: ["id"], param: { name: parent, in: "path" } }] },
    );
  const source = await start(
    model([stream(), stream({ path: "/others" }, { name: "others" }), below("orders"), below("others")]),
  );
  await call(source, `${BASE}/things/${String(source.records.others?.[0]?.id)}/notes`);
  expect(source.log[0]?.stream).toBe("others_notes");
  expect(violations(source)).toEqual([]);
});

describe("an incremental stream", () => {
  const changing = stream(
    {},
    {
      incremental: {
        cursorField: ["updated_at"],
        format: { kind: "date-time" },
        request: { name: "updated_since", in: "query", operator: "gte", format: { kind: "date-time" } },
      },
    },
  );
  const bySince = (since: string) => `${BASE}/orders?updated_since=${encodeURIComponent(since)}`;

  test("is filtered by its cursor, and second runs get what is new", async () => {
    const source = await start(model([changing]), { counts: { orders: 12 } });
    const all = recordsAt((await call(source, bySince(String(source.config[START.name])))).body, "data");
    expect(all).toHaveLength(12);
    const newest =
      all
        .map((order) => String(order.updated_at))
        .sort()
        .at(-1) ?? "";
    const fresh = source.advance("orders", 4);
    const second = recordsAt((await call(source, bySince(newest))).body, "data");
    expect(second).toEqual(expect.arrayContaining([...fresh]));
    expect(fresh.every((record) => String(record.updated_at) > newest)).toBe(true);
    expect(fresh.filter((record) => all.some((order) => order.id === record.id))).toHaveLength(2);
    expect(source.records.orders).toHaveLength(14);
    expect(violations(source)).toEqual([]);
  });

  test("has cursors with ties", async () => {
    const source = await start(model([changing]), { counts: { orders: 12 } });
    const cursors = (source.records.orders ?? []).map((order) => order.updated_at);
    expect(new Set(cursors).size).toBe(9);
  });

  test("refuses a filter in another format", async () => {
    const source = await start(model([changing]));
    expect((await call(source, bySince("2025-01-01"))).status).toBe(400);
    expect(violations(source)).toEqual([expect.stringContaining("not written as date-time")]);
  });
});

describe("a filter", () => {
  const filtered = (request: CursorRequest, format: CursorFormat = { kind: "date-time" }) =>
    stream({}, { incremental: { cursorField: ["updated_at"], format, request, order: "asc" } });
  const request = { name: "since", in: "query", operator: "gte", format: { kind: "date-time" } } as const;
  const asked = async (source: SimulatedSource, query: Record<string, string>, headers: Record<string, string> = {}) =>
    recordsAt((await call(source, `${BASE}/orders?${new URLSearchParams(query)}`, { headers })).body, "data").length;

  test("leaves its boundary in or out, as declared", async () => {
    for (const [operator, left] of [
      ["gte", 5],
      ["gt", 4],
    ] as const) {
      const source = await start(model([filtered({ ...request, operator })]), { counts: { orders: 8 } });
      const boundary = String(source.records.orders?.[4]?.updated_at);
      // Of eight records, the fourth and the eighth repeat the cursor before them.
      expect(await asked(source, { since: boundary })).toBe(left - 1);
    }
  });

  test("may be a window", async () => {
    const until = { name: "until", in: "query", operator: "lt" } as const;
    const source = await start(model([filtered({ ...request, until })]), { counts: { orders: 8 } });
    const cursors = (source.records.orders ?? []).map((order) => String(order.updated_at));
    expect(await asked(source, { since: cursors[0] ?? "", until: cursors[1] ?? "" })).toBe(1);
    expect(await asked(source, { until: cursors[1] ?? "" })).toBe(1);
    expect(violations(source)).toEqual([]);
  });

  test("by day holds the whole of the last day", async () => {
    const until = { name: "until", in: "query", operator: "lte" } as const;
    const source = await start(model([filtered({ ...request, format: { kind: "date" }, until })]), {
      counts: { orders: 8 },
    });
    expect(await asked(source, { since: "2025-01-06", until: "2025-01-06" })).toBe(4);
    expect(await asked(source, { since: "2025-01-06", until: "2025-01-07" })).toBe(6);
    expect(violations(source)).toEqual([]);
  });

  test("may be an expression, or two in one parameter", async () => {
    const until = { name: "q", in: "query", operator: "lte", template: "changed le {value}" } as const;
    const source = await start(model([filtered({ ...request, name: "q", template: "changed ge {value}", until })]), {
      counts: { orders: 8 },
    });
    const cursors = (source.records.orders ?? []).map((order) => String(order.updated_at));
    expect(await asked(source, { q: `changed ge ${cursors[4]}` })).toBe(4);
    expect(await asked(source, { q: `changed ge ${cursors[1]} and changed le ${cursors[4]}` })).toBe(4);
    expect(violations(source)).toEqual([]);
    expect(await asked(source, { q: `changed > ${cursors[4]}` })).toBe(0);
    expect(violations(source)).toEqual([expect.stringContaining("changed ge {value}"), expect.any(String)]);
  });

  test("may be a header", async () => {
    const format = { kind: "pattern", pattern: "%a, %d %b %Y %H:%M:%S GMT" } as const;
    const source = await start(
      model([filtered({ name: "If-Modified-Since", in: "header", operator: "gte", format })]),
      { counts: { orders: 8 } },
    );
    expect(await asked(source, {}, { "if-modified-since": "Tue, 07 Jan 2025 00:00:00 GMT" })).toBe(4);
  });
});

describe("settings", () => {
  const text = (name: string, more: Partial<Setting> = {}): Setting => ({
    name,
    title: name,
    type: "string",
    secret: false,
    required: true,
    purpose: "server",
    ...more,
  });

  test("fill addresses, paths and parameters", async () => {
    const made = stream({
      path: "/shops/{shop}/orders",
      inputs: [
        { param: { name: "shop", in: "path" }, setting: "shop_id" },
        { param: { name: "region", in: "query" }, setting: "region" },
      ],
    });
    const settings = [
      text("subdomain"),
      text("shop_id", { type: "integer" }),
      text("region", { values: ["eu", "us"] }),
    ];
    const source = await start(model([made], { baseUrl: "https://{subdomain}.acme.example/v1" }, settings));
    const { shop_id, region } = source.config;
    const base = "https://simulated-subdomain.acme.example/v1";
    expect(Object.keys(source.routes)).toEqual(["https://simulated-subdomain.acme.example"]);
    expect((await call(source, `${base}/shops/${String(shop_id)}/orders?region=${String(region)}`)).status).toBe(200);
    expect(violations(source)).toEqual([]);
    expect((await call(source, `${base}/shops/7/orders`)).status).toBe(400);
    expect(violations(source)).toHaveLength(2);
  });

  test.each([
    ["{host}/api", "https://host.simulated.example"],
    ["https://{host}/api", "https://host.simulated.example"],
    ["https://api.acme.example/{host}", "https://api.acme.example"],
  ])("make %s an address", async (baseUrl, origin) => {
    const source = await start(model([stream()], { baseUrl }, [text("host")]));
    expect(Object.keys(source.routes)).toEqual([origin]);
  });

  test("streams may have origins and credentials of their own", async () => {
    const other = stream({ baseUrl: "https://files.acme.example", auth: [{ kind: "none" }] }, { name: "files" });
    const source = await start(model([stream(), other]));
    expect(Object.keys(source.routes)).toEqual(["https://api.acme.example", "https://files.acme.example"]);
    expect((await call(source, "https://files.acme.example/orders", { headers: { authorization: "" } })).status).toBe(
      200,
    );
    expect((await call(source, "https://files.acme.example/v1/orders")).status).toBe(404);
    expect(violations(source)).toEqual([expect.stringContaining("wrong host")]);
  });
});

describe("faults", () => {
  test("come to the request that they are meant for", async () => {
    const source = await start(
      model([byPage], { rateLimit: { quotas: [], statuses: [429], retryAfter: "Retry-After" } }),
    );
    source.setFaults([
      { kind: "rate-limited", retryAfter: 30, nth: 2 },
      { kind: "server-error", status: 503, nth: 3, times: 2 },
    ]);
    const replies = [];
    for (const page of [1, 2, 2, 2, 2]) replies.push(await call(source, `${BASE}/orders?page=${page}&per_page=20`));
    expect(replies.map((reply) => reply.status)).toEqual([200, 429, 503, 503, 200]);
    expect(replies[1]?.headers["retry-after"]).toBe("30");
    expect(source.log.map((request) => request.fault)).toEqual([
      undefined,
      "rate-limited",
      "server-error",
      "server-error",
      undefined,
    ]);
    expect(violations(source)).toEqual(["asked again before the wait was over"]);
  });

  test("break the connection in the middle of a body", async () => {
    const source = await start(model([byPage]));
    source.setFaults([{ kind: "reset-mid-body" }]);
    await expect(call(source, `${BASE}/orders`)).rejects.toThrow();
    expect((await call(source, `${BASE}/orders`)).status).toBe(200);
  });

  test("rate limits speak in the declared headers and bodies", async () => {
    const limited = model([byPage], {
      rateLimit: {
        quotas: [{ requests: 100, seconds: 60 }],
        statuses: [420],
        remaining: "X-Left",
        reset: { header: "X-Reset", unit: "seconds-left" },
      },
      errors: [
        { statuses: [420], action: "rate-limited", body: { path: ["errors", "*", "code"], contains: "calm_down" } },
      ],
    });
    const source = await start(limited);
    source.setFaults([{ kind: "rate-limited", retryAfter: 7, nth: 2 }]);
    const right = await call(source, `${BASE}/orders`);
    expect(right.headers).toMatchObject({ "x-left": "99", "x-reset": "60" });
    const reply = await call(source, `${BASE}/orders`);
    expect(reply.status).toBe(420);
    expect(reply.headers).toMatchObject({ "x-left": "0", "x-reset": "7" });
    expect(reply.headers["retry-after"]).toBeUndefined();
    expect(reply.body).toMatchObject({ errors: [{ code: "calm_down" }] });
  });

  test("quotas are kept where that is wanted", async () => {
    const limited = model([byPage], {
      rateLimit: { quotas: [{ requests: 2, seconds: 60 }], statuses: [429], retryAfter: "Retry-After" },
    });
    const source = await start(limited, { quotas: "enforced" });
    const statuses = [];
    for (const page of [1, 2, 3]) statuses.push((await call(source, `${BASE}/orders?page=${page}`)).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  test("change what an answer holds", async () => {
    const source = await start(model([byPage]));
    const url = `${BASE}/orders?per_page=20`;
    source.setFaults([
      { kind: "malformed-page" },
      { kind: "empty", nth: 2 },
      { kind: "extra-field", nth: 3 },
      { kind: "repeated-cursor", nth: 4 },
    ]);
    const broken = await call(source, url);
    expect([broken.status, broken.body]).toEqual([200, null]);
    expect(recordsAt((await call(source, url)).body, "data")).toEqual([]);
    source.clearLog();
    expect(recordsAt((await call(source, url)).body, "data")[0]).toHaveProperty("added_by_the_source");
    const again = await call(source, `${url}&page=2`);
    expect(recordsAt(again.body, "data")).toEqual(source.records.orders?.slice(0, 20));
    expect(violations(source)).toEqual([]);
  });

  test("forbid one stream alone", async () => {
    const other = stream({ path: "/others" }, { name: "others" });
    const source = await start(
      model([stream(), other], { errors: [{ statuses: [402, 403], action: "skip", message: "not in your plan" }] }),
    );
    source.setFaults([{ kind: "forbidden", stream: "others", times: 100 }]);
    expect((await call(source, `${BASE}/orders`)).status).toBe(200);
    expect((await call(source, `${BASE}/others`)).status).toBe(403);
    expect((await call(source, `${BASE}/others`)).status).toBe(403);
  });

  test("notice more requests at once than the source bears", async () => {
    const source = await start(model([byPage], { concurrency: { max: 2 } }), { latency: 50 });
    await Promise.all([1, 2].map((page) => call(source, `${BASE}/orders?page=${page}&per_page=20`)));
    expect(violations(source)).toEqual([]);
    source.clearLog();
    await Promise.all([1, 2, 3].map((page) => call(source, `${BASE}/orders?page=${page}&per_page=20`)));
    expect(violations(source)).toEqual(["more than 2 requests under way at once"]);
  });
});
