import type { About } from "../model/values.ts";
import type { Candidate, Evidence, Finding } from "./finding.ts";

/**
 * Noisy-or: independent signals for a value leave `Π(1 − weight)` of doubt, each signal against it takes its share
 * of what is left. Signals that were read at one place count once, by the heaviest, so that a fact told twice
 * proves nothing more.
 */
export function confidence(evidence: readonly Evidence[], against: readonly Evidence[] = []): number {
  const doubt = independent(evidence).reduce((left, signal) => left * (1 - signal.weight), 1);
  const kept = independent(against).reduce((left, signal) => left * (1 - signal.weight), 1);
  return Math.round((1 - doubt) * kept * 1000) / 1000;
}

function independent(evidence: readonly Evidence[]): Evidence[] {
  const byPlace = new Map<string, Evidence>();
  for (const signal of evidence) {
    const place = signal.at ? `${signal.at.document}#${signal.at.pointer}` : `signal ${signal.signal}`;
    const held = byPlace.get(place);
    if (!held || held.weight < signal.weight) byPlace.set(place, signal);
  }
  return [...byPlace.values()];
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
  const merged = mergeEqual(candidates).sort((a, b) => b.confidence - a.confidence);
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
