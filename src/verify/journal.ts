/** What a connector did on its way, as the harness writes it down; times are seconds on the connector's own clock. */
export type JournalEntry = JournalRequest | JournalWait | JournalEndless | JournalKilled;

export interface JournalRequest {
  readonly kind: "request";
  readonly method: string;
  /** With the original origin. */
  readonly url: string;
  readonly started: number;
  readonly ended: number;
  /** Which of the connector's threads made it. */
  readonly thread: number;
  readonly status?: number;
  /** Instead of a status: `refused` for an origin that is no part of the source, else the exception's name. */
  readonly error?: string;
}

/** A wait of the connector's that was skipped instead of slept through. */
export interface JournalWait {
  readonly kind: "wait";
  readonly seconds: number;
  readonly at: number;
}

/** The run was ended, since so many requests are no reading any more. */
interface JournalEndless {
  readonly kind: "endless";
  readonly requests: number;
}

/** The run was ended on purpose, in the middle of its records. */
interface JournalKilled {
  readonly kind: "killed";
}

export function parseJournal(text: string): JournalEntry[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as JournalEntry);
}
