/** What goes between the server and the process that runs a call. */

export interface Call {
  readonly tool: string;
  /** Fits the tool's input schema. */
  readonly given: unknown;
  /** Real paths. */
  readonly roots: readonly string[];
  readonly allowedOrigins: readonly string[];
}

/** From the server to the process: the call first, and perhaps that it is to end. */
export type Order = { readonly kind: "run"; readonly call: Call } | { readonly kind: "cancel" };

/** From the process to the server; the last one is `done` or `failed`. */
export type Told =
  | { readonly kind: "progress"; readonly line: string }
  /** Files are being written: it must not be cut off. */
  | { readonly kind: "hold"; readonly isHeld: boolean }
  | { readonly kind: "done"; readonly value: Readonly<Record<string, unknown>> }
  | { readonly kind: "failed"; readonly message: string };
