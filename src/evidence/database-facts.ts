import type { DatabaseDialect } from "../model/dialect.ts";
import type { DocumentInfo, SourceRef } from "./source-ref.ts";

/** What DDL says about a database, with places and without judgement. Names are as the catalog would store them. */
export interface DatabaseFacts {
  readonly kind: "database";
  readonly documents: readonly DocumentInfo[];
  readonly title: string;
  readonly dialect: DatabaseDialect;
  /** Why the text is taken for this dialect, the heaviest first. */
  readonly dialectReasons: readonly DialectReason[];
  /** In the order of the text; what it drops again is not here. */
  readonly relations: readonly RelationFact[];
  readonly triggers: readonly TriggerFact[];
  readonly types: readonly NamedTypeFact[];
  readonly routines: readonly RoutineFact[];
}

export interface DialectReason {
  readonly dialect: DatabaseDialect;
  readonly says: string;
  readonly weight: number;
  readonly at: SourceRef;
  readonly quote: string;
}

export interface ObjectName {
  readonly schema: string | undefined;
  readonly name: string;
}

export type RelationType =
  | "table"
  | "view"
  | "materialized-view"
  | "foreign-table"
  | "external-table"
  | "virtual-table"
  | "history-table"
  | "temporary-table";

export interface RelationFact extends ObjectName {
  readonly type: RelationType;
  readonly columns: readonly ColumnFact[];
  readonly comment: string | undefined;
  readonly primaryKey: KeyFact | undefined;
  readonly uniques: readonly UniqueFact[];
  readonly foreignKeys: readonly ForeignKeyFact[];
  /** Columns by which an index begins, for each index. */
  readonly indexes: readonly (readonly string[])[];
  /** Of a view, or of a table made from one. */
  readonly query: QueryFact | undefined;
  readonly partitioned: boolean;
  readonly partitionOf: ObjectName | undefined;
  readonly inherits: readonly ObjectName[];
  readonly traits: TableTraits;
  readonly at: SourceRef;
}

/** What the text says of a table as a whole, where it does. */
export interface TableTraits {
  readonly unlogged?: boolean;
  readonly memoryOptimised?: boolean;
  readonly columnstore?: boolean;
  readonly systemVersioned?: boolean;
  /** Of a system-versioned table: where its old rows are. */
  readonly historyTable?: ObjectName;
  readonly dataCapture?: boolean;
  readonly withoutRowid?: boolean;
  readonly strict?: boolean;
  readonly engine?: string;
  readonly replicaIdentity?: { readonly kind: "default" | "full" | "nothing" | "index"; readonly index?: string };
}

export interface KeyFact {
  readonly columns: readonly string[];
  readonly at: SourceRef;
}

export interface UniqueFact extends KeyFact {
  readonly name: string | undefined;
  /** Only over the rows that a condition selects. */
  readonly partial: boolean;
  /** One of its members is computed, or only the beginning of a value. */
  readonly expression: boolean;
  readonly deferrable: boolean;
}

export interface ForeignKeyFact extends KeyFact {
  readonly to: ObjectName;
  /** Empty where the primary key is meant. */
  readonly toColumns: readonly string[];
}

export interface ColumnFact {
  readonly name: string;
  readonly type: TypeFact;
  /** `undefined`: nothing is said. */
  readonly notNull: boolean | undefined;
  readonly default: string | undefined;
  readonly comment: string | undefined;
  /** The database gives ascending numbers. */
  readonly identity: boolean;
  /** `ON UPDATE CURRENT_TIMESTAMP`, or what the dialect has in its place. */
  readonly onUpdate: boolean;
  readonly generated: GeneratedFact | undefined;
  /** The text of a CHECK of this column. */
  readonly check: string | undefined;
  readonly at: SourceRef;
}

export interface GeneratedFact {
  readonly kind: "expression" | "row-start" | "row-end" | "row-change";
  readonly text: string;
}

export interface TypeFact {
  /** As written, with single spaces; `""` where there is none. */
  readonly native: string;
  /** Upper case, without arguments and schema: `TIMESTAMP WITH TIME ZONE`. */
  readonly name: string;
  readonly schema: string | undefined;
  /** Unquoted: `["10", "2"]`, the values of an enum. */
  readonly args: readonly string[];
  /** Of an array. */
  readonly dimensions: number;
  /** `kunde.name%TYPE`, `kunde%ROWTYPE`: the type of a column or of a whole row. */
  readonly anchor: { readonly path: readonly string[]; readonly of: "column" | "row" } | undefined;
}

/** A type that the text defines. */
export interface NamedTypeFact extends ObjectName {
  readonly definition:
    | {
        readonly kind: "domain";
        readonly base: TypeFact;
        readonly notNull: boolean;
        readonly default: string | undefined;
      }
    | { readonly kind: "enum"; readonly values: readonly string[] }
    | { readonly kind: "row"; readonly columns: readonly ColumnFact[] }
    | { readonly kind: "collection"; readonly of: TypeFact }
    /** A cursor type; `returns` where its rows are declared. */
    | { readonly kind: "cursor"; readonly returns: TypeFact | undefined };
  /** Where it was defined in one. */
  readonly package: string | undefined;
  readonly at: SourceRef;
}

