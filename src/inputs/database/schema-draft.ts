import type { NamedTypeFact, ObjectName, RoutineFact, TriggerFact } from "../../evidence/database-facts.ts";
import { fullName } from "./reading.ts";
import type { TableDraft } from "./table-draft.ts";

/** All that the statements read so far have defined. */
export interface SchemaDraft {
  readonly tables: Map<string, TableDraft>;
  readonly triggers: Map<string, TriggerFact>;
  readonly types: NamedTypeFact[];
  /** Overloads of one name are several. */
  readonly routines: RoutineFact[];
}

export function createSchemaDraft(): SchemaDraft {
  return { tables: new Map(), triggers: new Map(), types: [], routines: [] };
}

/** The table of this name; one in another schema where no other is called so and either name says no schema. */
export function findTable(schema: SchemaDraft, name: ObjectName): TableDraft | undefined {
  const exact = schema.tables.get(fullName(name));
  if (exact) return exact;
  const alike = lookup(schema).get(name.name.toLowerCase()) ?? [];
  const [only] = alike;
  return only && alike.length === 1 && (name.schema === undefined || only.name.schema === undefined) ? only : undefined;
}

const lookups = new WeakMap<SchemaDraft, { size: number; byName: Map<string, TableDraft[]> }>();

function lookup(schema: SchemaDraft): Map<string, TableDraft[]> {
  const held = lookups.get(schema);
  if (held?.size === schema.tables.size) return held.byName;
  const byName = new Map<string, TableDraft[]>();
  for (const table of schema.tables.values()) {
    const key = table.name.name.toLowerCase();
    byName.set(key, [...(byName.get(key) ?? []), table]);
  }
  lookups.set(schema, { size: schema.tables.size, byName });
  return byName;
}
