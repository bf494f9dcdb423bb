export type Severity = "error" | "warning" | "info";

/** Where in the user's input; structurally the evidence's `SourceRef`. */
export interface Place {
  readonly document: string;
  readonly pointer: string;
}

/** One message about the user's input, an uncertain finding or a target's limits. Collected, never thrown. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** What was found and why it matters, one line. */
  readonly message: string;
  /** What to do about it, one line. */
  readonly fix?: string;
  readonly at?: Place;
}

/** An entry of the catalogue: the message's parameters are typed by its function. */
export interface Definition<Params> {
  readonly severity: Severity;
  readonly message: (params: Params) => string;
  readonly fix?: (params: Params) => string;
}

export function define<Params>(definition: Definition<Params>): Definition<Params> {
  return definition;
}
