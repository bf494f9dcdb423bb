import type { About } from "../model/values.ts";
import type { Candidate, Evidence, Finding } from "./finding.ts";

/**
 * Noisy-or: independent signals for a value leave `Π(1 − weight)` of doubt, each signal against it takes its share
 * of what is left. Signals that were read at one place count once, by the heaviest, so that a fact told twice
 * proves nothing more.
 */
export function confidence(evidence: readonly Evidence[], against: readonly Evidence[] = []): number {
  return Math.round((1 - doubt(evidence)) * doubt(against) * 1000) / 1000;
}

/** Of each place the heaviest. A handful of signals: looking through them is faster than a key for each. */
function doubt(evidence: readonly Evidence[]): number {
  let left = 1;
  for (let at = 0; at < evidence.length; at++) {
    const weight = heaviestFrom(evidence, at);
    if (weight !== undefined) left *= 1 - weight;
  }
  return left;
}

/** `undefined`: the place was met before. */
function heaviestFrom(evidence: readonly Evidence[], at: number): number | undefined {
  const first = evidence[at];
  if (!first) return undefined;
  let { weight } = first;
  for (let other = 0; other < evidence.length; other++) {
    const one = evidence[other];
    if (other === at || !one || !atOnePlace(one, first)) continue;
    if (other < at) return undefined;
    weight = Math.max(weight, one.weight);
  }
  return weight;
}

/** A signal without a place is a place of its own. */
function atOnePlace(one: Evidence, other: Evidence): boolean {
  if (!one.at || !other.at) return one.at === other.at && one.signal === other.signal;
  return one.at === other.at || (one.at.pointer === other.at.pointer && one.at.document === other.at.document);
}

export function candidate<Value>(
  value: Value,
  evidence: readonly Evidence[],
  against: readonly Evidence[] = [],
): Candidate<Value> {
  return { value, confidence: confidence(evidence, against), evidence, against };
}

/**
 * The best candidate as a finding, the others as its rivals; undefined where there are none.
 * Candidates of one value are merged first; ties keep the order given.
 */
export function conclude<Value>(
  about: About,
  stream: string | undefined,
  candidates: readonly Candidate<Value>[],
): Finding<Value> | undefined {
  const merged = (candidates.length < 2 ? [...candidates] : mergeEqual(candidates)).sort(
    (a, b) => b.confidence - a.confidence,
  );
  const [best, ...rivals] = merged;
  if (!best) return undefined;
  return { about, ...(stream === undefined ? {} : { stream }), ...best, rivals };
}

function mergeEqual<Value>(candidates: readonly Candidate<Value>[]): Candidate<Value>[] {
  const byValue = new Map<string, Candidate<Value>>();
  for (const one of candidates) {
    const key = JSON.stringify(one.value);
    const held = byValue.get(key);
    byValue.set(
      key,
      held ? candidate(one.value, [...held.evidence, ...one.evidence], [...held.against, ...one.against]) : one,
    );
  }
  return [...byValue.values()];
}
