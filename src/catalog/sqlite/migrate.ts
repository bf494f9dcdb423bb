import type { DatabaseSync } from "node:sqlite";
import { Failure } from "../../diagnostics/failure.ts";
import { immediately } from "./immediately.ts";
import { migrations } from "./migrations.ts";

/**
 * Brings a catalog to the given migrations. Two processes at once do it once. Errors: a `Failure` where a newer sourcewright
 * has been at it; a migration that fails leaves everything as it was.
 */
export function migrate(database: DatabaseSync, path: string, steps: readonly string[] = migrations): void {
  if (versionOf(database) === steps.length) return;
  immediately(database, () => {
    const held = versionOf(database);
    if (held > steps.length)
      throw new Failure(
        "unusable",
        `${path}: the catalog was written by a newer sourcewright (its version ${held}, ours ${steps.length}); update sourcewright, or give another file with --catalog`,
      );
    for (const step of steps.slice(held)) database.exec(step);
    database.exec(`PRAGMA user_version = ${steps.length}`);
  });
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.user_version);
}
