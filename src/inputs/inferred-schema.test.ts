import { describe, expect, test } from "vitest";
import type { SchemaView } from "../evidence/schema-view.ts";
import { inferSchema } from "./inferred-schema.ts";

const at = { document: "a.json", pointer: "/body" };
const infer = (first: unknown, ...more: readonly unknown[]): SchemaView =>
  inferSchema([{ value: first, at }, ...more.map((value) => ({ value, at: { ...at, pointer: "/other" } }))]);

/** The types of a view and its parts, briefly. */
function brief(view: SchemaView | undefined): unknown {
  if (!view) return undefined;
  if (view.alternatives.length > 0) return view.alternatives.map(brief);
  const types = [...view.types, ...(view.format ? [view.format] : []), ...(view.nullable ? ["null"] : [])].join(" ");
  if (typeof view.additionalProperties === "object") return { "*": brief(view.additionalProperties) };
  if (view.properties.size > 0)
    return Object.fromEntries([...view.properties].map(([name, one]) => [name, brief(one)]));
  return view.items ? [types, brief(view.items)] : types;
}

describe("what samples show", () => {
  const cases: readonly (readonly [name: string, samples: readonly [unknown, ...unknown[]], shape: unknown])[] = [
    [
      "plain values",
      [{ a: 1, b: 1.5, c: "x", d: true, e: null }],
      { a: "integer", b: "number", c: "string", d: "boolean", e: "null" },
    ],
    ["whole numbers until a fraction is seen", [[{ a: 1 }, { a: 2.5 }]], ["array", { a: "number" }]],
    ["null beside a value", [[{ a: null }, { a: "x" }]], ["array", { a: "string null" }]],
    [
      "elements that differ",
      [[{ a: 1 }, { b: { c: 1 } }, { b: { d: "x" } }]],
      ["array", { a: "integer", b: { c: "integer", d: "string" } }],
    ],
    ["several samples", [{ a: 1 }, { b: [] }, { b: [1] }], { a: "integer", b: ["array", "integer"] }],
    ["empty ones", [{ a: [], b: {} }], { a: "array", b: "object" }],
    ["plain types mixed", [{ a: 1 }, { a: "x" }], { a: "integer string" }],
    ["shapes mixed", [{ a: "x" }, { a: { b: 1 } }], { a: [{ b: "integer" }, "string"] }],
    [
      "formats",
      [{ a: "2024-01-02T03:04:05Z", b: "2024-01-02", c: "https://x.example/1", d: "a@b.example" }],
      { a: "string date-time", b: "string date", c: "string uri", d: "string email" },
    ],
    ["a format that not all have", [{ a: "2024-01-02" }, { a: "" }], { a: "string" }],
    ["ids as keys", [{ "17": { a: 1 }, "18": { a: 2 } }], { "*": { a: "integer" } }],
    ["dates as keys", [{ days: { "2024-01-01": 1, "2024-01-02": null } }], { days: { "*": "integer null" } }],
    ["a name among ids", [{ "17": 1, total: 2 }], { 17: "integer", total: "integer" }],
    [
      "types in place of values",
      [{ a: "<integer>", b: "<dateTime>", c: ["<string>", "<string>"], d: "string", e: "<any>" }],
      { a: "integer", b: "string date-time", c: ["array", "string"], d: "string", e: "" },
    ],
    ["what is filled in", [{ id: "{{user_id}}", type: "integer" }], { id: "string", type: "string" }],
  ];

  test.each(cases)("%s", (_, samples, shape) => {
    expect(brief(infer(...samples))).toEqual(shape);
  });
});

test("required is what all of several objects have", () => {
  expect([...infer({ a: 1, b: 2 }).required]).toEqual([]);
  expect([...infer({ a: 1, b: 2 }, { a: null }).required]).toEqual(["a"]);
});

test("values are kept as examples, placeholders and listed values are not", () => {
  const view = infer({ a: "open", b: "{{token}}" }, { a: "closed" }, { a: "open" });
  expect(view.properties.get("a")).toMatchObject({ examples: ["open", "closed"], enum: undefined });
  expect(view.properties.get("b")?.examples).toEqual([]);
});

test("each part has its own place and id", () => {
  const view = infer({ data: [{ "a/b": 1 }] });
  const field = view.properties.get("data")?.items?.properties.get("a/b");
  expect(field?.at).toEqual({ document: "a.json", pointer: "/body/data/0/a~1b" });
  const placed = inferSchema([{ value: { a: 1 }, at, placeOf: (path) => ({ ...at, pointer: `line ${path.length}` }) }]);
  expect(placed.properties.get("a")?.at.pointer).toBe("line 1");
  expect(new Set([view.id, field?.id]).size).toBe(2);
});

test("deep and wide values end", () => {
  const deep = JSON.parse(`${'{"a":['.repeat(4000)}1${"]}".repeat(4000)}`) as unknown;
  expect(infer(deep).types).toEqual(["object"]);
  const wide = Array.from({ length: 150 }, (_, row) =>
    Object.fromEntries(Array.from({ length: 300 }, (__, i) => [`n${row}x${i}`, i])),
  );
  expect(infer(wide).items?.properties.size).toBe(45_000);
});
