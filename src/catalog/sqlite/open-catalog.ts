import { chmodSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Failure } from "../../diagnostics/failure.ts";
import type { CatalogStore } from "../store.ts";
import { createConnectorTables } from "./connector-tables.ts";
import { createEventTables } from "./event-tables.ts";
import { migrate } from "./migrate.ts";
import { createScheduleTables } from "./schedule-tables.ts";

/** How long a write waits for another process. */
const BUSY_MILLISECONDS = 10_000;

/** Opens a catalog in a file, and makes it where there is none. Errors: a `Failure` where the file can't be used. */
export function openCatalog(path: string): CatalogStore {
  const database = open(path);
  try {
    // Before the journal's mode: switching that needs the file for itself, and waits by this.
    database.exec(`PRAGMA busy_timeout = ${BUSY_MILLISECONDS}`);
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON");
    migrate(database, path);
  } catch (cause) {
    database.close();
    throw cause instanceof Failure ? cause : unusable(path, cause);
  }
  return {
    ...createConnectorTables(database),
    ...createEventTables(database),
    ...createScheduleTables(database),
    async close() {
      database.close();
    },
  };
}

function open(path: string): DatabaseSync {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const database = new DatabaseSync(path);
    // What is in it says where a company's connectors lie.
    chmodSync(path, 0o600);
    return database;
  } catch (cause) {
    throw unusable(path, cause);
  }
}

function unusable(path: string, cause: unknown): Failure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Failure(
    "unusable",
    `${path} can't be used as the catalog: ${reason}; give another file with --catalog, or remove this one and add the connectors again`,
    { cause },
  );
}
