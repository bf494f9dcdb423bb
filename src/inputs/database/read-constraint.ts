import type { ForeignKeyFact, KeyFact } from "../../evidence/database-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { isDeferrable } from "./is-deferrable.ts";
import { nameOf, placeOf, type Reading, readObjectName } from "./reading.ts";
import { changeColumn, type TableDraft } from "./table-draft.ts";
import { isName, type Token } from "./token.ts";
import { createReader, splitList, type TokenReader } from "./token-reader.ts";

const FIRST_WORDS = new Set(
  "CONSTRAINT PRIMARY UNIQUE FOREIGN CHECK EXCLUDE INDEX KEY FULLTEXT SPATIAL PERIOD SUPPLEMENTAL LIKE".split(" "),
);

/** Whether an element of a table's list is no column. A column may be named like one of these words. */
export function isConstraint(tokens: readonly Token[]): boolean {
  const [first, second, third] = tokens;
  if (first?.kind !== "word" || !FIRST_WORDS.has(first.key)) return false;
  switch (first.key) {
    case "PRIMARY":
    case "FOREIGN":
      return second?.key === "KEY";
    case "PERIOD":
      return second?.key === "FOR" || second?.key === "SYSTEM_TIME" || second?.key === "BUSINESS_TIME";
    case "SUPPLEMENTAL":
      return second?.key === "LOG";
    case "LIKE":
      return isName(second);
    case "CHECK":
      return second?.key === "(";
    case "FULLTEXT":
    case "SPATIAL":
      return second?.key === "(" || second?.key === "KEY" || second?.key === "INDEX" || third?.key === "(";
    case "KEY":
    case "INDEX":
      return second?.key === "(" || (isName(second) && opensIndex(tokens));
    default:
      return true;
  }
}

/** `KEY name (column)`; a column `key varchar(9)` has a number there. */
function opensIndex([, , third, fourth]: readonly Token[]): boolean {
  return third?.key === "(" ? fourth?.kind !== "number" : /^(?:USING|UNIQUE|(?:NON)?CLUSTERED)$/.test(third?.key ?? "");
}

/** PRIMARY KEY, UNIQUE, FOREIGN KEY and indexes of a table's list or of ALTER TABLE … ADD. */
export function readConstraint(tokens: readonly Token[], draft: TableDraft, reading: Reading): void {
  const reader = createReader(tokens);
  let name: string | undefined;
  if (reader.accept("CONSTRAINT") && !isKeyWord(reader)) {
    const token = reader.next();
    name = token && nameOf(token, reading);
  }
  if (reader.accept("PRIMARY", "KEY")) {
    readPrimaryKey(reader, name, draft, reading);
    return;
  }
  if (reader.accept("FOREIGN", "KEY")) {
    readForeignKey(reader, draft, reading);
    return;
  }
  if (reader.accept("UNIQUE") || reader.accept("DISTINCT")) {
    readUnique(reader, name, draft, reading);
    return;
  }
  if (reader.at("KEY") || reader.at("INDEX")) {
    if (reader.rest().some(({ key }, at) => key === "UNIQUE" && at < 4)) {
      readUnique(reader, name, draft, reading);
      return;
    }
    draft.indexes.push(readMembers(reader, reading).columns);
    return;
  }
  if (reader.accept("LIKE")) {
    const like = readObjectName(reader, reading);
    if (like) draft.like.push(like);
  }
  // Informix names a constraint behind it.
}

function isKeyWord(reader: TokenReader): boolean {
  return reader.at("PRIMARY", "KEY") || reader.at("FOREIGN", "KEY") || reader.at("UNIQUE") || reader.at("CHECK");
}

function readPrimaryKey(reader: TokenReader, name: string | undefined, draft: TableDraft, reading: Reading): void {
  const { columns, at, index } = readMembers(reader, reading);
  if (columns.length === 0) {
    // PRIMARY KEY USING INDEX name: the index has the columns.
    const held = draft.uniques.find((unique) => unique.name !== undefined && unique.name === index);
    if (held) draft.primaryKey ??= { columns: held.columns, at };
    return;
  }
  draft.primaryKey ??= { columns, at };
  draft.primaryKeyName ??= name;
}

