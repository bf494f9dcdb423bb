import { describe, expect, test } from "vitest";
import type { Setting } from "../model/setting.ts";
import { BASE, START } from "../model/test-support.ts";
import type { JsonSchema } from "../model/values.ts";
import { call, model, recordsAt, simulations, stream, violations } from "./test-support.ts";

const start = simulations();

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

  test("holds what the connector writes into a child's records, and doesn't answer with it", async () => {
    const schema: JsonSchema = {
      type: "object",
      properties: { id: { type: "string" }, order_id: { type: "string" } },
    };
    const link = {
      stream: "orders",
      field: ["id"],
      param: { name: "order_id", in: "path" as const },
      recordField: "order_id",
    };
    const notes = stream(
      { path: "/orders/{order_id}/notes" },
      { name: "notes", schema, primaryKey: [["order_id"], ["id"]], parents: [link] },
    );
    const source = await start(model([stream(), notes]));
    const [first] = source.records.orders ?? [];
    const reply = await call(source, `${BASE}/orders/${String(first?.id)}/notes`);
    const served = recordsAt(reply.body, "data");
    expect(served.length).toBeGreaterThan(0);
    const held = source.records.notes?.filter(({ order_id }) => order_id === String(first?.id)) ?? [];
    expect(held.map(({ id }) => ({ id }))).toEqual(served);
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
