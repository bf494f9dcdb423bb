import { createScrubber } from "../../inputs/scrub-secrets.ts";

const scrub = createScrubber([]);
const LONGEST = 500;

/** A text as the catalog may keep it: one line, not endless, and without what looks like a credential. */
export function scrubbed(text: string): string {
  const line = scrub(text.slice(0, 4 * LONGEST))
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** Any JSON value, in the same way. */
export function scrubbedJson(value: unknown): string {
  return value === null || value === undefined
    ? ""
    : scrubbed(typeof value === "string" ? value : JSON.stringify(value));
}
