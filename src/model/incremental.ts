import type { Param } from "./pagination.ts";
import type { FieldPath } from "./values.ts";

/** How a stream reads only what is new. */
export interface Incremental {
  readonly cursorField: FieldPath;
  /** How the field's value is written in records. */
  readonly format: CursorFormat;
  /** The filter that the source offers; absent: every record is read and the old ones are dropped. */
  readonly request?: CursorRequest;
  /** Proven order of the records; absent: not known. */
  readonly order?: "asc" | "desc";
  /** Seconds to reach back behind the state, for sources that fill in late. */
  readonly lookback?: number;
  /** Whether the filter includes the boundary; absent: not known, treated as inclusive and duplicates are dropped by key. */
  readonly inclusive?: boolean;
}

export interface CursorRequest extends Param {
  readonly format: CursorFormat;
  readonly operator: "gte" | "gt";
  /** Where the value is part of a filter language: `modified_date ge {value}`. Absent: the value alone. */
  readonly template?: string;
  /** Query parameters that have to go with it, each time: the names of a field and of a comparison. */
  readonly constants?: readonly { readonly name: string; readonly value: string }[];
  /** The other end of a window; it includes its boundary unless `operator` is `lt`. */
  readonly until?: Param & { readonly operator: "lte" | "lt"; readonly template?: string };
}

/** date-time: RFC 3339. integer: a number that only grows. Anything else is an strptime pattern. */
export type CursorFormat =
  | { readonly kind: "date-time" }
  | { readonly kind: "date" }
  | { readonly kind: "epoch-seconds" }
  | { readonly kind: "epoch-milliseconds" }
  | { readonly kind: "integer" }
  | { readonly kind: "pattern"; readonly pattern: string };
