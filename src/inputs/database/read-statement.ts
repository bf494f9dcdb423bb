import { applyAlterTable } from "./alter-table.ts";
import type { DocumentReading } from "./document-reading.ts";
import { readComment } from "./read-comment.ts";
import { readCreate } from "./read-create.ts";
import { readExecuted } from "./read-executed.ts";
import { fullName, nameOf, type Reading, readObjectName } from "./reading.ts";
import { findTable } from "./schema-draft.ts";
import type { Statement } from "./statements.ts";
import { changeColumn } from "./table-draft.ts";
import { isName } from "./token.ts";
import { createReader, type TokenReader } from "./token-reader.ts";

type StatementReader = (reader: TokenReader, reading: Reading, state: DocumentReading) => void;

/** By the first word of a statement. */
const READERS: Readonly<Record<string, StatementReader>> = {
  CREATE: readCreate,
  RECREATE: readCreate,
  DECLARE: (reader, reading, state) =>
    reader.at("GLOBAL", "TEMPORARY") ? readCreate(reader, reading, state) : undefined,
  ALTER: readAlter,
  DROP: readDrop,
  COMMENT: readComment,
  SET: readSet,
  USE: readUse,
  RENAME: readRename,
  EXEC: readExecuted,
  EXECUTE: readExecuted,
  SP_ADDTYPE: (reader, reading, state) => {
    reader.seek(0);
    readExecuted(reader, reading, state);
  },
  // A guard around a definition: what it guards counts.
  IF: readGuarded,
  BEGIN: readGuarded,
  ELSE: readGuarded,
};

/** Statements that define nothing: data, rights, sessions. */
const PASSED_OVER = new Set(
  `INSERT REPLACE UPDATE DELETE MERGE VALUES LOCK UNLOCK ANALYZE ANALYSE VACUUM REINDEX PRINT RAISERROR BULK LOAD UNLOAD FLUSH
   OPTIMIZE SELECT WITH COPY GRANT REVOKE DENY COMMIT ROLLBACK START END SAVEPOINT RELEASE PRAGMA ATTACH DETACH EXPLAIN
   CHECKPOINT DO CALL GO WHILE RETURN SECURITY REASSIGN NOTIFY LISTEN RESET SHOW TRUNCATE DBCC RECONFIGURE BACKUP RESTORE
   KILL WAITFOR GOTO OPEN CLOSE FETCH DEALLOCATE ADD DISABLE ENABLE CONNECT DISCONNECT DEFINE UNDEFINE PURGE AUDIT NOAUDIT
   FLASHBACK EXCEPTION THEN LOOP NULL SYNC RUNSTATS REORG QUIESCE UNQUIESCE TERMINATE DATABASE SAVE CHANGE SIGNAL DUMP
   DELIMITER ASSOCIATE TRANSFER INITIALIZE IMPORT EXPORT CLUSTER REFRESH LET FOR FOREACH SHUTDOWN HANDLER RESIGNAL LABEL SETUSER PROMPT`.split(
    /\s+/,
  ),
);

export function readStatement(statement: Statement, reading: Reading, state: DocumentReading): void {
  const reader = createReader(statement.tokens);
  const first = reader.next();
  if (!first) return;
  const read = READERS[first.key];
  if (read) {
    read(reader, reading, state);
    return;
  }
  if (PASSED_OVER.has(first.key) || first.kind !== "word") return;
  state.collector.report(
    "database/unread-statement",
    { word: first.key.slice(0, 40) },
    { document: reading.document, pointer: `line ${statement.line}` },
  );
}

function readGuarded(reader: TokenReader, reading: Reading, state: DocumentReading): void {
  while (reader.skipTo("CREATE", "ALTER", "BEGIN")) {
    const word = reader.next()?.key;
    if (word === "CREATE") {
      readCreate(reader, reading, state);
      return;
    }
    if (word === "ALTER") {
      readAlter(reader, reading, state);
      return;
    }
  }
}

