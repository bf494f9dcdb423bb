import { Failure } from "../diagnostics/failure.ts";

const MAGIC = "SQLite format 3\0";
/** Where the header says whether the file is written through a log; a copy in memory has none. */
const FILE_FORMATS = [18, 19] as const;
const ROLLBACK = 1;

/** Whether bytes are a database of SQLite itself, not its definitions. */
export function isSqliteFile(bytes: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(bytes.subarray(0, MAGIC.length)) === MAGIC;
}

/**
 * The definitions that a database file holds, as SQL; its rows aren't looked at and the file isn't opened.
 * Errors: a `Failure` where the file is broken or holds no table.
 */
export function sqliteDefinitions(bytes: Uint8Array, origin: string): string {
  // Loaded where it is wanted: few documents are databases.
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const database = new DatabaseSync(":memory:", { allowExtension: false });
  try {
    const copy = Uint8Array.from(bytes);
    for (const at of FILE_FORMATS) copy[at] = ROLLBACK;
    database.enableDefensive(true);
    database.deserialize(copy);
    const rows = database
      .prepare(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid",
      )
      .all();
    if (rows.length === 0) throw new Failure("unusable", `${origin} is a SQLite database without a table`);
    return rows.map(({ sql }) => `${String(sql)};\n`).join("\n");
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failure("unusable", `${origin} is a SQLite database that can't be read: ${why}`, { cause });
  } finally {
    database.close();
  }
}
