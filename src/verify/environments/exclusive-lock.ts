import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

const SQLITE_BUSY = 5;
const POLL_MILLISECONDS = 200;

/**
 * Does the work while no other process does any under the same lock file. SQLite's lock on the file is the
 * operating system's: it ends with the process that holds it, however that ends.
 */
export async function underLock<T>(path: string, work: () => Promise<T>, onWait: () => void): Promise<T> {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    for (let waited = false; !take(file); waited = true) {
      if (!waited) onWait();
      await sleep(POLL_MILLISECONDS);
    }
    return await work();
  } finally {
    file.close();
  }
}

function take(file: DatabaseSync): boolean {
  try {
    file.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return false;
    throw error;
  }
}
