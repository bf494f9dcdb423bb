import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import type { Incremental } from "../model/incremental.ts";
import type { Stream } from "../model/stream.ts";
import type { JsonSchema } from "../model/values.ts";
import { createRecordStore, type StoreOptions } from "./record-store.ts";
import { model, stream } from "./test-support.ts";

const OPTIONS: StoreOptions = {
  seed: 1,
  streams: undefined,
  counts: {},
  pages: 3,
  pageSize: 5,
  awkwardKeys: false,
  start: Date.UTC(2025, 0, 6),
};

function store(streams: readonly Stream[], more: Partial<StoreOptions> = {}) {
  return createRecordStore(model(streams), { ...OPTIONS, ...more });
}

const RICH: JsonSchema = {
  type: "object",
  required: ["id", "when", "day", "state", "tags"],
  properties: {
    id: { type: "string", format: "uuid" },
    when: { type: "string", format: "date-time" },
    day: { type: "string", format: "date" },
    clock: { type: "string", format: "time" },
    mail: { type: "string", format: "email" },
    site: { type: "string", format: "uri" },
    address: { type: "string", format: "ipv4" },
    wide: { type: "string", format: "ipv6" },
    host: { type: "string", format: "hostname" },
    state: { type: "string", enum: ["a", "b"] },
    maybe: { type: ["integer", "null"] },
    either: { anyOf: [{ type: "string" }, { type: "object", properties: { x: { type: "number" } } }] },
    tags: { type: "array", items: { type: "string" } },
    inner: {
      type: "object",
      required: ["deep"],
      properties: { deep: { type: "array", items: { type: "object", properties: { flag: { type: "boolean" } } } } },
    },
    open: { type: "object", additionalProperties: { type: "integer" } },
    free: {},
    __proto__x: { type: "string" },
  },
};

describe("records", () => {
  test("are what their schema allows, with every shape of it", () => {
    const records = store([stream({}, { schema: RICH })], { counts: { orders: 200 } }).records("orders");
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const valid = ajv.compile(RICH);
    for (const record of records) expect(valid(record), JSON.stringify(valid.errors)).toBe(true);
    const some = (test: (record: (typeof records)[number]) => boolean) => records.some(test) && !records.every(test);
    expect(some((record) => record.maybe === null)).toBe(true);
    expect(some((record) => "mail" in record)).toBe(true);
    expect(some((record) => typeof record.either === "object")).toBe(true);
    expect(some((record) => record.state === "a")).toBe(true);
    expect(new Set(records.map((record) => record.id)).size).toBe(200);
  });

  test("hold only numbers that every JSON reader takes the same way", () => {
    const schema: JsonSchema = {
      type: "object",
      properties: { id: { type: "integer", format: "int64" }, n: { type: "number" } },
    };
    const records = store([stream({}, { schema })], { counts: { orders: 500 } }).records("orders");
    for (const { id, n } of records) {
      expect(Number.isSafeInteger(id)).toBe(true);
      expect(Number(id)).toBeGreaterThan(2 ** 52);
      if (n !== undefined) expect(Number(n) * 4).toBe(Math.round(Number(n) * 4));
    }
  });

  test("have keys that break careless paths, where that is wanted", () => {
    const schema: JsonSchema = { type: "object", properties: { id: { type: "string" } } };
    const ids = store([stream({}, { schema })], { awkwardKeys: true, counts: { orders: 16 } })
      .records("orders")
      .map((record) => String(record.id));
    expect(new Set(ids).size).toBe(16);
    for (const trap of ["/", "%", "?", "#", "&", "+", " ", "ö"]) expect(ids.some((id) => id.includes(trap))).toBe(true);
  });

  test("with two key fields are unique only by both of them", () => {
    const schema: JsonSchema = {
      type: "object",
      properties: { day: { type: "string", format: "date" }, shop: { type: "integer" } },
    };
    const records = store([stream({}, { schema, primaryKey: [["day"], ["shop"]] })], {
      counts: { orders: 20 },
    }).records("orders");
    expect(new Set(records.map((record) => record.day)).size).toBe(10);
    expect(new Set(records.map((record) => `${String(record.day)} ${String(record.shop)}`)).size).toBe(20);
  });

  test("have a key even where the schema says nothing", () => {
    const records = store([stream({}, { schema: {}, primaryKey: [["key", "id"]] })]).records("orders");
    expect(new Set(records.map((record) => JSON.stringify(record.key))).size).toBe(7);
  });

  test("hold something even where every field may be absent", () => {
    const schema: JsonSchema = { type: "object", properties: { ssl: { type: "boolean" } } };
    const records = store([stream({}, { schema, primaryKey: [] })], { counts: { orders: 50 } }).records("orders");
    expect(records.every((record) => "ssl" in record)).toBe(true);
  });

  test.each([
    ["first", ["kind", "id"]],
    ["second", ["id", "kind"]],
  ])("are told apart by a key whose %s part has few values", (_, key) => {
    const schema: JsonSchema = {
      type: "object",
      properties: { kind: { type: "string", enum: ["a", "b", "c"] }, id: { type: "string" } },
    };
    const made = store([stream({}, { schema, primaryKey: key.map((name) => [name]) })], { counts: { orders: 20 } });
    const records = made.records("orders");
    expect(new Set(records.map(({ kind, id }) => JSON.stringify([kind, id]))).size).toBe(20);
    expect(new Set(records.map(({ id }) => id)).size).toBe(7);
  });

  test("are only there for the streams that are wanted, and their parents", () => {
    const child = {
      ...stream({ path: "/orders/{id}/notes" }),
      name: "notes",
      parents: [{ stream: "orders", field: ["id"], param: { name: "id", in: "path" as const } }],
    };
    const made = store([stream(), child, stream({}, { name: "others" })], { streams: ["notes"] });
    expect(made.records("orders").length).toBeGreaterThan(0);
    expect(made.records("notes").length).toBeGreaterThan(0);
    expect(made.records("others")).toEqual([]);
  });
});

