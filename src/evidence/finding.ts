import type { About } from "../model/values.ts";
import type { SourceRef } from "./source-ref.ts";

/** One signal that fired: which rule, how much it weighs, what it saw and where. */
export interface Evidence {
  /** Id of the rule: `pagination/param-name`. */
  readonly signal: string;
  /** Chance that the value is right if nothing else were known, 0 to 1. */
  readonly weight: number;
  /** One clause for people: `the query parameter "starting_after" names a cursor`. */
  readonly says: string;
  readonly at?: SourceRef;
  /** The document's own words, shortened. */
  readonly quote?: string;
}

export interface Candidate<Value = unknown> {
  readonly value: Value;
  /** 0 to 1, made by `confidence()` of its evidence. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly against: readonly Evidence[];
}

/** What we believe about one thing, with everything else that was weighed, the best first. */
export interface Finding<Value = unknown> extends Candidate<Value> {
  readonly about: About;
  /** The model's stream name; absent: about the source as a whole. */
  readonly stream?: string;
  readonly rivals: readonly Candidate<Value>[];
}

/** A candidate below this is asked about; see `docs/scoreboard.md` for how often each band is right. */
export const ACCEPT = 0.5;
/** Said to be sure. */
export const SURE = 0.9;
