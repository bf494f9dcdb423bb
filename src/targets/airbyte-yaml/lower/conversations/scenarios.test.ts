import { describe, expect, it } from "vitest";
import type { CursorFormat, Incremental } from "../../../../model/incremental.ts";
import type { Stream } from "../../../../model/stream.ts";
import { aModel, aStream, START, TOKEN } from "../../../../model/test-support.ts";
import { inQuery } from "../../test-support.ts";
import { manifest } from "../manifest.ts";
import { createScope } from "../scope.ts";
import { scenarios } from "./scenarios.ts";

function named(streams: readonly Stream[], name: string) {
  const scope = createScope(aModel(streams, {}, { settings: [TOKEN, START] }), new Map(), []);
  return scenarios(manifest(scope).streams, scope).scenarios.find((one) => one.name === name);
}

describe("a second read that drops what is known", () => {
  const FORMATS: readonly (readonly [string, CursorFormat, number])[] = [
    ["times", { kind: "date-time" }, 1],
    ["days", { kind: "date" }, 4],
    ["times in words", { kind: "pattern", pattern: "%a, %d %b %Y %H:%M:%S %z" }, 1],
    ["days in words", { kind: "pattern", pattern: "%d %B %Y" }, 4],
  ];
  it.each(FORMATS)("keeps by %s what isn't older than the state", (_, format, kept) => {
    const orders = aStream({}, { incremental: { cursorField: ["updated_at"], format } });
    expect(named([orders], "orders_second_read")?.records).toHaveLength(kept);
  });
});

describe("records with a key and a cursor inside an object", () => {
  const orders = aStream(
    {},
    {
      schema: {
        type: "object",
        properties: {
          attributes: { type: "object", properties: { code: { type: "string" }, at: { type: "string" } } },
          code: { type: "string" },
          at: { type: "string" },
        },
      },
      primaryKey: [["attributes", "code"]],
      incremental: { cursorField: ["attributes", "at"], format: { kind: "date-time" } },
      lifted: [
        { field: ["attributes", "code"], recordField: "code" },
        { field: ["attributes", "at"], recordField: "at" },
      ],
    },
  );
  const inside = { code: "1001", at: "2024-04-20T06:00:00Z" };

  it("come out with them at the top, and are served without", () => {
    const said = named([orders], "orders_every_page");
    expect(said?.exchanges[0]?.responses[0]?.body).toMatchObject({ data: [{ attributes: inside }, {}] });
    expect(said?.exchanges[0]?.responses[0]?.body).not.toHaveProperty(["data", 0, "at"]);
    expect(said?.records[0]).toEqual({ attributes: inside, ...inside });
  });

  it("have their state by the name at the top, in a read of their own", () => {
    const plain = aStream(
      {},
      { name: "others", incremental: { cursorField: ["updated_at"], format: { kind: "date-time" } } },
    );
    const said = named([plain, orders], "orders_second_read");
    expect(said?.state).toEqual({ at: "2024-04-20T06:03:00Z" });
    expect(said?.records).toMatchObject([{ code: "1004" }]);
  });
});

describe("a second read of a list whose next page isn't known", () => {
  const since: Incremental = { cursorField: ["updated_at"], format: { kind: "date-time" } };
  it.each([
    [undefined, 1],
    [4, undefined],
  ])("asks once, where pages hold %s records", (pageSize, requests) => {
    const size = pageSize === undefined ? {} : { sizeParam: inQuery("n"), pageSize };
    const orders = aStream({ pagination: { kind: "unknown", ...size } }, { incremental: since });
    expect(named([orders], "orders_second_read")?.exchanges.length).toBe(requests);
  });
});

describe("a page that is full", () => {
  it.each([
    [1, undefined],
    [2, 1],
    [50, 2],
  ])("isn't part of reading every page, where %d records fill it", (pageSize, expected) => {
    const orders = aStream({ pagination: { kind: "unknown", sizeParam: inQuery("n"), pageSize } });
    expect(named([orders], "orders_every_page")?.records.length).toBe(expected);
  });
});

describe("children", () => {
  const orders = aStream();
  const link = { stream: "orders", field: ["name"], param: { name: "of", in: "path" } } as const;
  const lines = aStream(
    { path: "/orders/{of}/lines" },
    { name: "lines", parents: [{ ...link, recordField: "order_name" }], primaryKey: [["order_name"], ["id"]] },
  );

  it("hold their parents' texts, though these look like numbers", () => {
    const said = named([orders, lines], "lines_every_page");
    expect(said?.records.map((record) => (record as { order_name: string }).order_name)).toEqual(["1001", "1001"]);
    expect(JSON.stringify(said?.exchanges.map(({ responses }) => responses))).not.toContain("order_name");
  });
});
