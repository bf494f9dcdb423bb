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
  /** The first place where several are one message. */
  readonly at?: Place;
  /** How often the same was found, where more than once and `collapse` says that it is one message. */
  readonly times?: number;
}

/** An entry of the catalogue: the message's parameters are typed by its function. */
export interface Definition<Params> {
  readonly severity: Severity;
  readonly message: (params: Params) => string;
  readonly fix?: (params: Params) => string;
  /** The same message again is counted instead of listed: what is sloppy once is mostly so a thousand times. */
  readonly collapse?: true;
}

export function define<Params>(definition: Definition<Params>): Definition<Params> {
  return definition;
}
