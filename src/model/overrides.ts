import type { Auth } from "./auth.ts";
import type { SoftDelete } from "./database.ts";
import type { FileAccess, FileArrival, FileField, FileStore } from "./file.ts";
import type { Constant, ErrorRule, RateLimit } from "./http.ts";
import type { Incremental } from "./incremental.ts";
import type { Pagination } from "./pagination.ts";
import type { ParentLink } from "./stream.ts";
import type { FieldPath, Template } from "./values.ts";

/** What the user decided (`overrides.yaml`): wins over every finding and survives re-analysis. */
export interface Overrides {
  readonly source?: SourceOverride;
  /** For every stream that `streams` says nothing about. */
  readonly all?: StreamOverride;
  readonly streams?: { readonly [name: string]: StreamOverride };
}

export interface SourceOverride {
  readonly title?: string;
  readonly baseUrl?: Template;
  readonly auth?: readonly Auth[];
  readonly headers?: readonly Constant[];
  readonly rateLimit?: RateLimit;
  readonly errors?: readonly ErrorRule[];
  readonly concurrency?: number;
  /** Of files: where they lie; its scheme tells the store, where `store` doesn't. */
  readonly location?: Template;
  readonly store?: FileStore;
  readonly arrival?: FileArrival;
}

/** Of dates such as 01/02/2025. */
export type DateOrder = "day-first" | "month-first";

export interface StreamOverride {
  readonly selected?: boolean;
  readonly records?: FieldPath;
  readonly primaryKey?: readonly FieldPath[];
  readonly pagination?: Pagination;
  /** `null`: the stream is not incremental. */
  readonly incremental?: Incremental | null;
  readonly parents?: readonly ParentLink[];
  /** The column that marks deleted rows of a table; `null`: there is none. */
  readonly softDelete?: SoftDelete | null;
  /** Of files: which belong to the stream, below the source's location. */
  readonly glob?: string;
  readonly format?: FileAccess["format"];
  readonly encoding?: string;
  readonly content?: FileAccess["content"];
  readonly dateOrder?: DateOrder;
  readonly decimalMark?: "." | ",";
  /** Fields in place of those of the same name; others stay. */
  readonly fields?: readonly FileField[];
}
