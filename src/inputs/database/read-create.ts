import type { NamedTypeFact, RoutineFact } from "../../evidence/database-facts.ts";
import { readCreateIndex } from "./create-index.ts";
import { readCreateTable } from "./create-table.ts";
import { readCreateTrigger } from "./create-trigger.ts";
import { readCreateDomain, readCreateType } from "./create-type.ts";
import { readCreateView } from "./create-view.ts";
import type { DocumentReading } from "./document-reading.ts";
import { readPackage } from "./read-package.ts";
import { readRoutine } from "./read-routine.ts";
import { fullName, type Reading } from "./reading.ts";
import { findTable, type SchemaDraft } from "./schema-draft.ts";
import type { TableDraft } from "./table-draft.ts";
import type { TokenReader } from "./token-reader.ts";

type Kind = (reader: TokenReader, words: ReadonlySet<string>, reading: Reading, state: DocumentReading) => void;

const KINDS: Readonly<Record<string, Kind>> = {
  TABLE: (reader, words, reading, { schema }) => addTable(schema, readCreateTable(reader, words, reading), words),
  VIEW: (reader, words, reading, { schema }) => addTable(schema, readCreateView(reader, words, reading), words),
  SNAPSHOT: (reader, words, reading, { schema }) =>
    addTable(schema, readCreateView(reader, new Set([...words, "MATERIALIZED"]), reading), words),
  INDEX: (reader, words, reading, { schema, defer }) => {
    const index = readCreateIndex(reader, words, reading);
    if (!index) return;
    defer(() => {
      const table = findTable(schema, index.table);
      if (table) index.apply(table);
    });
  },
  TRIGGER: (reader, _, reading, { schema }) => {
    const trigger = readCreateTrigger(reader, reading);
    if (trigger) schema.triggers.set(`${fullName(trigger)} ${fullName(trigger.table)}`, trigger);
  },
  DOMAIN: (reader, _, reading, { schema }) => addType(schema, readCreateDomain(reader, reading)),
  TYPE: (reader, _, reading, { schema }) => {
    if (!reader.at("BODY")) addType(schema, readCreateType(reader, reading));
  },
  PROCEDURE: (reader, _, reading, { schema }) => addRoutine(schema, readRoutine(reader, "procedure", reading)),
  PROC: (reader, _, reading, { schema }) => addRoutine(schema, readRoutine(reader, "procedure", reading)),
  FUNCTION: (reader, _, reading, { schema }) => addRoutine(schema, readRoutine(reader, "function", reading)),
  PACKAGE: (reader, _, reading, { schema }) => addPackage(schema, reader, reading),
};

/** Words that stand before the kind of what is created, and say nothing else. */
const BEFORE =
  /^(?:OR|REPLACE|ALTER|GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED|FOREIGN|EXTERNAL|VIRTUAL|UNIQUE|BITMAP|CLUSTERED|NONCLUSTERED|COLUMNSTORE|MATERIALIZED|RECURSIVE|FORCE|NO|NOFORCE|EDITIONABLE|NONEDITIONABLE|EDITIONING|CONSTRAINT|DISTINCT|ROW|OPAQUE|PUBLIC|PRIVATE|AGGREGATE|DBA|RAW|STANDARD|SPATIAL|FULLTEXT|ASC|ASCENDING|DESC|DESCENDING|HOT|COLUMN|PRIMARY|XML|SHARDED|DUPLICATED|BLOCKCHAIN|IMMUTABLE|SQL|SECURITY|DEFINER|INVOKER|ALGORITHM|UNDEFINED|MERGE|TEMPTABLE|=|@|CURRENT_USER|\(|\)|HIDDEN|SET|MULTISET|VOLATILE|IF|NOT|EXISTS|INSTEAD)$/;

/** CREATE, with what stands between it and the kind of thing; the reader stands behind CREATE. */
export function readCreate(reader: TokenReader, reading: Reading, state: DocumentReading): void {
  const words = new Set<string>();
  for (let steps = 0; steps < 24 && !reader.done; steps++) {
    const token = reader.next();
    const kind = token?.kind === "word" ? KINDS[token.key] : undefined;
    // `XML SCHEMA COLLECTION` and the like hold no table.
    if (kind) {
      kind(reader, words, reading, state);
      return;
    }
    if (!token || (token.kind === "word" && !BEFORE.test(token.key) && !words.has("DEFINER"))) return;
    words.add(token.key);
  }
}

/** OR REPLACE takes the place of what is there; IF NOT EXISTS and a mere second time don't. */
function addTable({ tables }: SchemaDraft, table: TableDraft | undefined, words: ReadonlySet<string>): void {
  if (!table) return;
  const key = fullName(table.name);
  const held = tables.get(key);
  // Dumps make an empty stand-in of a view first.
  const isStandIn = table.type.includes("view") || (held !== undefined && held.columns.length === 0);
  if (
    held &&
    !words.has("REPLACE") &&
    !isStandIn &&
    held.at.document === table.at.document &&
    held.type !== "temporary-table"
  )
    return;
  tables.set(key, table);
}

function addType({ types }: SchemaDraft, type: NamedTypeFact | undefined): void {
  if (type) types.push(type);
}

function addRoutine({ routines }: SchemaDraft, routine: RoutineFact | undefined): void {
  if (!routine) return;
  const held = routines.findIndex(
    (one) => fullName(one) === fullName(routine) && one.package === undefined && sameSignature(one, routine),
  );
  // A stub that is altered later, or replaced.
  if (held !== -1) routines[held] = routine;
  else routines.push(routine);
}

function sameSignature(one: RoutineFact, other: RoutineFact): boolean {
  return (
    one.parameters.map(({ type }) => type.name).join() === other.parameters.map(({ type }) => type.name).join() ||
    one.parameters.length === 0
  );
}

/** The specification tells what can be called, the body what it does. */
function addPackage({ routines, types }: SchemaDraft, reader: TokenReader, reading: Reading): void {
  const found = readPackage(reader, reading);
  if (!found) return;
  types.push(...found.types);
  const own = (one: RoutineFact) => one.package === found.name && one.schema === found.schema;
  const declared = routines.some(own);
  for (const routine of found.routines) {
    const held = routines.findIndex(
      (one) => own(one) && one.name === routine.name && one.parameters.length === routine.parameters.length,
    );
    const before = routines[held];
    if (!before) routines.push({ ...routine, private: found.isBody && declared });
    else if (found.isBody) routines[held] = { ...before, body: routine.body };
    else routines[held] = { ...routine, body: before.body, private: false };
  }
}
