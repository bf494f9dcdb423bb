import { type Reading, readObjectName } from "./reading.ts";
import type { TableDraft } from "./table-draft.ts";
import type { TokenReader } from "./token-reader.ts";

/** What stands behind a table's columns, as far as it matters for reading the table. Storage is passed over. */
export function readTableOptions(reader: TokenReader, draft: TableDraft, reading: Reading): void {
  while (!reader.done && !reader.at("AS")) {
    if (!readOption(reader, draft, reading)) reader.next();
  }
}

function readOption(reader: TokenReader, draft: TableDraft, reading: Reading): boolean {
  return (
    readPartitioning(reader, draft) ||
    readInheritance(reader, draft, reading) ||
    readHistory(reader, draft, reading) ||
    readLogging(reader, draft) ||
    readKind(reader, draft)
  );
}

function readPartitioning(reader: TokenReader, draft: TableDraft): boolean {
  if (!reader.accept("PARTITION", "BY") && !reader.accept("FRAGMENT", "BY")) return false;
  draft.partitioned = true;
  return true;
}

function readInheritance(reader: TokenReader, draft: TableDraft, reading: Reading): boolean {
  if (!reader.accept("INHERITS", "(")) return false;
  do {
    const parent = readObjectName(reader, reading);
    if (parent) draft.inherits.push(parent);
  } while (reader.accept(","));
  return true;
}

/** `SYSTEM_VERSIONING = ON (HISTORY_TABLE = schema.name)`; `WITH SYSTEM VERSIONING`. */
function readHistory(reader: TokenReader, draft: TableDraft, reading: Reading): boolean {
  if (reader.accept("SYSTEM_VERSIONING", "=", "ON") || reader.accept("SYSTEM", "VERSIONING")) {
    draft.traits.systemVersioned = true;
    return true;
  }
  if (reader.at("USE", "HISTORY", "TABLE")) draft.traits.systemVersioned = true;
  if (!reader.accept("HISTORY_TABLE", "=") && !reader.accept("USE", "HISTORY", "TABLE")) return false;
  const history = readObjectName(reader, reading);
  if (history) draft.traits.historyTable = history;
  return true;
}

function readLogging(reader: TokenReader, draft: TableDraft): boolean {
  if (reader.accept("DATA", "CAPTURE", "CHANGES")) draft.traits.dataCapture = true;
  else if (reader.accept("DATA", "CAPTURE", "NONE")) draft.traits.dataCapture = false;
  else if (reader.accept("MEMORY_OPTIMIZED", "=", "ON")) draft.traits.memoryOptimised = true;
  else if (reader.accept("CLUSTERED", "COLUMNSTORE")) draft.traits.columnstore = true;
  else return false;
  return true;
}

function readKind(reader: TokenReader, draft: TableDraft): boolean {
  if (reader.accept("ORGANIZATION", "EXTERNAL")) draft.type = "external-table";
  else if (reader.accept("DATA", "INITIALLY", "DEFERRED")) draft.type = "materialized-view";
  else if (reader.accept("WITHOUT", "ROWID")) draft.traits.withoutRowid = true;
  else if (reader.accept("STRICT")) draft.traits.strict = true;
  else if (reader.accept("ENGINE")) {
    reader.accept("=");
    const engine = reader.next()?.text;
    if (engine !== undefined) draft.traits.engine = engine;
  } else if (reader.accept("COMMENT")) {
    reader.accept("=");
    if (reader.peek()?.kind === "string") draft.comment = reader.next()?.text;
  } else return false;
  return true;
}
