import { candidate, conclude } from "../../evidence/confidence.ts";
import type { Evidence, Finding } from "../../evidence/finding.ts";
import type { HttpFacts, ResponseFact } from "../../evidence/http-facts.ts";
import type { RateLimit } from "../../model/http.ts";
import { type ApiText, apiTexts, quoted } from "../api-texts.ts";
import { limitHeaders, resetUnit } from "./limit-headers.ts";
import { type QuotaFact, quotasIn } from "./quotas.ts";

/** Words by which a status other than 429 means "slow down". */
const SLOW_DOWN =
  /rate.?limit|too many requests|throttl|quota (?:exceeded|limit)|limit exceeded|exceeded[^.]{0,30}limit/i;

/**
 * What the documents say about pace: quotas in prose (of several for one window the smallest, since plans differ),
 * headers that tell what is left, statuses that mean "slow down". Undefined where they say nothing.
 */
export function detectRateLimit(facts: HttpFacts): Finding<RateLimit> | undefined {
  const texts = [...apiTexts(facts), ...limitAnswers(facts)];
  // What is said of one group of endpoints (`at most one update per minute`) is no pace for all others.
  const whole = { ...facts, prose: facts.prose.filter(({ tag }) => tag === undefined) };
  const quotas = tightest([...apiTexts(whole), ...limitAnswers(facts)].flatMap(quotasIn));
  const headers = limitHeaders(facts, texts);
  const statuses = slowDownStatuses(facts, texts);
  if (quotas.length === 0 && headers.length === 0 && statuses.length === 0) return undefined;
  const named = (role: string) => headers.find((header) => header.role === role);
  const reset = headers.find((header) => header.role === "reset" && resetUnit(header) !== undefined);
  const unit = reset && resetUnit(reset);
  const retryAfter = named("retry-after")?.name;
  const remaining = named("remaining")?.name;
  const value: RateLimit = {
    quotas: quotas.map(({ requests, seconds }) => ({ requests, seconds })),
    statuses: statuses.length > 0 ? statuses.map(({ status }) => status) : [429],
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(reset && unit ? { reset: { header: reset.name, unit } } : {}),
  };
  const evidence: Evidence[] = [
    ...quotas.map(quotaEvidence),
    ...headers.map((header) => header.evidence),
    ...statuses.map(({ evidence: one }) => one),
  ];
  return conclude("rate-limit", undefined, [candidate(value, evidence)]);
}

const CONCURRENT =
  /(\d+)\s+(?:concurrent|simultaneous|parallel)\s+(?:API\s+)?(?:requests?|connections?|calls?)|(?:concurren\w+|simultaneous\w*|parallel)[^.\d]{0,50}(?:limit\w*|max\w*|up to|at most|than)[^.\d]{0,20}(\d+)/i;

/** Requests at once that the documents allow; undefined: they don't say. */
export function detectConcurrency(facts: HttpFacts): number | undefined {
  const counts = apiTexts(facts).flatMap(({ text }) => {
    const match = CONCURRENT.exec(text);
    const count = Number(match?.[1] ?? match?.[2] ?? 0);
    return count >= 1 && count <= 1000 ? [count] : [];
  });
  return counts.length > 0 ? Math.min(...counts) : undefined;
}

/** Descriptions of the answers that mean "slow down": quotas stand there too. */
function limitAnswers(facts: HttpFacts): ApiText[] {
  const texts = new Map<string, ApiText>();
  for (const operation of facts.operations) {
    for (const { status, description, at } of operation.responses) {
      if (!description || (status !== "429" && !SLOW_DOWN.test(description))) continue;
      if (!texts.has(description)) texts.set(description, { text: description, at, operation });
    }
  }
  return [...texts.values()];
}

/** One quota a window, the smallest; then those that are no tighter than a shorter window already is are kept too: all hold. */
function tightest(quotas: readonly QuotaFact[]): QuotaFact[] {
  const byWindow = new Map<number, QuotaFact>();
  for (const quota of quotas) {
    const held = byWindow.get(quota.seconds);
    if (!held || quota.requests < held.requests) byWindow.set(quota.seconds, quota);
  }
  return [...byWindow.values()].sort(
    (a, b) => a.requests / a.seconds - b.requests / b.seconds || a.seconds - b.seconds,
  );
}

function quotaEvidence({ requests, seconds, text, quote }: QuotaFact): Evidence {
  const says = `${requests} requests in ${seconds} s are allowed`;
  return { signal: "rate-limit/quota-in-prose", weight: 0.75, says, at: text.at, quote };
}

function slowDownStatuses(
  facts: HttpFacts,
  texts: readonly ApiText[],
): readonly { readonly status: number; readonly evidence: Evidence }[] {
  const found = new Map<number, Evidence>();
  for (const { responses } of facts.operations) {
    for (const answer of responses) {
      const status = Number(answer.status);
      if (!found.has(status) && slowsDown(answer)) found.set(status, statusEvidence(answer));
    }
  }
  const told = texts.find(({ text }) => /\b429\b/.test(text));
  if (told && !found.has(429)) {
    const says = "prose names the status 429";
    const quote = quoted(told.text, told.text.search(/\b429\b/), 3);
    found.set(429, { signal: "rate-limit/status-in-prose", weight: 0.85, says, at: told.at, quote });
  }
  return [...found].map(([status, evidence]) => ({ status, evidence })).sort((a, b) => a.status - b.status);
}

function slowsDown({ status, description }: ResponseFact): boolean {
  return status === "429" || (["403", "420", "503", "509"].includes(status) && SLOW_DOWN.test(description ?? ""));
}

function statusEvidence({ status, description, at }: ResponseFact): Evidence {
  const says = `an answer ${status} is documented for requests that come too fast`;
  const quote = description ? { quote: description.slice(0, 160) } : {};
  return { signal: "rate-limit/status", weight: 0.95, says, at, ...quote };
}
