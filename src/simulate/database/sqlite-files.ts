import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { DatabaseServer, SimulatedDatabase } from "./database-server.ts";
import { sqlite } from "./sql-dialect.ts";

/** Databases that are files; there is nobody who could be refused. */
export function sqliteFiles(): DatabaseServer {
  return { dialect: sqlite, createDatabase: async () => createFile(), close: async () => undefined };
}

function createFile(): SimulatedDatabase {
  const folder = mkdtempSync(join(tmpdir(), "sourcewright-database-"));
  const path = join(folder, "simulated.db");
  return {
    config: { path },
    run(statements) {
      const database = new DatabaseSync(path);
      try {
        database.exec(`BEGIN; ${statements.map((statement) => `${statement};`).join("\n")} COMMIT;`);
      } finally {
        database.close();
      }
    },
    cuts: () => 0,
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
