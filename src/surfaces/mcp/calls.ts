/** What goes between the server and the thread that runs a call. */

export interface Call {
  readonly tool: string;
  /** Fits the tool's input schema. */
  readonly given: unknown;
  /** Real paths. */
  readonly roots: readonly string[];
  readonly allowedOrigins: readonly string[];
}

/** From the server to the thread. */
export const CANCEL = "cancel";

/** From the thread to the server; the last one is `done` or `failed`. */
export type Told =
  | { readonly kind: "progress"; readonly line: string }
  /** Files are being written: it must not be cut off. */
  | { readonly kind: "hold"; readonly isHeld: boolean }
  | { readonly kind: "done"; readonly value: Readonly<Record<string, unknown>> }
  | { readonly kind: "failed"; readonly message: string };