export interface TriggerFact extends ObjectName {
  readonly table: ObjectName;
  readonly events: readonly ("insert" | "update" | "delete")[];
  /** Columns of the row that it sets, with the expression. */
  readonly sets: readonly ColumnSetting[];
  /** A routine that it runs in place of a body of its own. */
  readonly runs: ObjectName | undefined;
  /** Literal arguments of that routine. */
  readonly arguments: readonly string[];
  readonly at: SourceRef;
}

export interface ColumnSetting {
  readonly column: string;
  /** The expression. */
  readonly text: string;
}

/** A query, as far as it tells what comes out. */
export interface QueryFact {
  readonly items: readonly QueryItem[];
  readonly sources: readonly QuerySource[];
  /** Common table expressions by name. */
  readonly with: readonly { readonly name: string; readonly columns: readonly string[]; readonly query: QueryFact }[];
  /** It fills variables or a table in place of giving rows. */
  readonly into: readonly string[];
  /** Its items are given to variables. */
  readonly assigns: boolean;
  readonly at: SourceRef;
}

export interface QueryItem {
  /** The column's name in the result; `undefined` where it has none, or for all columns of a source. */
  readonly name: string | undefined;
  readonly expression: Expression;
}

export interface QuerySource {
  readonly table: ObjectName | undefined;
  readonly query: QueryFact | undefined;
  readonly alias: string | undefined;
  /** It is a call. */
  readonly function: boolean;
  /** Of an outer join: its columns may be missing. */
  readonly optional: boolean;
}

export type Expression =
  | { readonly kind: "column"; readonly qualifier: string | undefined; readonly name: string }
  | { readonly kind: "star"; readonly qualifier: string | undefined }
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: "cast"; readonly type: TypeFact; readonly of: Expression }
  | { readonly kind: "number" | "string" }
  /** `+ - * / % ||` between two. */
  | { readonly kind: "arithmetic"; readonly sides: readonly Expression[]; readonly operators: readonly string[] }
  | { readonly kind: "query"; readonly query: QueryFact }
  | { readonly kind: "other" };

export interface RoutineFact extends ObjectName {
  readonly package: string | undefined;
  /** Only its package can call it. */
  readonly private: boolean;
  readonly kind: "procedure" | "function";
  readonly parameters: readonly RoutineParameter[];
  readonly returns: ReturnsFact | undefined;
  /** Clauses that say how it behaves, upper case: `STABLE`, `READS SQL DATA`, `PIPELINED`. */
  readonly clauses: readonly string[];
  /** `undefined` where the text doesn't hold it, or hides it. */
  readonly body: BodyFact | undefined;
  readonly at: SourceRef;
}

export interface RoutineParameter {
  readonly name: string;
  readonly mode: "in" | "out" | "inout";
  readonly type: TypeFact;
  readonly default: string | undefined;
}

export type ReturnsFact =
  | { readonly kind: "value"; readonly type: TypeFact }
  | { readonly kind: "set-of"; readonly type: TypeFact }
  /** Named columns: RETURNS TABLE, RETURNS (…), RETURNING. */
  | { readonly kind: "columns"; readonly columns: readonly ColumnFact[] };

export interface BodyFact {
  readonly actions: readonly ActionFact[];
  /** Variables of a table type, or temporary tables that the routine itself makes. */
  /** Columns of a changed row that it sets, where triggers run it. */
  readonly sets: readonly ColumnSetting[];
  readonly ownTables: readonly {
    readonly name: string;
    readonly columns: readonly ColumnFact[];
    readonly query: QueryFact | undefined;
  }[];
}

export type ActionFact = {
  readonly at: SourceRef;
} /** `table` is undefined where another thing is changed: a sequence, a file, a mail. */ & (
  | { readonly kind: "write"; readonly verb: string; readonly table: ObjectName | undefined }
  /** A query on its own. `alternative`: an ELSE stands between it and the one before. */
  | { readonly kind: "query"; readonly query: QueryFact; readonly alternative: boolean }
  /** Opened, or declared for the caller. `query` is undefined where its text is made at run time. */
  | { readonly kind: "open"; readonly cursor: string; readonly query: QueryFact | undefined }
  | {
      readonly kind: "declare";
      readonly cursor: string;
      readonly query: QueryFact | undefined;
      readonly forCaller: boolean;
    }
  /** A row, or the rows of a query, are given to whoever selects from the routine. */
  | { readonly kind: "yield"; readonly query: QueryFact | undefined; readonly names: readonly string[] }
  | { readonly kind: "print" }
  | { readonly kind: "call"; readonly routine: ObjectName; readonly as: "statement" | "expression" }
  | { readonly kind: "dynamic" }
);