describe("children", () => {
  const link = (parent: string, param: string) => ({
    stream: parent,
    field: ["id"],
    param: { name: param, in: "path" as const },
  });
  const schema = (...names: string[]): JsonSchema => ({
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, { type: "integer" as const }])),
  });
  const notes = stream({}, { name: "notes", schema: schema("id", "order_id"), parents: [link("orders", "order_id")] });

  test("differ in number: several pages, none, one full page, few", () => {
    const made = store([
      stream({}, { name: "orders" }),
      {
        ...notes,
        access: {
          ...stream().access,
          kind: "http",
          pagination: { kind: "link-header", rel: "next" },
        } as Stream["access"],
      },
    ]);
    const byParent = Map.groupBy(made.records("notes"), (record) => record.order_id);
    const counts = made.records("orders").map((order) => byParent.get(order.id)?.length ?? 0);
    expect(counts).toEqual([13, 0, 5, 0, 1, 2, 0]);
  });

  test("whose key holds the parent's count anew under each of them", () => {
    const made = store([stream(), { ...notes, primaryKey: [["order_id"], ["id"]] }], {
      counts: { orders: 3, notes: 4 },
    });
    const records = made.records("notes");
    expect(new Set(records.map((record) => record.id)).size).toBe(4);
    expect(new Set(records.map((record) => `${String(record.order_id)} ${String(record.id)}`)).size).toBe(12);
  });

  test("whose own field is a number don't repeat a parent's text there", () => {
    const parent = stream({}, { schema: { type: "object", properties: { id: { type: "string" } } } });
    const records = store([parent, notes], { counts: { orders: 1, notes: 3 } }).records("notes");
    expect(records.map(({ order_id }) => typeof order_id)).toEqual(["number", "number", "number"]);
  });

  test("of children hang below a line that holds together", () => {
    const marks = stream(
      {},
      {
        name: "marks",
        schema: schema("id", "note_id", "order_id"),
        parents: [link("orders", "order_id"), link("notes", "note_id")],
      },
    );
    const made = store([stream(), notes, marks], { counts: { orders: 2, notes: 3, marks: 1 } });
    const notesById = new Map(made.records("notes").map((note) => [note.id, note]));
    expect(made.records("marks")).toHaveLength(6);
    for (const mark of made.records("marks")) expect(notesById.get(mark.note_id)?.order_id).toBe(mark.order_id);
  });
});

