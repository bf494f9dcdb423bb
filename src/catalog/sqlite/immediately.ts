import type { DatabaseSync } from "node:sqlite";

/** Does the work in one transaction that takes the right to write at its start: it waits there, and never fails half way for it. */
export function immediately<T>(database: DatabaseSync, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const made = work();
    database.exec("COMMIT");
    return made;
  } catch (cause) {
    database.exec("ROLLBACK");
    throw cause;
  }
}
