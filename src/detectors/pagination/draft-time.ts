import type { ParameterFact } from "../../evidence/http-facts.ts";
import type { Pointer } from "./answer-pointers.ts";
import type { Draft } from "./draft.ts";
import { sized, sizeLever } from "./draft-numbered.ts";
import { pointerEvidence } from "./evidence.ts";
import type { Observed } from "./observe.ts";
import { plainName } from "./plain-name.ts";
import { tokenStop } from "./stop-rule.ts";

const A_TIME = /\b(timestamp|date|time)\b/i;
/** What lies before a time: the next page, where the newest come first, as they mostly do. */
const UNTIL = /^(until|before|end|to|endtime|enddate|beforedate|untildate|maxtimestamp|olderthan)$/;

/** Pages that end where the next one begins: the answer gives a time, and a bound of the request takes it. */
export function draftTimes(observed: Observed): Draft[] {
  if (observed.levers.some(({ role }) => role !== "size")) return [];
  const bounds = observed.stream.operation.parameters.filter(isUntil);
  const times = observed.pointers.filter(isTime);
  return times.flatMap((pointer) => bounds.map((bound) => draft(observed, pointer, bound)));
}

function isUntil({ name, in: place, description, schema, deprecated }: ParameterFact): boolean {
  if (place !== "query" || deprecated || !UNTIL.test(plainName(name))) return false;
  return A_TIME.test(description ?? schema.description ?? "") || /^date/.test(schema.format ?? "");
}

function isTime({ role, description, format }: Pointer): boolean {
  return role === "next-cursor" && (A_TIME.test(description) || /^date/.test(format ?? ""));
}

function draft(observed: Observed, pointer: Pointer, { name, at }: ParameterFact): Draft {
  return {
    value: {
      kind: "cursor",
      cursorParam: { name, in: "query" },
      ...sized(sizeLever(observed)),
      next: { from: "body", path: pointer.path },
      stop: tokenStop(observed.pointers),
    },
    evidence: [
      pointerEvidence(pointer, 0.6),
      {
        signal: "pagination/time-bound",
        weight: 0.6,
        says: `the answer's next is a time, and the parameter "${name}" asks for what lies before one`,
        at,
      },
    ],
    against: [],
  };
}
