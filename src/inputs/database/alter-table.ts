import type { ColumnFact } from "../../evidence/database-facts.ts";
import { readColumn, readColumnClauses, readExpression } from "./read-column.ts";
import { isConstraint, readConstraint } from "./read-constraint.ts";
import { readType } from "./read-type.ts";
import { nameOf, type Reading, readObjectName } from "./reading.ts";
import { changeColumn, findColumn, type TableDraft } from "./table-draft.ts";
import { readTableOptions } from "./table-options.ts";
import { isName, type Token } from "./token.ts";
import { createReader, splitList, type TokenReader } from "./token-reader.ts";

/** What ALTER TABLE says behind the table's name: one change, or several with commas. */
export function applyAlterTable(reader: TokenReader, draft: TableDraft, reading: Reading): void {
  if (reader.accept("WITH", "CHECK") || reader.accept("WITH", "NOCHECK")) {
    // Transact-SQL says first whether old rows are checked.
  }
  let adds = false;
  for (const part of splitList(reader.rest())) {
    const change = createReader(part);
    // `ADD a int, b int` of Transact-SQL goes on without saying ADD again.
    const verb = change.peek()?.key ?? "";
    if (adds && !VERBS.has(verb)) addElements(part, draft, reading);
    else {
      adds = verb === "ADD";
      applyChange(change, draft, reading);
    }
  }
}

const VERBS = new Set(
  "ADD ALTER MODIFY CHANGE DROP RENAME REPLICA ATTACH DETACH INHERIT SET ENABLE DISABLE CHECK NOCHECK OWNER CLUSTER ENGINE DATA AUTO_INCREMENT DEFAULT CONVERT COMMENT SWITCH REBUILD VALIDATE".split(
    " ",
  ),
);

function applyChange(reader: TokenReader, draft: TableDraft, reading: Reading): void {
  if (reader.accept("ADD")) {
    applyAdd(reader, draft, reading);
    return;
  }
  if (reader.accept("MODIFY")) {
    applyModify(reader, draft, reading);
    return;
  }
  if (reader.accept("CHANGE")) {
    applyRedefinition(reader, draft, reading);
    return;
  }
  if (reader.accept("ALTER")) {
    applyAlterColumn(reader, draft, reading);
    return;
  }
  if (reader.accept("DROP")) {
    applyDrop(reader, draft, reading);
    return;
  }
  if (reader.accept("RENAME")) {
    applyRename(reader, draft, reading);
    return;
  }
  if (reader.accept("REPLICA", "IDENTITY")) {
    applyReplicaIdentity(reader, draft, reading);
    return;
  }
  if (reader.accept("INHERIT")) {
    const parent = readObjectName(reader, reading);
    if (parent) draft.inherits.push(parent);
    return;
  }
  readTableOptions(reader, draft, reading);
}

function applyAdd(reader: TokenReader, draft: TableDraft, reading: Reading): void {
  reader.accept("COLUMN");
  reader.accept("IF", "NOT", "EXISTS");
  if (reader.at("SYSTEM", "VERSIONING") || reader.at("VERSIONING")) {
    readTableOptions(reader, draft, reading);
    return;
  }
  if (applyNamedDefault(reader, draft, reading)) return;
  const list = reader.at("(") ? reader.parens() : undefined;
  if (list) for (const part of splitList(list)) addElements(part, draft, reading);
  else if (reader.accept("PERIOD")) return;
  else addElements(reader.rest(), draft, reading);
}

function addElements(tokens: readonly Token[], draft: TableDraft, reading: Reading): void {
  if (isConstraint(tokens)) {
    readConstraint(tokens, draft, reading);
    return;
  }
  const column = readColumn(tokens, draft, reading);
  if (column && !findColumn(draft, column.name)) draft.columns.push(column);
}

/** `ADD [CONSTRAINT name] DEFAULT (value) FOR column`. */
function applyNamedDefault(reader: TokenReader, draft: TableDraft, reading: Reading): boolean {
  const start = reader.position;
  if (reader.accept("CONSTRAINT") && !reader.at("DEFAULT")) reader.next();
  if (!reader.accept("DEFAULT")) {
    reader.seek(start);
    return false;
  }
  const value = readExpression(reader, reading);
  const column = reader.accept("FOR") ? reader.peek() : undefined;
  if (column && value !== undefined) changeColumn(draft, nameOf(column, reading), { default: value });
  return true;
}

/** MODIFY of MySQL and Oracle: a column anew, or in Oracle only what changes of it. */
function applyModify(reader: TokenReader, draft: TableDraft, reading: Reading): void {
  reader.accept("COLUMN");
  const parts = reader.at("(") ? splitList(reader.parens() ?? []) : [reader.rest()];
  for (const part of parts) redefine(part, draft, reading);
}