describe("cursors", () => {
  const by = (incremental: Partial<Incremental>, type: JsonSchema = { type: "string" }) =>
    stream(
      {},
      {
        schema: { type: "object", properties: { id: { type: "integer" }, at: type } },
        incremental: { cursorField: ["at"], format: { kind: "date-time" }, ...incremental },
      },
    );

  test.each<[string, Partial<Incremental>, JsonSchema, unknown]>([
    ["date-time", {}, { type: "string" }, "2025-01-06T07:37:00Z"],
    ["date", { format: { kind: "date" } }, { type: "string" }, "2025-01-06"],
    ["epoch-seconds", { format: { kind: "epoch-seconds" } }, { type: "integer" }, 1736149020],
    ["epoch-seconds as text", { format: { kind: "epoch-seconds" } }, { type: "string" }, "1736149020"],
    ["epoch-milliseconds", { format: { kind: "epoch-milliseconds" } }, {}, 1736149020000],
    ["integer", { format: { kind: "integer" } }, { type: "integer" }, 100001],
    ["pattern", { format: { kind: "pattern", pattern: "%d.%m.%Y %H:%M" } }, { type: "string" }, "06.01.2025 07:37"],
  ])("are written as %s", (_, incremental, type, first) => {
    expect(store([by({ ...incremental, order: "asc" }, type)]).records("orders")[0]?.at).toBe(first);
  });

  test("come in the declared order, or in none", () => {
    const ranks = (order?: "asc" | "desc") =>
      store([by(order ? { order } : {})])
        .records("orders")
        .map((record) => String(record.at));
    expect(ranks("asc")).toEqual(ranks("asc").toSorted());
    expect(ranks("desc")).toEqual(ranks("asc").toReversed());
    expect(ranks()).not.toEqual(ranks("asc"));
    expect(ranks().toSorted()).toEqual(ranks("asc"));
  });

  test("stay within two months, however many there are", () => {
    const last = store([by({ order: "asc" })], { counts: { orders: 5000 } })
      .records("orders")
      .at(-1)?.at;
    expect(String(last) < "2025-03-10").toBe(true);
  });

  test.each<[string, Stream, number]>([
    ["of changes: half of the records change", by({}), 2],
    [
      "of creations: all are new",
      stream(
        {},
        { schema: { type: "object" }, incremental: { cursorField: ["created_at"], format: { kind: "date-time" } } },
      ),
      0,
    ],
    ["that are the key: all are new", by({ cursorField: ["id"], format: { kind: "integer" } }), 0],
  ])("%s", (_, made, changed) => {
    const field = made.incremental?.cursorField[0] ?? "";
    const records = store([made]);
    const before = records.records("orders");
    const fresh = records.advance("orders", 4);
    expect(fresh).toHaveLength(4);
    expect(records.records("orders")).toHaveLength(11 - changed);
    const newest = before
      .map((record) => record[field])
      .reduce((one, other) => (String(one) > String(other) ? one : other));
    for (const record of fresh) expect(String(record[field]) > String(newest)).toBe(true);
  });

  test("may come in late, at the boundary", () => {
    const records = store([by({})]);
    const newest =
      records
        .records("orders")
        .map((record) => String(record.at))
        .sort()
        .at(-1) ?? "";
    const fresh = records.advance("orders", 4, { late: 1 }).map((record) => String(record.at));
    expect(fresh.filter((cursor) => cursor === newest)).toHaveLength(1);
    expect(fresh.filter((cursor) => cursor > newest)).toHaveLength(3);
  });

  test("by day move on by a day", () => {
    const records = store([by({ format: { kind: "date" } })]);
    const newest =
      records
        .records("orders")
        .map((record) => String(record.at))
        .sort()
        .at(-1) ?? "";
    expect(records.advance("orders", 1).every((record) => String(record.at) > newest)).toBe(true);
  });
});
