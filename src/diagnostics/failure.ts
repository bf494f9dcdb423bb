/**
 * A command can't go on: its message is one line for the user, its exit code what scripts see.
 * unusable (1): the input or the world is not as needed. misuse (2): the call itself is wrong.
 */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly kind: "unusable" | "misuse";
  /** What the message sums up, a line each. */
  readonly details: readonly string[];

  constructor(
    kind: "unusable" | "misuse",
    message: string,
    options: { readonly cause?: unknown; readonly details?: readonly string[] } = {},
  ) {
    super(message, options);
    this.kind = kind;
    this.details = options.details ?? [];
  }

  get exitCode(): 1 | 2 {
    return this.kind === "misuse" ? 2 : 1;
  }
}