function readUnique(reader: TokenReader, given: string | undefined, draft: TableDraft, reading: Reading): void {
  const { columns, at, index, expression } = readMembers(reader, reading);
  const partial = reader.skipTo("WHERE", "DEFERRABLE") && reader.at("WHERE");
  const deferrable = isDeferrable(reader);
  const name = given ?? index;
  if (columns.length > 0 || expression) draft.uniques.push({ columns, at, name, partial, expression, deferrable });
  else if (index !== undefined && deferrable) {
    const held = draft.uniques.findIndex((unique) => unique.name === index);
    const found = draft.uniques[held];
    if (found) draft.uniques[held] = { ...found, deferrable };
  }
}

interface Members extends KeyFact {
  /** The index's own name. */
  readonly index: string | undefined;
  readonly expression: boolean;
}

const NO_INDEX_NAME =
  /^(?:KEY|INDEX|USING|BTREE|HASH|CLUSTERED|NONCLUSTERED|UNIQUE|NULLS|NOT|DISTINCT|IF|EXISTS|COLUMNSTORE)$/;

/** `[KEY] [name] (a, b DESC, c(10), lower(d))`, with words of storage before the parenthesis. */
export function readMembers(reader: TokenReader, reading: Reading): Members {
  let index: string | undefined;
  while (!reader.done && !reader.at("(")) {
    const token = reader.next();
    if (isName(token) && !NO_INDEX_NAME.test(token.key)) index ??= nameOf(token, reading);
  }
  const at = placeOf(reader.peek() ?? reader.peek(-1), reading);
  const members = splitList(reader.parens() ?? []);
  return {
    columns: members.flatMap((part) => columnOf(part, reading) ?? []),
    at,
    index,
    expression: members.some((part) => columnOf(part, reading) === undefined || isBeginning(part)),
  };
}

/** `undefined` where a member of an index is computed. */
function columnOf(part: readonly Token[], reading: Reading): string | undefined {
  const [first, second] = part;
  if (!isName(first)) return undefined;
  const isPlain = second === undefined || !/^[(.:+\-*/|]/.test(second.key);
  return isPlain || isBeginning(part) ? nameOf(first, reading) : undefined;
}

/** `v(10)`: only the beginning of the value. */
function isBeginning([, second, third]: readonly Token[]): boolean {
  return second?.key === "(" && third?.kind === "number";
}

function readForeignKey(reader: TokenReader, draft: TableDraft, reading: Reading): void {
  const { columns, at } = readMembers(reader, reading);
  const found = readReferences(reader, columns, at, reading);
  if (found && columns.length > 0) draft.foreignKeys.push(found);
}

/** `REFERENCES table [(columns)]`. */
export function readReferences(
  reader: TokenReader,
  columns: readonly string[],
  at: SourceRef,
  reading: Reading,
): ForeignKeyFact | undefined {
  if (!reader.skipTo("REFERENCES")) return undefined;
  reader.next();
  const to = readObjectName(reader, reading);
  if (!to) return undefined;
  const toColumns = reader.at("(") ? readMembers(reader, reading).columns : [];
  skipActions(reader);
  return { columns, to, toColumns, at };
}

/** `ON DELETE SET NULL`: its words say nothing of the column. */
function skipActions(reader: TokenReader): void {
  while (reader.at("ON", "DELETE") || reader.at("ON", "UPDATE") || reader.at("MATCH")) {
    reader.next();
    if (reader.at("DELETE") || reader.at("UPDATE")) reader.next();
    if (!(reader.accept("SET", "NULL") || reader.accept("SET", "DEFAULT") || reader.accept("NO", "ACTION")))
      reader.next();
  }
}

/** A primary key's columns can't be null. */
export function closeKeys(draft: TableDraft, allows: (column: string) => boolean): void {
  for (const name of draft.primaryKey?.columns ?? []) if (!allows(name)) changeColumn(draft, name, { notNull: true });
}
