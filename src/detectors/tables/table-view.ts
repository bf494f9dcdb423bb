import type { ColumnSetting, DatabaseFacts, RelationFact, TriggerFact } from "../../evidence/database-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { Column } from "../../model/database.ts";
import type { Catalog } from "./canonical-type.ts";

/** What a trigger sets, and when. */
export interface TriggeredSetting extends ColumnSetting {
  readonly events: TriggerFact["events"];
  readonly at: SourceRef;
}

/** A table as its detectors look at it. */
export interface TableView {
  readonly stream: string;
  readonly relation: RelationFact;
  readonly columns: readonly Column[];
  readonly catalog: Catalog;
  readonly settings: readonly TriggeredSetting[];
  typeOf(column: string): string;
  isNullable(column: string): boolean;
  isIndexed(column: string): boolean;
}

export function createTableView(
  stream: string,
  relation: RelationFact,
  columns: readonly Column[],
  { catalog, settings }: { readonly catalog: Catalog; readonly settings: readonly TriggeredSetting[] },
): TableView {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const keys = [relation.primaryKey?.columns ?? [], ...relation.uniques.map((one) => one.columns), ...relation.indexes];
  const indexed = new Set(keys.map(([first]) => first));
  return {
    stream,
    relation,
    columns,
    catalog,
    settings,
    typeOf: (column) => byName.get(column)?.type ?? "opaque",
    isNullable: (column) => byName.get(column)?.nullable ?? true,
    isIndexed: (column) => indexed.has(column),
  };
}

/** By table: what triggers set, also through the routines that they run. */
export function triggeredSettings({
  triggers,
  routines,
}: DatabaseFacts): (relation: RelationFact) => readonly TriggeredSetting[] {
  const byTable = new Map<string, TriggeredSetting[]>();
  const setBy = new Map(routines.map((routine) => [routine.name.toLowerCase(), routine.body?.sets ?? []]));
  for (const trigger of triggers) {
    const own = trigger.runs ? (setBy.get(trigger.runs.name.toLowerCase()) ?? knownRoutine(trigger)) : trigger.sets;
    const key = trigger.table.name.toLowerCase();
    const found = own.map((setting) => ({ ...setting, events: trigger.events, at: trigger.at }));
    byTable.set(key, [...(byTable.get(key) ?? []), ...found]);
  }
  return (relation) => byTable.get(relation.name.toLowerCase()) ?? [];
}

/** Extensions bring routines that set the column that they are called with. */
function knownRoutine({ runs, arguments: [column] }: TriggerFact): readonly ColumnSetting[] {
  return runs?.name.toLowerCase() === "moddatetime" && column !== undefined ? [{ column, text: "now()" }] : [];
}
