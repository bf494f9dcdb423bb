import { expect, test } from "vitest";
import { readParameterNote } from "./parameter-note.ts";

const NOTHING = { types: [], format: undefined, required: undefined, default: undefined, enum: undefined };

const CASES: readonly (readonly [remark: string, note: Partial<ReturnType<typeof readParameterNote>>])[] = [
  ["", {}],
  ["The name of the list.", {}],
  ["integer", { types: ["integer"] }],
  ["datetime", { types: ["string"], format: "date-time" }],
  ["(Required) The account.", { required: true }],
  ["Required if there is no name.", {}],
  ["**Optional.** boolean: whether it is open", { required: false, types: ["boolean"] }],
  ["This parameter is required.", { required: true }],
  [
    "string, one of `open` or `closed`. Defaults to `open`.",
    { types: ["string"], enum: ["open", "closed"], default: "open" },
  ],
  ["How many; default is 20.", { default: "20" }],
  ["ascending,descending", { enum: ["ascending", "descending"] }],
  ["string,string", { types: ["string"] }],
  ["Number of items", {}],
  ["Date when it was made", {}],
  ['One of a kind, "really"', {}],
];

test.each(CASES)("%j", (remark, note) => {
  expect(readParameterNote(remark)).toEqual({ ...NOTHING, ...note });
});

test("hostile remarks end", () => {
  for (const text of ["one of ".repeat(50_000), "`a`,".repeat(50_000), "(".repeat(90_000), "default ".repeat(50_000)]) {
    expect(readParameterNote(text).types).toEqual([]);
  }
});
