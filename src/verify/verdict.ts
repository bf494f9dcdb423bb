import type { Sample } from "./sample-streams.ts";

/** What a generated connector is tried on; blueprint section 6. */
export const properties = [
  "accepted",
  "lint",
  "own-tests",
  "settings",
  "every-record-once",
  "every-page-once",
  "requests-as-declared",
  "schema",
  "primary-key",
  "incremental",
  "resume",
  "rate-limit",
  "rate-limit-retry-after",
  "server-error",
  "connection-reset",
  "expired-token",
  "malformed-page",
  "repeated-cursor",
  "forbidden-stream",
  "empty-stream",
  "extra-field",
  "wrong-credential",
  "secrets",
  "logs",
] as const;

export type Property = (typeof properties)[number];

export interface Verdict {
  readonly property: Property;
  /** Absent: about the connector as a whole. */
  readonly stream?: string;
  /** not-applicable: the model gives it nothing to do (no token to expire, say). */
  readonly outcome: "pass" | "fail" | "not-applicable";
  /** What was seen, one line; for a failure: wanted, got, and where to look. */
  readonly detail: string;
}

/** Where a run costs much: what only repeats the properties of a connector inside was tried on few streams. */
export interface Narrowed {
  readonly because: string;
  /** The streams that met troubles. */
  readonly to: readonly string[];
}

/** Proof by simulation: it proves the code, never the facts. */
export interface VerificationReport {
  readonly kind: "simulation";
  readonly target: string;
  readonly framework: { readonly name: string; readonly version: string };
  readonly seed: number;
  readonly streams: readonly string[];
  /** Absent: these are all that are built. */
  readonly sample?: Sample;
  /** Absent: every trouble met one stream of each way of paging. */
  readonly narrowed?: Narrowed;
  readonly verdicts: readonly Verdict[];
  /** Of the project's files as they were verified: what was built or edited since is another project. */
  readonly project?: string;
}
