import { describe, expect, test } from "vitest";
import type { CursorFormat, CursorRequest } from "../model/incremental.ts";
import { BASE } from "../model/test-support.ts";
import type { SimulatedSource } from "./simulated-source.ts";
import { call, model, recordsAt, simulations, stream, violations } from "./test-support.ts";

const start = simulations();

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
