import { describe, expect, it } from "vitest";
import { createCollector } from "../diagnostics/collector.ts";
import type { Stream } from "../model/stream.ts";
import { aTable } from "../model/test-support.ts";
import { assembleModel } from "./assemble-model.ts";

const stream = (name: string, more: Partial<Stream>): Stream => ({
  name,
  schema: { type: "object", properties: { id: { type: "integer" } } },
  primaryKey: [["id"]],
  access: aTable(name),
  parents: [],
  selected: true,
  ...more,
});

const parts = (streams: readonly Stream[]) => ({
  title: "The Acme Warehouse API v2",
  description: undefined,
  documentation: undefined,
  source: { kind: "database", dialect: "postgresql", session: [] } as const,
  settings: [],
  streams: streams.map((one) => ({ stream: one, settings: [] })),
  notes: [],
});

const child = (name: string, parent: string, more: Partial<Stream> = {}) =>
  stream(name, { parents: [{ stream: parent, field: ["id"], param: { name: "id", in: "path" } }], ...more });

describe("assembleModel", () => {
  it("names the connector after the title's telling words", () => {
    expect(assembleModel(parts([]), createCollector()).name).toBe("acme-warehouse");
  });

  it("puts parents before children and selects those that a selected child needs", () => {
    const collector = createCollector();
    const model = assembleModel(parts([child("lines", "orders"), stream("orders", { selected: false })]), collector);
    expect(model.streams.map(({ name, selected }) => [name, selected])).toEqual([
      ["orders", true],
      ["lines", true],
    ]);
    expect(collector.diagnostics).toEqual([]);
  });

  it("leaves a parent of an unselected child alone", () => {
    const model = assembleModel(
      parts([stream("orders", { selected: false }), child("lines", "orders", { selected: false })]),
      createCollector(),
    );
    expect(model.streams.map(({ selected }) => selected)).toEqual([false, false]);
  });

  it.each([
    ["a parent that isn't there", [child("lines", "orders")], "lines"],
    ["a circle", [child("a", "b"), child("b", "a")], "b"],
    ["itself", [child("a", "a")], "a"],
  ])("reports and drops %s", (_, streams, at) => {
    const collector = createCollector();
    const model = assembleModel(parts(streams), collector);
    expect(model.streams.find(({ name }) => name === at)?.parents).toEqual([]);
    expect(collector.diagnostics.map(({ code }) => code)).toEqual(["assemble/parent-dropped"]);
  });

  it("asks for a start date only where a selected stream is incremental", () => {
    const incremental = { cursorField: ["updated_at"], format: { kind: "date-time" } } as const;
    const names = (streams: readonly Stream[]) =>
      assembleModel(parts(streams), createCollector()).settings.map(({ name }) => name);
    expect(names([stream("orders", { incremental })])).toEqual(["start_date"]);
    expect(names([stream("orders", { incremental, selected: false })])).toEqual([]);
    expect(names([stream("orders", {})])).toEqual([]);
  });
});
