import type { ObjectName, RelationType } from "../../evidence/database-facts.ts";
import { readColumn } from "./read-column.ts";
import { isConstraint, readConstraint } from "./read-constraint.ts";
import { readQueryAt } from "./read-query.ts";
import { nameOf, placeOf, type Reading, readObjectName } from "./reading.ts";
import { createDraft, type TableDraft } from "./table-draft.ts";
import { readTableOptions } from "./table-options.ts";
import { isName, type Token } from "./token.ts";
import { createReader, splitList, type TokenReader } from "./token-reader.ts";

/** CREATE … TABLE; the reader stands behind that word. `words` are those between. */
export function readCreateTable(
  reader: TokenReader,
  words: ReadonlySet<string>,
  reading: Reading,
): TableDraft | undefined {
  reader.accept("IF", "NOT", "EXISTS");
  const first = reader.peek();
  const name = readObjectName(reader, reading);
  if (!name) return undefined;
  const draft = createDraft(name, typeOf(words, name), placeOf(first, reading));
  if (words.has("UNLOGGED")) draft.traits.unlogged = true;
  if (words.has("VIRTUAL")) {
    readVirtualTable(reader, draft, reading);
    return draft;
  }
  readPartitionOf(reader, draft, reading);
  if (reader.accept("LIKE")) {
    const like = readObjectName(reader, reading);
    if (like) draft.like.push(like);
  }
  if (reader.accept("OF")) draft.of = readObjectName(reader, reading);
  const columns = reader.parens();
  if (columns && !isQuery(columns)) readElements(columns, draft, reading);
  readTableOptions(reader, draft, reading);
  if (reader.accept("AS") && reader.parens()) readTableOptions(reader, draft, reading);
  if (draft.columns.length === 0 && draft.like.length === 0) readColumnsOfQuery(reader, columns, draft, reading);
  return draft;
}

function typeOf(words: ReadonlySet<string>, { name }: ObjectName): RelationType {
  if (words.has("TEMP") || words.has("TEMPORARY") || name.startsWith("#")) return "temporary-table";
  if (words.has("FOREIGN")) return "foreign-table";
  if (words.has("EXTERNAL")) return "external-table";
  return words.has("VIRTUAL") ? "virtual-table" : "table";
}

function isQuery([first, second]: readonly Token[]): boolean {
  return first?.key === "SELECT" || (first?.key === "WITH" && second?.kind !== "symbol") || first?.key === "VALUES";
}

/** What stands between the parentheses of a table. */
export function readElements(tokens: readonly Token[], draft: TableDraft, reading: Reading): void {
  for (const part of splitList(tokens)) {
    if (isConstraint(part)) readConstraint(part, draft, reading);
    else {
      const column = readColumn(part, draft, reading);
      if (column) draft.columns.push(column);
    }
  }
}

function readPartitionOf(reader: TokenReader, draft: TableDraft, reading: Reading): void {
  if (!reader.accept("PARTITION", "OF")) return;
  draft.partitionOf = readObjectName(reader, reading);
}

/** CREATE TABLE … AS SELECT, with the names of its columns or without. */
function readColumnsOfQuery(
  reader: TokenReader,
  names: readonly Token[] | undefined,
  draft: TableDraft,
  reading: Reading,
): void {
  if (names && isQuery(names)) draft.query = readQueryAt(createReader(names), reading);
  else {
    reader.seek(0);
    if (reader.skipTo("AS") && !reader.done) {
      reader.next();
      const inside = reader.at("(") ? reader.parens() : reader.rest();
      if (inside && isQuery(inside)) draft.query = readQueryAt(createReader(inside), reading);
    }
  }
}

/** `USING fts5(title, body, tokenize = porter)`. */
function readVirtualTable(reader: TokenReader, draft: TableDraft, reading: Reading): void {
  reader.skipTo("(");
  for (const part of splitList(reader.parens() ?? [])) {
    const [first, second] = part;
    if (!isName(first) || second?.key === "=") continue;
    const column = readColumn(part.slice(0, 1), draft, reading);
    if (column) draft.columns.push({ ...column, name: nameOf(first, reading) });
  }
}
