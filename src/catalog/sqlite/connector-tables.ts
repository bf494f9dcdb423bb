import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Entry } from "../entry.ts";
import type { CatalogStore } from "../store.ts";
import { immediately } from "./immediately.ts";

type Tables = Pick<
  CatalogStore,
  "entries" | "entry" | "put" | "setState" | "streams" | "remove" | "trees" | "addTree" | "removeTree"
>;

const COLUMNS = "id, folder, identity, name, title, added_at, read_at, state";

export function createConnectorTables(database: DatabaseSync): Tables {
  const one = database.prepare(`SELECT ${COLUMNS} FROM connectors WHERE id = ?`);
  return {
    async entries() {
      return database.prepare(`SELECT ${COLUMNS} FROM connectors ORDER BY name, folder`).all().map(entryOf);
    },
    async entry(id) {
      const row = one.get(id);
      return row && entryOf(row);
    },
    async put(entry, streams, now) {
      const { id = randomUUID(), folder, identity, name, title, readAt, state } = entry;
      return immediately(database, () => {
        const held = database.prepare("SELECT id FROM connectors WHERE folder = ?").get(folder);
        // Another process may have been faster.
        const key = held === undefined ? id : String(held.id);
        database
          .prepare(
            `INSERT INTO connectors (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET folder = excluded.folder, identity = excluded.identity, name = excluded.name,
               title = excluded.title, read_at = excluded.read_at, state = excluded.state`,
          )
          .run(key, folder, identity, name, title, now, readAt, JSON.stringify(state));
        database
          .prepare("INSERT OR REPLACE INTO connector_streams (connector, streams) VALUES (?, ?)")
          .run(key, JSON.stringify(streams));
        return entryOf(one.get(key) ?? {});
      });
    },
    async setState(id, { folder, state, readAt }) {
      database
        .prepare("UPDATE connectors SET folder = ?, state = ?, read_at = ? WHERE id = ?")
        .run(folder, JSON.stringify(state), readAt, id);
    },
    async streams(id) {
      const row = database.prepare("SELECT streams FROM connector_streams WHERE connector = ?").get(id);
      return row === undefined ? [] : JSON.parse(String(row.streams));
    },
    async remove(id) {
      database.prepare("DELETE FROM connectors WHERE id = ?").run(id);
    },
    async trees() {
      return database
        .prepare("SELECT folder FROM trees ORDER BY folder")
        .all()
        .map(({ folder }) => String(folder));
    },
    async addTree(folder) {
      database.prepare("INSERT OR IGNORE INTO trees (folder) VALUES (?)").run(folder);
    },
    async removeTree(folder) {
      database.prepare("DELETE FROM trees WHERE folder = ?").run(folder);
    },
  };
}

function entryOf(row: Readonly<Record<string, unknown>>): Entry {
  return {
    id: String(row.id),
    folder: String(row.folder),
    identity: String(row.identity),
    name: String(row.name),
    title: String(row.title),
    addedAt: String(row.added_at),
    readAt: String(row.read_at),
    state: JSON.parse(String(row.state)),
  };
}
