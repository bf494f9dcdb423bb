import type { ProseFact } from "../evidence/http-facts.ts";
import type { SourceRef } from "../evidence/source-ref.ts";
import type { RateLimit } from "../model/http.ts";
import type { Change, Side } from "./change.ts";

type Quota = RateLimit["quotas"][number];

/** Fewer requests are allowed than before, and than the connector keeps to. */
export function rateLimitChanges(own: RateLimit | undefined, old: Side, now: Side): readonly Change[] {
  return lowerQuota(own, old, now) ?? lowerNumber(old.facts.prose, now.facts.prose) ?? [];
}

function lowerQuota(own: RateLimit | undefined, old: Side, now: Side): Change[] | undefined {
  const [before, after] = [quotasOf(old), quotasOf(now)];
  const lower = after.find((quota) => isLower(quota, before) && isLower(quota, own?.quotas ?? before));
  if (!lower) return undefined;
  const held = before.find(({ seconds }) => seconds === lower.seconds) ?? before[0];
  const place = (side: Side) => side.detection.rateLimit?.evidence.find(({ at }) => at)?.at;
  return [fewer(held ? inWords(held) : null, inWords(lower), [place(old), place(now)])];
}

function fewer(old: string | null, now: string, [oldAt, newAt]: readonly (SourceRef | undefined)[]): Change {
  return {
    class: "risky",
    about: "rate-limit",
    stream: null,
    detail: `fewer requests are allowed: ${now}`,
    evidence: { old, new: now, ...(oldAt && { oldAt }), ...(newAt && { newAt }) },
  };
}

function quotasOf({ detection }: Side): readonly Quota[] {
  return detection.rateLimit?.value.quotas ?? [];
}

/** Against the quota for the same span, else against the tightest. */
function isLower(quota: Quota, others: readonly Quota[]): boolean {
  const same = others.filter(({ seconds }) => seconds === quota.seconds);
  if (same.length > 0) return same.every(({ requests }) => quota.requests < requests);
  return others.length > 0 && others.every((other) => rate(quota) < rate(other));
}

function rate({ requests, seconds }: Quota): number {
  return requests / seconds;
}

function inWords({ requests, seconds }: Quota): string {
  return `${requests} requests in ${seconds} s`;
}

const PACE =
  /(\d[\d,]*)(\s*(?:requests?|calls?|queries)\s*(?:per|\/|an?|each|every)\s*(?:second|minute|hour|day|month))/gi;
/** Letters before a number that tell one statement from another. */
const BEFORE = 60;

interface Pace {
  readonly number: number;
  readonly words: string;
  readonly at: SourceRef;
}

/** A pace that is no quota of the whole API (for each endpoint, for a day): the same words with a lower number. */
function lowerNumber(old: readonly ProseFact[], now: readonly ProseFact[]): Change[] | undefined {
  const before = pacesOf(old);
  for (const [statement, pace] of pacesOf(now)) {
    const held = before.get(statement);
    if (held && pace.number < held.number) return [fewer(held.words, pace.words, [held.at, pace.at])];
  }
  return undefined;
}

function pacesOf(prose: readonly ProseFact[]): ReadonlyMap<string, Pace> {
  const paces = prose.flatMap(({ text, at }) =>
    [...text.matchAll(PACE)].map(({ index, 0: words, 1: number = "", 2: unit = "" }) => {
      const statement = (text.slice(Math.max(0, index - BEFORE), index) + unit).replace(/\d[\d,]*/g, "#");
      return [statement, { number: Number(number.replaceAll(",", "")), words, at }] as const;
    }),
  );
  return new Map(paces);
}
