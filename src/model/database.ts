import type { DatabaseDialect } from "./dialect.ts";

/** A relational database that tables and reports are read from. */
export interface DatabaseSource {
  readonly kind: "database";
  readonly dialect: DatabaseDialect;
  /** Of the server, when known: it decides driver, queries and change capture. */
  readonly version?: string;
  readonly driver?: { readonly python: string; readonly requires?: string; readonly reason: string };
  /** What every connection sets first: time zone, formats of dates, where names are looked up. */
  readonly session: readonly SessionSetting[];
}

export interface SessionSetting {
  readonly name: string;
  readonly value: string;
  readonly reason: string;
}

/** Names are as the catalog stores them. */
export interface TableAccess {
  readonly kind: "table";
  readonly schema?: string;
  readonly table: string;
  readonly type: TableType;
  readonly columns: readonly Column[];
  /** Besides the primary key; none of their columns can be null. */
  readonly uniqueKeys: readonly (readonly string[])[];
  readonly foreignKeys: readonly ForeignKey[];
  /** What tells that a row is new or changed; the best first. */
  readonly cursors: readonly CursorCandidate[];
  readonly softDelete?: SoftDelete;
  readonly cdc: ChangeCapture;
  /** Columns by which a full read resumes. */
  readonly chunkBy?: readonly string[];
}

/** A column that marks rows as deleted which are still there. */
export interface SoftDelete {
  readonly column: string;
  /** `not-null`, `true`, the value itself (`Y`, `1`), or `unknown` while the user is asked. */
  readonly deletedWhen: string;
}

export type TableType =
  | "table"
  | "partitioned-table"
  | "view"
  | "materialized-view"
  | "foreign-table"
  | "external-table"
  | "history-table"
  | "virtual-table";

export interface Column {
  readonly name: string;
  /** The record's property, when it isn't `name`. */
  readonly field?: string;
  /** As declared; `""` where nothing is. */
  readonly native: string;
  /** `decimal(12,2)`, `timestamptz(6)`, `array<text>`; see docs/using.md. */
  readonly type: string;
  readonly nullable: boolean;
  /** The database computes it. */
  readonly generated?: boolean;
  /** What of its values a record can't hold. */
  readonly loss?: string;
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly references: { readonly schema?: string; readonly table: string; readonly columns: readonly string[] };
}

export interface CursorCandidate {
  readonly column: string;
  /** modified, rowversion: when a row changed. sequence, created: when it was inserted. system: a column that every table has. */
  readonly kind: "modified" | "rowversion" | "sequence" | "created" | "system";
  readonly evidence:
    | "trigger"
    | "on-update"
    | "type"
    | "default"
    | "identity"
    | "system-versioning"
    | "row-change-timestamp"
    | "name"
    | "comment";
  readonly indexed?: boolean;
  readonly nullable?: boolean;
}

/** By what a change record of the database's log is identified. */
export interface ChangeCapture {
  /** full: the whole old row; none: not in the log. */
  readonly key: "key" | "unique" | "full" | "none";
  /** The table itself has to be altered first. */
  readonly needsSetup?: boolean;
  /** Of the unique key that stands in for a primary key. */
  readonly columns?: readonly string[];
  readonly reason?: string;
}

export interface ProcedureAccess {
  readonly kind: "procedure";
  readonly schema?: string;
  readonly package?: string;
  readonly name: string;
  readonly call: "procedure" | "function" | "table-function";
  /** In the order of the call. */
  readonly parameters: readonly ProcedureParameter[];
  readonly output: ProcedureOutput;
  /** One for each result set; `[]` where only a run tells. */
  readonly results: readonly { readonly name?: string; readonly columns: readonly Column[] }[];
  /** What a call changes. */
  readonly effects: "none" | "own-temporary-tables" | "writes" | "unknown";
}

export interface ProcedureParameter {
  readonly name: string;
  readonly mode: "in" | "out" | "inout";
  readonly type: string;
  /** As written in the routine; absent: it has to be given. */
  readonly default?: string;
  readonly role?: "window-start" | "window-end" | "filter" | "constant";
}

/**
 * rows: selected from. result-sets: returned by the call. ref-cursor: an OUT parameter or the function's value.
 * work-table: the call fills a temporary table, which is read next.
 */
export type ProcedureOutput =
  | "rows"
  | "result-sets"
  | "ref-cursor"
  | "dbms-output"
  | "text"
  | "work-table"
  | "out-params";
