import type { Expression } from "./expression.ts";

/** A function that makes what proves who asks. */
export interface AuthPlan {
  readonly name: string;
  readonly doc: string;
  readonly value: Expression;
}

/** A stream's entry in a project's table of streams. */
export interface StreamPlan {
  /** Lines above it, for what a reader would wonder at. */
  readonly comments: readonly string[];
  readonly value: Expression;
  /** Names of functions in `auth.py` that it uses. */
  readonly auths: readonly string[];
}