function readAlter(reader: TokenReader, reading: Reading, state: DocumentReading): void {
  const { schema, defer } = state;
  reader.accept("FOREIGN");
  if (
    /^(?:PROCEDURE|PROC|FUNCTION|VIEW)$/.test(reader.peek()?.key ?? "") &&
    reader.rest().some(({ key }) => key === "AS")
  ) {
    readCreate(reader, reading, state);
    return;
  }
  if (reader.accept("TYPE")) {
    readAddedValue(reader, reading, state);
    return;
  }
  if (!reader.accept("TABLE")) return;
  reader.accept("IF", "EXISTS");
  reader.accept("ONLY");
  const name = readObjectName(reader, reading);
  if (!name) return;
  const start = reader.position;
  defer(() => {
    reader.seek(start);
    const table = findTable(schema, name);
    if (reader.accept("ATTACH", "PARTITION")) {
      const part = readObjectName(reader, reading);
      const attached = part && findTable(schema, part);
      if (attached) attached.partitionOf = name;
    } else if (table) applyAlterTable(reader, table, reading);
  });
}

/** ALTER TYPE name ADD VALUE 'x' [BEFORE | AFTER 'y']. */
function readAddedValue(reader: TokenReader, reading: Reading, { schema }: DocumentReading): void {
  const name = readObjectName(reader, reading);
  if (!name || !reader.accept("ADD", "VALUE")) return;
  reader.accept("IF", "NOT", "EXISTS");
  const value = reader.next()?.text;
  const at = schema.types.findIndex((type) => fullName(type) === fullName(name));
  const held = schema.types[at];
  if (held?.definition.kind !== "enum" || value === undefined) return;
  schema.types[at] = { ...held, definition: { kind: "enum", values: [...held.definition.values, value] } };
}

/** What a text drops after it made it is not there in the end; scripts also drop what may be left of an earlier run. */
function readDrop(reader: TokenReader, reading: Reading, { schema }: DocumentReading): void {
  reader.accept("MATERIALIZED");
  if (!reader.accept("TABLE") && !reader.accept("VIEW")) return;
  reader.accept("IF", "EXISTS");
  do {
    const name = readObjectName(reader, reading);
    const table = name && findTable(schema, name);
    if (table?.at.document === reading.document) schema.tables.delete(fullName(table.name));
  } while (reader.accept(","));
}

function readSet(reader: TokenReader, reading: Reading, state: DocumentReading): void {
  reader.accept("CURRENT");
  reader.accept("LOCAL");
  reader.accept("SESSION");
  if (!reader.accept("SEARCH_PATH") && !reader.accept("SCHEMA") && !reader.accept("SQLID")) return;
  if (!reader.accept("=") && !reader.accept("TO")) reader.accept("SQLID");
  const token = reader.peek();
  const name = isName(token) ? nameOf(token, reading) : token?.kind === "string" ? token.text : "";
  if (name !== "" && !/^(?:pg_catalog|"\$user"|\$user|default)$/i.test(name)) state.currentSchema = name;
}

/** A database of MySQL is what others call a schema; elsewhere schemas lie inside it. */
function readUse(reader: TokenReader, reading: Reading, state: DocumentReading): void {
  const token = reader.peek();
  if (/^(?:mysql|mariadb)$/.test(state.syntax.dialect) && isName(token)) state.currentSchema = nameOf(token, reading);
}

/** RENAME TABLE a TO b; RENAME COLUMN t.a TO b of Informix. */
function readRename(reader: TokenReader, reading: Reading, { schema, defer }: DocumentReading): void {
  const ofColumn = reader.accept("COLUMN");
  if (!ofColumn && !reader.accept("TABLE")) return;
  const old = readObjectName(reader, reading);
  reader.accept("TO");
  const to = reader.next();
  if (!old || !to || !ofColumn) return;
  defer(() => {
    const table =
      old.schema === undefined ? undefined : findTable(schema, { schema: reading.schema, name: old.schema });
    if (table) changeColumn(table, old.name, { name: nameOf(to, reading) });
  });
}
