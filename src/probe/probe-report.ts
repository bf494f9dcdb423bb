import type { About, Json } from "../model/values.ts";

/** What a few read-only requests to the live source say of what a connector believes. */
export interface ProbeReport {
  readonly requests: number;
  readonly probed: readonly Probed[];
}

/**
 * confirmed: the source behaves so. contradicted: it doesn't, and the connector would fail or lose records.
 * untried: nothing that was asked tells; `detail` says why.
 */
export type Outcome = "confirmed" | "contradicted" | "untried";

export interface Probed {
  readonly about: About;
  /** Absent: of the whole source. */
  readonly stream?: string;
  readonly outcome: Outcome;
  /** One line; names and counts, never a value of a record or a setting. */
  readonly detail: string;
  /** The open question that this answers, and the number of its candidate, from 1. */
  readonly settles?: { readonly question: string; readonly candidate: number };
}

/** What an open question offers, to be tried on the source. */
export interface Offered {
  readonly question: string;
  readonly about: About;
  readonly stream: string;
  readonly values: readonly Json[];
}
