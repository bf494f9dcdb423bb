import type { Detection } from "../evidence/detection.ts";
import type { HttpFacts, MediaFact, OperationFact, ResponseFact } from "../evidence/http-facts.ts";
import type { SourceRef } from "../evidence/source-ref.ts";
import type { HttpAccess } from "../model/http.ts";
import type { Param } from "../model/pagination.ts";
import type { Stream } from "../model/stream.ts";
import type { FieldPath, Json } from "../model/values.ts";

/**
 * breaking: the connector as built fails, loses records or fields, or writes another type. risky: it runs, but
 * something that it relied on is weaker. additive: there is more to read.
 */
export type ChangeClass = "breaking" | "risky" | "additive";

export type ChangeAbout =
  | "endpoint"
  | "records"
  | "primary-key"
  | "pagination"
  | "incremental"
  | "parents"
  | "field"
  | "parameter"
  | "auth"
  | "base-url"
  | "rate-limit";

/** One thing that the documents say otherwise now, and that a connector cares about. */
export interface Change {
  readonly class: ChangeClass;
  readonly about: ChangeAbout;
  /** The path as the old document writes it, the new one's for a stream that was added; `null`: the whole source. */
  readonly stream: string | null;
  /** The connector's name for the stream; absent for one that it doesn't have. */
  readonly name?: string;
  /** One clause for people. */
  readonly detail: string;
  /** What stood there and what stands there now, `null` for nothing, with the places. */
  readonly evidence: {
    readonly old: Json;
    readonly new: Json;
    readonly oldAt?: SourceRef;
    readonly newAt?: SourceRef;
  };
  /** Dotted, `*` for the elements of a list: `credits.*.item.type`. */
  readonly field?: string;
  /** `query:limit`. */
  readonly parameter?: string;
  /** Where the list stands now. */
  readonly successor?: string;
}

/** The answer of an operation that holds its records. */
export interface Answer {
  readonly response: ResponseFact;
  readonly media: MediaFact;
}

/** One version of the documents, as it was read. */
export interface Side {
  readonly facts: HttpFacts;
  readonly detection: Detection;
  /** `undefined` where the documents don't say what an operation answers. */
  readonly answer: (operation: OperationFact) => Answer | undefined;
  readonly spotted: (operation: OperationFact) => Spotted;
}

/**
 * What an operation offers for reading it bit by bit, used or not. Where one of these goes, that part of the source was
 * rebuilt, and what is wrong there loses records without a word: it counts as breaking until it was tried.
 */
export interface Spotted {
  /** Parameters that may ask for a certain page. */
  readonly levers: readonly Param[];
  /** Fields of the answer that may lead to the next page. */
  readonly pointers: readonly FieldPath[];
  /** Parameters that may ask for what is new. */
  readonly filters: readonly Param[];
}

/** A stream that is read over HTTP. */
export type HttpStream = Stream & { readonly access: HttpAccess };

/** One stream of the connector with the operation that it was made from and the one that takes its place. */
export interface Matching {
  readonly stream: HttpStream;
  readonly was: OperationFact;
  readonly is: OperationFact;
}
