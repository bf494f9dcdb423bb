import { describe, expect, it } from "vitest";
import type { Entry, ProbedFact } from "./entry.ts";
import type { CatalogEvent } from "./event.ts";
import { healthOf } from "./health.ts";
import { aCheck, anEntry, anEvent, aProject, aVerification } from "./test-support.ts";

const NOW = new Date("2026-01-10T00:00:00Z");

const failing = aVerification({
  verdicts: [
    { property: "resume", stream: "orders", outcome: "fail", detail: "3 records were lost" },
    { property: "resume", stream: "lines", outcome: "fail", detail: "1 record was lost" },
  ],
});

const question = {
  id: "pagination/orders",
  about: "pagination",
  question: "How?",
  candidates: [],
  settledBy: "an answer",
  affected: ["orders", "lines"],
  holdsBackData: true,
};

const probed = (outcome: ProbedFact["outcome"], at: string) => ({
  at,
  requests: 3,
  probed: [{ about: "pagination", stream: "orders", outcome, detail: "page 2 is page 1 again" }],
});

const anUpdate = (result: "red" | "updated") =>
  ({ kind: "updated", result, version: "0.2.0", breaking: 0, risky: 1, additive: 0 }) as const;

const { verification: _, ...unverified } = aProject();

type Case = readonly [what: string, entry: Entry, latest: readonly CatalogEvent[], found: string];

const CASES: readonly Case[] = [
  ["all is well", anEntry(), [], "healthy"],
  ["a check that found nothing", anEntry(), [anEvent(aCheck())], "healthy"],
  ["more to read", anEntry(), [anEvent(aCheck({ additive: 4 }))], "healthy"],
  ["a question that costs only time", anEntry({ questions: [{ ...question, holdsBackData: false }] }), [], "healthy"],
  ["its folder is gone", anEntry({ condition: "gone" }), [], "failing folder-gone"],
  ["it can't be read", anEntry({ condition: "unreadable", problem: "no YAML" }), [], "failing unreadable"],
  ["a build was cut off", anEntry({ condition: "unfinished" }), [], "failing build-cut-off"],
  [
    "a property doesn't hold",
    anEntry({ projects: [aProject({ verification: failing })] }),
    [],
    "failing property-fails",
  ],
  [
    "a property that didn't hold before it was built again",
    anEntry({ projects: [aProject({ verification: { ...failing, isOfThisBuild: false } })] }),
    [],
    "attention not-verified-since-built",
  ],
  [
    "the live source contradicts a fact",
    anEntry({ probe: probed("contradicted", "2026-01-02T00:00:00Z") }),
    [],
    "failing live-contradicts",
  ],
  ["the live source confirms a fact", anEntry({ probe: probed("confirmed", "2026-01-02T00:00:00Z") }), [], "healthy"],
  [
    "the live source contradicted what was built before",
    anEntry({ probe: probed("contradicted", "2025-12-02T00:00:00Z") }),
    [],
    "healthy",
  ],
  ["something breaking was found", anEntry(), [anEvent(aCheck({ breaking: 1 }))], "failing breaking-change"],
  ["something risky was found", anEntry(), [anEvent(aCheck({ risky: 1 }))], "attention risky-change"],
  [
    "something breaking, and it was built from other documents since",
    anEntry(),
    [anEvent(aCheck({ breaking: 1, documentsDigest: "of before" }))],
    "healthy",
  ],
  ["never verified", anEntry({ projects: [unverified] }), [], "unknown never-verified"],
  ["no project", anEntry({ projects: [] }), [], "attention no-project"],
  [
    "a project of an earlier model",
    anEntry({ projects: [aProject({ outdated: true })] }),
    [],
    "attention project-outdated",
  ],
  [
    "edited files that were verified",
    anEntry({ projects: [aProject({ edited: ["singer/a.py"], editedCount: 1 })] }),
    [],
    "healthy",
  ],
  [
    "edited files that were never verified",
    anEntry({ projects: [{ ...unverified, edited: ["singer/a.py"], editedCount: 1 }] }),
    [],
    "attention files-edited never-verified",
  ],
  ["a question that holds back data", anEntry({ questions: [question] }), [], "attention open-questions"],
  ["an answer that wasn't built", anEntry({ pending: true }), [], "attention overrides-pending"],
  [
    "the last check failed",
    anEntry(),
    [anEvent(aCheck(), 1), anEvent({ kind: "failed", job: "check", message: "404" }, 2)],
    "attention check-failed",
  ],
  [
    "a check failed, and the next one didn't",
    anEntry(),
    [anEvent({ kind: "failed", job: "check", message: "404" }, 1), anEvent(aCheck(), 2)],
    "healthy",
  ],
  ["an update was left out", anEntry(), [anEvent(anUpdate("red"))], "attention update-red"],
  ["an update was made", anEntry(), [anEvent(anUpdate("updated"))], "healthy"],
  ["documents of long ago", anEntry({ builtAt: "2025-12-01T00:00:00Z" }), [], "attention documents-old"],
  [
    "a database's definition of long ago, which nothing can compare",
    anEntry({ builtAt: "2025-12-01T00:00:00Z", source: { kind: "database", at: "postgresql" } }),
    [],
    "healthy",
  ],
  [
    "documents of long ago, checked since",
    anEntry({ builtAt: "2025-12-01T00:00:00Z" }),
    [anEvent(aCheck())],
    "healthy",
  ],
];

describe("healthOf", () => {
  it.each(CASES)("%s", (_, entry, latest, found) => {
    const health = healthOf(entry, { latest, now: NOW, staleAfterDays: 30 });
    expect([health.level, ...health.reasons.map(({ code }) => code)].join(" ")).toBe(found);
  });

  it("names each failing property once, and the command that looks into it", () => {
    const { reasons } = healthOf(anEntry({ projects: [aProject({ verification: failing })] }), {
      latest: [],
      now: NOW,
      staleAfterDays: 30,
    });
    expect(reasons).toEqual([
      expect.objectContaining({
        text: "singer: resume does not hold",
        fix: "sourcewright verify /connectors/acme --to singer",
      }),
    ]);
  });

  it("puts the worst first", () => {
    const entry = anEntry({ questions: [question], projects: [aProject({ verification: failing })] });
    const { level, reasons } = healthOf(entry, { latest: [], now: NOW, staleAfterDays: 30 });
    expect([level, ...reasons.map((reason) => reason.level)]).toEqual(["failing", "failing", "attention"]);
  });
});
