import { describe, expect, it } from "vitest";
import type { Incremental } from "../model/incremental.ts";
import { reread } from "./reread.ts";
import { child, request, stream } from "./test-support.ts";

const since: Incremental = {
  cursorField: ["at"],
  format: { kind: "date-time" },
  request: { name: "since", in: "query", format: { kind: "date-time" }, operator: "gte" },
};
const record = (id: number, at: string) => ({ id, at: `2025-01-${at}Z` });
const OLD = [record(1, "01T00:00:00"), record(2, "02T10:00:00"), record(3, "02T12:00:00")];
const none = { log: [], before: [], isParent: false };

describe("reread", () => {
  it("allows the record at the boundary", () => {
    const seen = reread(stream({ incremental: since }), { old: OLD, came: OLD.slice(2), ...none });
    expect(seen).toEqual({ allowed: 1, problems: [] });
  });

  it("refuses one from before it", () => {
    const seen = reread(stream({ incremental: since }), { old: OLD, came: OLD.slice(1), ...none });
    expect(seen.problems[0]?.detail).toMatch(/1 of 3 records from before the state/);
  });

  it("allows all of the lookback", () => {
    const seen = reread(stream({ incremental: { ...since, lookback: 7200 } }), {
      old: OLD,
      came: OLD.slice(1),
      ...none,
    });
    expect(seen.problems).toEqual([]);
  });

  it("allows a whole day where the filter knows only days", () => {
    const days: Incremental = {
      ...since,
      request: { name: "from", in: "query", format: { kind: "date" }, operator: "gte" },
    };
    const seen = reread(stream({ incremental: days }), { old: OLD, came: OLD.slice(1), ...none });
    expect(seen.problems).toEqual([]);
  });

  it("counts below parents", () => {
    const log = [request({ stream: "lines", parent: "order_id=1", url: "https://x/?since=2" })];
    const parts = { old: OLD, log, before: [], isParent: false };
    expect(reread(child({ incremental: since }), { ...parts, came: OLD.slice(1) }).problems).toEqual([]);
    expect(reread(child({ incremental: since }), { ...parts, came: OLD }).problems).toHaveLength(1);
  });

  it("sees a child's list that is asked for as in the run before", () => {
    const first = request({ stream: "lines", parent: "order_id=1", url: "https://x/1?since=1", page: 0 });
    const next = request({ stream: "lines", parent: "order_id=1", url: "https://x/1?since=1&page=2", page: 1 });
    const parts = { old: OLD, came: [], before: [first, next], isParent: false };
    expect(reread(child({ incremental: since }), { ...parts, log: [first] }).problems[0]?.detail).toMatch(/the same/);
    expect(reread(child({ incremental: since }), { ...parts, log: [first], isParent: true }).problems).toEqual([]);
    const moved = { ...first, url: "https://x/1?since=2" };
    expect(reread(child({ incremental: since }), { ...parts, log: [moved] }).problems).toEqual([]);
  });
});
