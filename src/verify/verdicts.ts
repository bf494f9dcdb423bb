import type { Property, Verdict } from "./verdict.ts";

export const passed = (property: Property, detail: string): Verdict => ({ property, outcome: "pass", detail });

export const notApplicable = (property: Property, detail: string): Verdict => ({
  property,
  outcome: "not-applicable",
  detail,
});

export const failed = (property: Property, detail: string, stream?: string): Verdict => ({
  property,
  ...(stream === undefined ? {} : { stream }),
  outcome: "fail",
  detail: shortened(detail),
});

/** A problem of one stream, or of the connector as a whole. */
export interface Problem {
  readonly stream?: string;
  readonly detail: string;
}

/** One verdict where all is well, else one for each stream that has a problem. */
export function judged(property: Property, problems: readonly Problem[], whenFine: string): Verdict[] {
  if (problems.length === 0) return [passed(property, whenFine)];
  const byStream = Map.groupBy(problems, ({ stream }) => stream);
  return [...byStream].map(([stream, of]) => failed(property, summed(of.map(({ detail }) => detail)), stream));
}

const SHOWN = 3;

function summed(details: readonly string[]): string {
  const different = [...new Set(details)];
  const more = different.length - SHOWN;
  return `${different.slice(0, SHOWN).join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}

const LONGEST = 600;

/** One line, whatever a connector had to say. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
