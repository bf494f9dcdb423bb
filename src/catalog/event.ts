import type { RecordedVerdict } from "./entry.ts";

export const jobs = ["check", "verify", "update"] as const;

/** What a schedule can ask for. */
export type Job = (typeof jobs)[number];

/** What can be recorded: people build by hand. */
export type RecordedJob = Job | "build";

interface Happened {
  /** ISO 8601: when it ended. */
  readonly at: string;
  readonly by: "hand" | "schedule";
  readonly milliseconds: number;
}

/** Something that was done with a connector, in short; what was seen in full is its `EventDetail`. */
export type EventBody =
  | {
      readonly kind: "built";
      readonly targets: readonly string[];
      readonly streams: number;
      readonly questions: number;
      /** Edited files that were overwritten. */
      readonly overwritten: number;
    }
  | { readonly kind: "verified"; readonly reports: readonly VerifiedProject[] }
  | ({ readonly kind: "checked"; readonly against: readonly string[]; readonly compared: number } & FoundCounts & {
        /** Of the documents that the connector was made from. */
        readonly documentsDigest: string;
      })
  | ({
      readonly kind: "updated";
      /** unchanged: nothing was new. refused: worse than was accepted. red: what held before doesn't now. Only updated wrote anything. */
      readonly result: "unchanged" | "refused" | "red" | "updated";
      readonly version: string;
    } & FoundCounts)
  | { readonly kind: "failed"; readonly job: RecordedJob; readonly message: string };

export interface VerifiedProject {
  readonly target: string;
  readonly framework: string;
  readonly streams: number;
  readonly sampled: boolean;
  readonly passed: number;
  /** Properties that don't hold. */
  readonly failed: readonly string[];
}

/** Changes by class. */
export interface FoundCounts {
  readonly breaking: number;
  readonly risky: number;
  readonly additive: number;
}

export type EventKind = EventBody["kind"];

export type NewEvent = Happened & EventBody;

export type CatalogEvent = NewEvent & { readonly id: number; readonly connector: string };

/** What is only looked at for one event. */
export interface EventDetail {
  readonly verdicts?: readonly (RecordedVerdict & { readonly target: string })[];
  readonly changes?: readonly RecordedChange[];
}

/** One change that a check found, without what only a comparison needs. */
export interface RecordedChange {
  readonly class: "breaking" | "risky" | "additive";
  readonly about: string;
  /** The connector's name for it, else its path; `null`: the whole source. */
  readonly stream: string | null;
  readonly detail: string;
  readonly old: string;
  readonly new: string;
  readonly at: string;
}

/** ok: done and well. red: a property doesn't hold, or something breaking was found. failed: it couldn't be done. */
export type Outcome = "ok" | "red" | "failed";

export function outcomeOf(event: EventBody): Outcome {
  switch (event.kind) {
    case "built":
      return "ok";
    case "updated":
      return event.result === "red" || (event.result === "refused" && event.breaking > 0) ? "red" : "ok";
    case "verified":
      return event.reports.some(({ failed }) => failed.length > 0) ? "red" : "ok";
    case "checked":
      return event.breaking > 0 ? "red" : "ok";
    case "failed":
      return "failed";
    default:
      return event satisfies never;
  }
}
