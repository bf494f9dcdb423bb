import { describe, expect, it } from "vitest";
import type { SimulatedRecord } from "../simulate/simulated-source.ts";
import { lostProblems, recordProblems } from "./compare-records.ts";
import { child, stream } from "./test-support.ts";

const A = { id: 1, name: "a" };
const B = { id: 2, name: "b" };

interface Case {
  readonly why: string;
  readonly wanted: readonly SimulatedRecord[];
  readonly got: readonly SimulatedRecord[];
  readonly says: RegExp | undefined;
}

const CASES: readonly Case[] = [
  { why: "each once, in any order", wanted: [A, B], got: [B, A], says: undefined },
  { why: "fields in another order", wanted: [A], got: [{ name: "a", id: 1 }], says: undefined },
  { why: "null and absent are alike", wanted: [{ id: 1, name: null }], got: [{ id: 1 }], says: undefined },
  { why: "the same record twice in the source", wanted: [A, A], got: [A, A], says: undefined },
  { why: "one is missing", wanted: [A, B], got: [A], says: /1 missing, such as id=2/ },
  { why: "one came twice", wanted: [A, B], got: [A, A, B], says: /1 too often, such as id=1/ },
  {
    why: "one is not the source's",
    wanted: [A],
    got: [A, { id: 9, name: "z" }],
    says: /1 that the source doesn't hold/,
  },
  { why: "another value", wanted: [A], got: [{ id: 1, name: "x" }], says: /id=1 has name "x" instead of "a"/ },
  { why: "another type", wanted: [A], got: [{ id: 1, name: 1 }], says: /id=1 has name 1 instead of "a"/ },
  { why: "a field too many", wanted: [A], got: [{ ...A, extra: 1 }], says: /1 missing/ },
  { why: "a nested value", wanted: [{ id: 1, at: { x: 1 } }], got: [{ id: 1, at: { x: 2 } }], says: /has at {"x":2}/ },
];

describe("recordProblems", () => {
  it.each(CASES)("$why", ({ wanted, got, says }) => {
    const problems = recordProblems(stream(), wanted, got);
    if (says === undefined) expect(problems).toEqual([]);
    else expect(problems[0]?.detail).toMatch(says);
  });

  it("lets a child's record hold its parents' keys", () => {
    expect(recordProblems(child(), [A], [{ ...A, order_id: 7 }])).toEqual([]);
  });

  it("tells records without a key by their content", () => {
    expect(recordProblems(stream({ primaryKey: [] }), [A, B], [A])[0]?.detail).toMatch(/such as {"id":2/);
  });
});

describe("lostProblems", () => {
  it("doesn't mind what came twice", () => {
    expect(lostProblems(stream(), [A, B], [A, A, B])).toEqual([]);
    expect(lostProblems(stream({ primaryKey: [] }), [A, A], [A, A, A])).toEqual([]);
  });

  it("sees what never came, also among records that are alike", () => {
    expect(lostProblems(stream(), [A, B], [A, A])[0]?.detail).toMatch(/1 missing, such as id=2/);
    expect(lostProblems(stream({ primaryKey: [] }), [A, A], [A])).toHaveLength(1);
  });
});
