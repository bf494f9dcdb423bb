import { afterEach, describe, expect, test } from "vitest";
import type { ConnectorModel } from "../model/connector-model.ts";
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
});
