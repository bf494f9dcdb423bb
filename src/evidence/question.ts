import type { About } from "../model/values.ts";

/** Something that the documents don't say and only the user can: shown until `overrides.yaml` answers it. */
export interface Question {
  /** Stable over re-analysis: `pagination/orders`. */
  readonly id: string;
  readonly about: About;
  /** One stream; or `streams` for several; neither for all alike. */
  readonly stream?: string;
  readonly streams?: readonly string[];
  readonly question: string;
  /** The two best, the better first. */
  readonly candidates: readonly { readonly value: unknown; readonly confidence: number; readonly because: string }[];
  /** What would settle it: one answer of the API, a header, a sentence of the vendor. */
  readonly settledBy: string;
}
