import type { FieldPath } from "../model/values.ts";
import type { MediaFact, OperationFact, ResponseFact } from "./http-facts.ts";
import type { SchemaView } from "./schema-view.ts";

/** An operation that is taken for a stream, with where its records were found: what the later detectors look at. */
export interface ListedStream {
  /** The model's stream name. */
  readonly name: string;
  readonly operation: OperationFact;
  /** The answer that holds the records. */
  readonly response: ResponseFact | undefined;
  readonly media: MediaFact | undefined;
  /** Best candidate so far; `undefined` where no records could be found. */
  readonly recordsPath: FieldPath | undefined;
  /** Of one record. */
  readonly record: SchemaView | undefined;
  /** True for a list, false for a single object. */
  readonly many: boolean;
  readonly selected: boolean;
}
