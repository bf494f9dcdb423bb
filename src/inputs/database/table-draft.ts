import type {
  ColumnFact,
  ForeignKeyFact,
  KeyFact,
  ObjectName,
  QueryFact,
  RelationFact,
  RelationType,
  TableTraits,
  UniqueFact,
} from "../../evidence/database-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";

type Changeable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** A relation while statements still add to it. */
export interface TableDraft {
  readonly name: ObjectName;
  type: RelationType;
  columns: ColumnFact[];
  comment: string | undefined;
  primaryKey: KeyFact | undefined;
  primaryKeyName: string | undefined;
  uniques: UniqueFact[];
  foreignKeys: ForeignKeyFact[];
  indexes: (readonly string[])[];
  query: QueryFact | undefined;
  partitioned: boolean;
  partitionOf: ObjectName | undefined;
  inherits: ObjectName[];
  /** The row type that it is a table of. */
  of: ObjectName | undefined;
  /** Tables whose columns it takes over. */
  like: ObjectName[];
  traits: Changeable<TableTraits>;
  readonly at: SourceRef;
}

export function createDraft(name: ObjectName, type: RelationType, at: SourceRef): TableDraft {
  return {
    name,
    type,
    columns: [],
    comment: undefined,
    primaryKey: undefined,
    primaryKeyName: undefined,
    uniques: [],
    foreignKeys: [],
    indexes: [],
    query: undefined,
    partitioned: false,
    partitionOf: undefined,
    inherits: [],
    of: undefined,
    like: [],
    traits: {},
    at,
  };
}

export function findColumn(draft: TableDraft, name: string): ColumnFact | undefined {
  return draft.columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
}

/** Puts what is known now in the place of what was. */
export function changeColumn(draft: TableDraft, name: string, change: Partial<ColumnFact>): void {
  const at = draft.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
  const held = draft.columns[at];
  if (held) draft.columns[at] = { ...held, ...change };
}

export function finished(draft: TableDraft): RelationFact {
  const { name, like: _, primaryKeyName: __, of: ___, ...rest } = draft;
  return { ...name, ...rest };
}
