import type { Candidate, Finding } from "../evidence/finding.ts";
import type { Question } from "../evidence/question.ts";
import type { About } from "../model/values.ts";
import type { Decision } from "./decide.ts";

interface Wording {
  readonly question: string;
  readonly settledBy: string;
}

/** How each kind of doubt is put to the user, and what would end it. */
const WORDING = {
  auth: {
    question: "How does the API want to be told who asks?",
    settledBy: "the vendor's page on authentication, or the headers of one request that works",
  },
  "base-url": {
    question: "Under which address does the API answer?",
    settledBy: "the address of one request that works",
  },
  records: {
    question: "Where in the answer do the records lie?",
    settledBy: "one answer of the API",
  },
  "primary-key": {
    question: "Which field, or fields together, identify a record?",
    settledBy: "the vendor's word, or two answers that hold the same record",
  },
  pagination: {
    question: "How is the next page asked for, and how does the last one show?",
    settledBy: "two answers that follow one another, with their headers",
  },
  incremental: {
    question: "Which field tells that a record is new or changed, and which parameter asks for only those?",
    settledBy: "one request with the parameter and its answer",
  },
  parents: {
    question: "Which records fill the parameters of this stream?",
    settledBy: "one request that works, with the record that its values came from",
  },
  "soft-delete": {
    question: "Which column marks rows that are deleted and still there, and by which value?",
    settledBy: "the word of someone who knows the application, or a deleted row",
  },
  content: {
    question: "Does each file add rows to those before (additions), or hold all rows as they are then (whole-list)?",
    settledBy: "the word of whoever sends the files, or two files that came one after the other",
  },
  "date-order": {
    question: "Does the day or the month come first in dates such as 01/02/2025?",
    settledBy: "the word of whoever sends the files, or a file with a day after the 12th",
  },
  "decimal-mark": {
    question: "Is the mark in numbers such as 1,234 the decimal mark, or does it group thousands?",
    settledBy: "the word of whoever sends the files, or a file with other fractions",
  },
} as const satisfies Partial<Record<About, Wording>>;

export type Asked = keyof typeof WORDING;

/** What is open about one stream. */
export interface StreamDoubts {
  readonly stream: string;
  readonly open: readonly (readonly [Asked, Decision<unknown>])[];
}

/** A question about the source as a whole, if the decision is open. */
export function sourceQuestion(about: "auth" | "base-url", decision: Decision<unknown>): Question[] {
  if (!decision.open) return [];
  return [{ id: about, about, ...WORDING[about], candidates: candidatesOf(decision.finding) }];
}

/** The open questions about streams; streams with the same doubt and the same candidates share one. */
export function streamQuestions(streams: readonly StreamDoubts[]): Question[] {
  const groups = new Map<string, { about: Asked; candidates: Question["candidates"]; streams: string[] }>();
  for (const { stream, open } of streams) {
    for (const [about, decision] of open) {
      const candidates = candidatesOf(decision.finding);
      const key = JSON.stringify([about, candidates.map(({ value }) => value)]);
      const group = groups.get(key) ?? { about, candidates, streams: [] };
      group.streams.push(stream);
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ about, candidates, streams: names }) => ({
    id: `${about}/${names[0] ?? ""}`,
    about,
    ...(names.length === 1 && names[0] !== undefined ? { stream: names[0] } : { streams: names }),
    ...WORDING[about],
    candidates,
  }));
}

function candidatesOf(finding: Finding<unknown> | undefined): Question["candidates"] {
  if (!finding) return [];
  const telling = [finding, ...finding.rivals].filter(({ value }) => !saysUnknown(value));
  return telling.slice(0, 2).map((one: Candidate<unknown>) => ({
    value: one.value,
    confidence: one.confidence,
    because: one.evidence.map(({ says }) => says).join("; ") || "nothing speaks for it",
  }));
}

/** "Not known" is what the question is about, and no answer to it. */
function saysUnknown(value: unknown): boolean {
  return value !== null && typeof value === "object" && "kind" in value && value.kind === "unknown";
}
