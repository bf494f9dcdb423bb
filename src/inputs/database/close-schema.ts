import type { ColumnFact, DatabaseFacts, ObjectName } from "../../evidence/database-facts.ts";
import type { DialectSyntax } from "./dialect-syntax.ts";
import { closeKeys } from "./read-constraint.ts";
import { fullName } from "./reading.ts";
import { findTable, type SchemaDraft } from "./schema-draft.ts";
import { finished, type TableDraft } from "./table-draft.ts";

/** What tables take over from others, and what keys say of their columns, once everything is read. */
export function closeSchema(
  schema: SchemaDraft,
  { dialect }: DialectSyntax,
): Pick<DatabaseFacts, "relations" | "triggers" | "types" | "routines"> {
  const done = new Set<TableDraft>();
  // LIKE of MySQL makes the same table once more; elsewhere it takes the columns.
  const takesKeys = /^(?:mysql|mariadb)$/.test(dialect);
  for (const table of schema.tables.values()) inherit(table, schema, takesKeys, done);
  for (const table of schema.tables.values()) {
    // SQLite lets a key be null, but for a rowid and in tables without one.
    const isInteger = (name: string) => table.columns.find((column) => column.name === name)?.type.name === "INTEGER";
    const mayBeNull = dialect === "sqlite" && table.traits.withoutRowid !== true && table.traits.strict !== true;
    closeKeys(table, (name) => mayBeNull && !((table.primaryKey?.columns.length ?? 0) === 1 && isInteger(name)));
  }
  return {
    relations: [...schema.tables.values()].map(finished),
    triggers: [...schema.triggers.values()],
    types: schema.types,
    routines: schema.routines,
  };
}

/** LIKE, INHERITS and partitions have the columns of another table before their own. */
function inherit(table: TableDraft, schema: SchemaDraft, takesKeys: boolean, done: Set<TableDraft>): void {
  if (done.has(table)) return;
  done.add(table);
  const from = [...table.like, ...table.inherits, ...(table.partitionOf ? [table.partitionOf] : [])];
  const taken: ColumnFact[] = [];
  for (const name of from) {
    const other = findTable(schema, name);
    if (!other || other === table) continue;
    inherit(other, schema, takesKeys, done);
    taken.push(...other.columns);
    if (takesKeys && table.like.includes(name)) takeKeys(table, other);
  }
  if (table.of) ofType(table, table.of, schema);
  const own = new Set(table.columns.map(({ name }) => name));
  const added = taken.filter(({ name }, at) => !own.has(name) && taken.findIndex((one) => one.name === name) === at);
  table.columns = [...added, ...table.columns];
}

/** The columns of a row type; what the table itself says of them counts. */
function ofType(table: TableDraft, name: ObjectName, { types }: SchemaDraft): void {
  const type = types.find((one) => fullName(one) === fullName(name)) ?? types.find((one) => one.name === name.name);
  if (type?.definition.kind !== "row") return;
  table.columns = type.definition.columns.map((column) => {
    const said = table.columns.find((one) => one.name === column.name);
    return said ? { ...column, notNull: said.notNull, default: said.default } : column;
  });
}

function takeKeys(table: TableDraft, other: TableDraft): void {
  table.primaryKey ??= other.primaryKey;
  table.uniques.push(...other.uniques);
  table.indexes.push(...other.indexes);
}
