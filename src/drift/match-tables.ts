import type { DatabaseDetection, DetectedTable } from "../evidence/database-detection.ts";
import type { DatabaseFacts, RelationFact } from "../evidence/database-facts.ts";
import type { SourceRef } from "../evidence/source-ref.ts";
import type { TableAccess } from "../model/database.ts";

/** One version of a database's definitions, as it was read. */
export interface TablesSide {
  readonly facts: DatabaseFacts;
  readonly detection: DatabaseDetection;
}

type Named = Pick<TableAccess, "schema" | "table">;

/** `schema.table`, as far as both are known. */
export function tableName({ schema, table }: Named): string {
  return schema === undefined ? table : `${schema}.${table}`;
}

/**
 * The table of this name, letter case aside. A dump of MySQL may say no schema where another does: then the name alone
 * decides, if only one table has it.
 */
export function findTable({ detection }: TablesSide, wanted: Named): DetectedTable | undefined {
  const alike = detection.tables.filter(({ access }) => access.table.toLowerCase() === wanted.table.toLowerCase());
  const exact = alike.find(({ access }) => access.schema?.toLowerCase() === wanted.schema?.toLowerCase());
  const [only] = alike;
  if (exact || !only || alike.length > 1) return exact;
  return only.access.schema === undefined || wanted.schema === undefined ? only : undefined;
}

/** Less than this share of columns in common, and it is another table. */
const ALIKE = 0.8;

/** Of tables that are new the only one with the columns of one that is gone. */
export function renamedTable(gone: DetectedTable, added: readonly DetectedTable[]): DetectedTable | undefined {
  const names = new Set(gone.access.columns.map(({ name }) => name.toLowerCase()));
  const alike = added.filter(({ access }) => {
    const common = access.columns.filter(({ name }) => names.has(name.toLowerCase())).length;
    return names.size > 1 && common >= ALIKE * Math.max(names.size, access.columns.length);
  });
  const [only] = alike;
  return alike.length === 1 ? only : undefined;
}

/** How many of the old tables still are. */
export function sharedTables(old: TablesSide, now: TablesSide): { readonly of: number; readonly found: number } {
  const found = old.detection.tables.filter(({ access }) => findTable(now, access) !== undefined);
  return { of: old.detection.tables.length, found: found.length };
}

/** Where a column stands; the table where the column isn't written itself. */
export function placeOfColumn({ facts }: TablesSide, { access, at }: DetectedTable, column: string): SourceRef {
  const isOwn = (one: RelationFact) => one.name === access.table && one.schema === access.schema;
  return facts.relations.find(isOwn)?.columns.find(({ name }) => name === column)?.at ?? at;
}
