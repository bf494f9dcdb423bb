import type { DatabaseSync } from "node:sqlite";
import type { CatalogEvent } from "../event.ts";
import type { CatalogStore, EventQuery } from "../store.ts";
import { immediately } from "./immediately.ts";

type Tables = Pick<CatalogStore, "append" | "events" | "detail" | "latestEvents">;

/** Of each kind and connector: a check every hour for two weeks. */
const KEPT = 350;

const COLUMNS = "id, connector, summary";

export function createEventTables(database: DatabaseSync): Tables {
  return {
    async append(connector, event, detail) {
      const job = event.kind === "failed" ? event.job : "";
      return immediately(database, () => {
        const { lastInsertRowid } = database
          .prepare("INSERT INTO events (connector, kind, job, summary, detail) VALUES (?, ?, ?, ?, ?)")
          .run(connector, event.kind, job, JSON.stringify(event), JSON.stringify(detail));
        database
          .prepare(
            `DELETE FROM events WHERE connector = ?1 AND kind = ?2 AND id <=
             (SELECT id FROM events WHERE connector = ?1 AND kind = ?2 ORDER BY id DESC LIMIT 1 OFFSET ${KEPT})`,
          )
          .run(connector, event.kind);
        return { ...event, id: Number(lastInsertRowid), connector };
      });
    },
    async events(query) {
      const { where, values } = conditions(query);
      return database
        .prepare(`SELECT ${COLUMNS} FROM events ${where} ORDER BY id DESC LIMIT ?`)
        .all(...values, query.limit)
        .map(eventOf);
    },
    async detail(event) {
      const row = database.prepare("SELECT detail FROM events WHERE id = ?").get(event);
      return row === undefined ? {} : JSON.parse(String(row.detail));
    },
    async latestEvents(connector) {
      const [where, values] = connector === undefined ? ["", []] : ["WHERE connector = ?", [connector]];
      const rows = database
        .prepare(
          `SELECT ${COLUMNS} FROM events WHERE id IN (SELECT max(id) FROM events ${where} GROUP BY connector, kind, job)`,
        )
        .all(...values);
      return Map.groupBy(rows.map(eventOf), (event) => event.connector);
    },
  };
}

function conditions({ connector, kinds, before }: EventQuery) {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  if (connector !== undefined) {
    parts.push("connector = ?");
    values.push(connector);
  }
  if (kinds !== undefined) {
    parts.push(`kind IN (${kinds.map(() => "?").join(", ")})`);
    values.push(...kinds);
  }
  if (before !== undefined) {
    parts.push("id < ?");
    values.push(before);
  }
  return { where: parts.length === 0 ? "" : `WHERE ${parts.join(" AND ")}`, values };
}

function eventOf(row: Readonly<Record<string, unknown>>): CatalogEvent {
  return { ...JSON.parse(String(row.summary)), id: Number(row.id), connector: String(row.connector) };
}
