import { expect, it } from "vitest";
import { renderReport } from "./render-report.ts";

it("shows each verdict on a line, and what a simulation doesn't prove", () => {
  const text = renderReport({
    kind: "simulation",
    target: "singer",
    framework: { name: "singer-sdk", version: "0.54.9" },
    seed: 7,
    streams: ["orders"],
    verdicts: [
      { property: "lint", outcome: "pass", detail: "clean" },
      { property: "every-record-once", stream: "orders", outcome: "fail", detail: "wanted 3 records, got 2" },
      { property: "resume", outcome: "not-applicable", detail: "too few records" },
    ],
  });
  expect(text.split("\n")).toEqual([
    "singer on singer-sdk 0.54.9: 1 stream against a simulated source (seed 7)",
    "  pass  lint               clean",
    "  FAIL  every-record-once  orders: wanted 3 records, got 2",
    "  –     resume             too few records",
    "  1 of 2 do not hold. A simulation proves the code, not the facts: those need the live source.",
    "",
  ]);
});

it.each([
  [
    { of: 40, by: "shape", untried: [] },
    "Tried on 2 of 40 streams, one of each shape (paging, stop rule, parents, cursor, method): a, b. --all-streams tries every one.",
  ],
  [
    { of: 40, by: "named", untried: ["c"] },
    "Tried on 2 of 40 streams, as named: a, b. --all-streams tries every one. Can't be tried before more is known of their pages and fields: c.",
  ],
  [
    { of: 3, by: "shape", untried: ["c"] },
    "2 of 3 streams. Can't be tried before more is known of their pages and fields: c.",
  ],
] as const)("says what was sampled: %j", (sample, line) => {
  const text = renderReport({
    kind: "simulation",
    target: "singer",
    framework: { name: "singer-sdk", version: "0.54.9" },
    seed: 1,
    streams: ["a", "b"],
    sample,
    verdicts: [{ property: "lint", outcome: "pass", detail: "clean" }],
  });
  expect(text.split("\n")[1]).toBe(`  ${line}`);
});
