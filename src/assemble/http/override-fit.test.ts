import { expect, it } from "vitest";
import { createCollector } from "../../diagnostics/collector.ts";
import type { Detection } from "../../evidence/detection.ts";
import type { Overrides, StreamOverride } from "../../model/overrides.ts";
import type { CursorPagination } from "../../model/pagination.ts";
import { reportMisfits } from "./override-fit.ts";

const paging: CursorPagination = {
  kind: "cursor",
  cursorParam: { name: "after", in: "query" },
  next: { from: "header", name: "X-Next" },
  stop: { kind: "no-cursor" },
};

/** Two lists with the query parameters `limit` and `created`; `paging` stands in the prose about orders alone. */
function detection(): Detection {
  const listed = (name: string) => ({
    name,
    selected: true,
    many: true,
    operation: {
      at: { document: "api.json", pointer: "" },
      parameters: ["limit", "created"].map((parameter) => ({ name: parameter, in: "query" })),
    },
  });
  const finding = { about: "pagination", stream: "orders", value: { kind: "unknown" }, rivals: [{ value: paging }] };
  const none = { records: [], primaryKeys: [], incremental: [], parents: [] };
  return { ...none, streams: [listed("orders"), listed("invoices")], pagination: [finding] } as unknown as Detection;
}

function reported(overrides: Overrides): string[] {
  const collector = createCollector();
  reportMisfits(overrides, detection(), collector);
  return collector.diagnostics.map(({ code, message }) => `${code} ${message}`);
}

const filtered = (name: string): StreamOverride => ({
  incremental: {
    cursorField: ["created"],
    format: { kind: "date" },
    request: { name, in: "query", format: { kind: "date" }, operator: "gte" },
  },
});

it.each<[string, Overrides]>([
  ["a value that the documents speak for in prose", { streams: { orders: { pagination: paging } } }],
  ["a part of a declared parameter", { streams: { orders: filtered("created[gte]") } }],
  ["nothing", {}],
])("finds no fault with %s", (_, overrides) => {
  expect(reported(overrides)).toEqual([]);
});

it.each<[string, Overrides, RegExp]>([
  [
    "the same value for another stream",
    { streams: { invoices: { pagination: paging } } },
    /"invoices" the query parameter "after"/,
  ],
  [
    "a parameter that only begins like a declared one",
    { streams: { orders: filtered("created_since") } },
    /"created_since"/,
  ],
  [
    "a value for all that only some bear out",
    { all: { pagination: paging } },
    /misfit-all .* for 1 of 2 .*: invoices$/,
  ],
  ["a stream that is gone", { streams: { order: {} } }, /unknown-stream .*"order"/],
  [
    "a parent that is none",
    { streams: { orders: { parents: [{ stream: "shops", field: ["id"], param: { name: "limit", in: "query" } }] } } },
    /unknown-parent .*"shops"/,
  ],
])("tells of %s", (_, overrides, line) => {
  const lines = reported(overrides);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(line);
});