function redefine(tokens: readonly Token[], draft: TableDraft, reading: Reading): void {
  const [first] = tokens;
  if (!isName(first)) return;
  const held = findColumn(draft, nameOf(first, reading));
  const said = readColumn(tokens, draft, reading);
  if (!held || !said) return;
  const keepsRest = /^(?:oracle|informix)$/.test(reading.syntax.dialect);
  const type = said.type.name === "" ? held.type : said.type;
  const full = { ...said, name: held.name, type, at: held.at };
  if (!keepsRest) {
    changeColumn(draft, held.name, full);
    return;
  }
  const nullAgain = tokens.some(({ key }, at) => key === "NULL" && tokens[at - 1]?.key !== "NOT");
  changeColumn(draft, held.name, {
    type,
    notNull: nullAgain ? false : (said.notNull ?? held.notNull),
    default: said.default ?? held.default,
    identity: said.identity || held.identity,
  });
}

/** CHANGE old new definition. */
function applyRedefinition(reader: TokenReader, draft: TableDraft, reading: Reading): void {
  reader.accept("COLUMN");
  const old = reader.next();
  const held = old && findColumn(draft, nameOf(old, reading));
  const said = readColumn(reader.rest(), draft, reading);
  if (held && said) changeColumn(draft, held.name, said);
}

type ColumnChange = Partial<ColumnFact>;

/** What is said behind a column's name, and what it changes; the reader stands behind those words. */
const COLUMN_CHANGES: readonly (readonly [
  readonly string[],
  (reader: TokenReader, reading: Reading) => ColumnChange,
])[] = [
  [["SET", "NOT", "NULL"], () => ({ notNull: true })],
  [["DROP", "NOT", "NULL"], () => ({ notNull: false })],
  [["SET", "DEFAULT"], (reader, reading) => ({ default: readExpression(reader, reading) })],
  [["DROP", "DEFAULT"], () => ({ default: undefined })],
  [["SET", "DATA", "TYPE"], (reader, reading) => ({ type: readType(reader, reading) })],
  [["TYPE"], (reader, reading) => ({ type: readType(reader, reading) })],
  [["ADD", "GENERATED"], () => ({ identity: true })],
  [["SET", "GENERATED"], () => ({ identity: true })],
  [["TO"], (reader, reading) => renamed(reader, reading)],
  // Statistics, storage, places: nothing that a reader sees.
  [["SET"], () => ({})],
  [["DROP"], () => ({})],
  [["ADD"], () => ({})],
  [["RESTART"], () => ({})],
  [["POSITION"], () => ({})],
];

function renamed(reader: TokenReader, reading: Reading): ColumnChange {
  const token = reader.next();
  return token ? { name: nameOf(token, reading) } : {};
}

/** ALTER [COLUMN] name SET NOT NULL | SET DEFAULT | TYPE | ADD GENERATED | a definition of Transact-SQL. */
function applyAlterColumn(reader: TokenReader, draft: TableDraft, reading: Reading): void {
  if (reader.at("CONSTRAINT")) return;
  reader.accept("COLUMN");
  const token = reader.next();
  const held = token && findColumn(draft, nameOf(token, reading));
  if (!held) return;
  const found = COLUMN_CHANGES.find(([words]) => reader.accept(...words));
  if (found) {
    changeColumn(draft, held.name, found[1](reader, reading));
    return;
  }
  const anew = { ...held, type: readType(reader, reading) };
  readColumnClauses(reader, anew, draft, reading);
  changeColumn(draft, held.name, anew);
}

function applyDrop(reader: TokenReader, draft: TableDraft, reading: Reading): void {
  if (reader.accept("PRIMARY", "KEY")) {
    draft.primaryKey = undefined;
    return;
  }
  const isConstraint = reader.accept("CONSTRAINT") || reader.accept("INDEX") || reader.accept("KEY");
  reader.accept("COLUMN");
  reader.accept("IF", "EXISTS");
  const names = reader.at("(") ? (reader.parens() ?? []) : [reader.next()];
  for (const token of names) {
    if (!isName(token)) continue;
    const name = nameOf(token, reading);
    if (isConstraint) dropConstraint(draft, name);
    else draft.columns = draft.columns.filter((column) => column.name !== name);
  }
}

function dropConstraint(draft: TableDraft, name: string): void {
  if (draft.primaryKeyName === name) draft.primaryKey = undefined;
  draft.uniques = draft.uniques.filter((unique) => unique.name !== name);
}

function applyRename(reader: TokenReader, draft: TableDraft, reading: Reading): void {
  if (reader.accept("CONSTRAINT") || reader.accept("INDEX") || reader.at("TO")) return;
  reader.accept("COLUMN");
  const [old, , name] = [reader.next(), reader.accept("TO"), reader.next()];
  if (old && name) changeColumn(draft, nameOf(old, reading), { name: nameOf(name, reading) });
}

function applyReplicaIdentity(reader: TokenReader, draft: TableDraft, reading: Reading): void {
  if (reader.accept("FULL")) draft.traits.replicaIdentity = { kind: "full" };
  else if (reader.accept("NOTHING")) draft.traits.replicaIdentity = { kind: "nothing" };
  else if (reader.accept("USING", "INDEX")) {
    const token = reader.next();
    if (token) draft.traits.replicaIdentity = { kind: "index", index: nameOf(token, reading) };
  }
}
