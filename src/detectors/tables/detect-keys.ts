import { candidate, conclude } from "../../evidence/confidence.ts";
import type { UniqueFact } from "../../evidence/database-facts.ts";
import type { Finding } from "../../evidence/finding.ts";
import type { ChangeCapture, ForeignKey } from "../../model/database.ts";
import type { FieldPath } from "../../model/values.ts";
import { kindInWords } from "./kind-in-words.ts";
import type { TableView } from "./table-view.ts";

/** Unique keys that can stand in for a primary key: of all rows, of columns alone, none of which can be null. */
export function usableUniques({ relation, isNullable }: TableView): readonly UniqueFact[] {
  const known = new Set(relation.columns.map(({ name }) => name));
  const usable = relation.uniques.filter(
    ({ columns, partial, expression, deferrable }) =>
      !partial && !expression && !deferrable && columns.every((column) => known.has(column) && !isNullable(column)),
  );
  return usable.filter(({ columns }, at) => usable.findIndex((one) => sameColumns(one.columns, columns)) === at);
}

function sameColumns(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((column) => other.includes(column));
}

/** Besides the primary key. */
export function uniqueKeys(view: TableView): string[][] {
  const key = view.relation.primaryKey?.columns ?? [];
  return usableUniques(view).flatMap(({ columns }) => (sameColumns(columns, key) ? [] : [[...columns]]));
}

/** The declared key, else the shortest unique key in its stead. */
export function detectPrimaryKey(view: TableView): Finding<readonly FieldPath[]> | undefined {
  const { relation, stream } = view;
  const declared = relation.primaryKey;
  const paths = (columns: readonly string[]): FieldPath[] => columns.map((column) => [column]);
  const standIns = [...usableUniques(view)].sort((a, b) => a.columns.length - b.columns.length);
  return conclude<readonly FieldPath[]>("primary-key", stream, [
    ...(declared && declared.columns.length > 0
      ? [
          candidate<readonly FieldPath[]>(paths(declared.columns), [
            { signal: "tables/primary-key", weight: 0.99, says: "it is declared as the primary key", at: declared.at },
          ]),
        ]
      : []),
    ...standIns
      .filter(({ columns }) => !sameColumns(columns, declared?.columns ?? []))
      .map(({ columns, at, name }, index) =>
        candidate<readonly FieldPath[]>(paths(columns), [
          {
            signal: "tables/unique-key",
            weight: 0.85 - Math.min(index, 5) * 0.01,
            says: `${name ?? "a constraint"} makes it unique, and none of its columns can be null`,
            at,
          },
        ]),
      ),
  ]);
}

/** With the key of the other table, where its columns aren't named. */
export function foreignKeys({ relation, catalog }: TableView): ForeignKey[] {
  const known = new Set(relation.columns.map(({ name }) => name.toLowerCase()));
  const found = relation.foreignKeys
    .filter(({ columns }) => columns.every((column) => known.has(column.toLowerCase())))
    .map(({ columns, to, toColumns }): ForeignKey => {
      const other = catalog.relation(to);
      const own = (column: string) =>
        relation.columns.find(({ name }) => name.toLowerCase() === column.toLowerCase())?.name ?? column;
      const schema = other?.schema ?? to.schema;
      return {
        columns: columns.map(own),
        references: {
          ...(schema === undefined ? {} : { schema }),
          table: other?.name ?? to.name,
          columns: toColumns.length > 0 ? toColumns : (other?.primaryKey?.columns ?? []),
        },
      };
    });
  const told = found.map((key) => JSON.stringify(key));
  return found.filter((_, at) => told.indexOf(told[at] ?? "") === at);
}

/** By what a full read goes on where it stopped. */
export function chunkColumns(view: TableView): readonly string[] | undefined {
  const { primaryKey } = view.relation;
  if (primaryKey && primaryKey.columns.length > 0) return primaryKey.columns;
  return [...usableUniques(view)].sort((a, b) => a.columns.length - b.columns.length)[0]?.columns;
}

/** How changes of a table are told in the database's log. */
export function changeCapture(view: TableView): ChangeCapture {
  const { relation, catalog } = view;
  const never = notCaptured(view);
  if (never !== undefined) return { key: "none", reason: never };
  const found = captureKey(view);
  if (catalog.dialect === "postgresql") return { ...found, ...identityOf(view, found) };
  if (catalog.dialect === "db2") {
    const needsSetup = relation.traits.dataCapture !== true;
    return { ...found, needsSetup, ...(needsSetup ? { reason: "ALTER TABLE … DATA CAPTURE CHANGES" } : {}) };
  }
  return found;
}

function captureKey(view: TableView): ChangeCapture {
  if ((view.relation.primaryKey?.columns.length ?? 0) > 0) return { key: "key" };
  const [first] = [...usableUniques(view)].sort((a, b) => a.columns.length - b.columns.length);
  return first ? { key: "unique", columns: first.columns } : { key: "full" };
}

function notCaptured({ relation, catalog }: TableView): string | undefined {
  if (catalog.dialect === "sqlite" || catalog.dialect === "firebird")
    return `${catalog.dialect} has no log that others can read`;
  if (relation.type !== "table" && relation.type !== "history-table")
    return `${kindInWords(relation.type)} is not in the log`;
  if (relation.traits.unlogged) return "the table is unlogged";
  if (relation.traits.memoryOptimised) return "memory-optimised tables are not captured";
  return relation.traits.columnstore ? "tables with a clustered columnstore index are not captured" : undefined;
}

/** PostgreSQL has to be told by what old rows are identified, where there is no primary key. */
function identityOf({ relation }: TableView, { key }: ChangeCapture): Partial<ChangeCapture> {
  const identity = relation.traits.replicaIdentity;
  if (identity?.kind === "full") return key === "key" ? { needsSetup: false } : { key: "full", needsSetup: false };
  if (identity?.kind === "nothing")
    return { needsSetup: true, reason: "its replica identity is NOTHING: ALTER TABLE … REPLICA IDENTITY DEFAULT" };
  if (identity?.kind === "index") {
    const index = relation.uniques.find(({ name }) => name === identity.index);
    return {
      ...(key === "key" ? {} : { key: "unique" as const, ...(index ? { columns: index.columns } : {}) }),
      needsSetup: false,
    };
  }
  if (key === "key") return { needsSetup: false };
  return {
    needsSetup: true,
    reason: key === "unique" ? "ALTER TABLE … REPLICA IDENTITY USING INDEX" : "ALTER TABLE … REPLICA IDENTITY FULL",
  };
}
