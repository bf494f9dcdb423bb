import type { DatabaseSync } from "node:sqlite";
import { type Job, jobs } from "../event.ts";
import type { Schedule } from "../schedule.ts";
import type { CatalogStore } from "../store.ts";
import { immediately } from "./immediately.ts";

type Tables = Pick<CatalogStore, "schedules" | "setSchedule" | "removeSchedule" | "claim" | "finished" | "release">;

export function createScheduleTables(database: DatabaseSync): Tables {
  return {
    async schedules(connector) {
      const [where, values] = connector === undefined ? ["", []] : ["WHERE connector = ?", [connector]];
      return database
        .prepare(`SELECT * FROM schedules ${where} ORDER BY next_run, id`)
        .all(...values)
        .flatMap(scheduleOf);
    },
    async setSchedule({ connector, job, cron, timeZone, nextRun }) {
      return immediately(database, () => {
        database
          .prepare(
            `INSERT INTO schedules (connector, job, cron, time_zone, next_run) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (connector, job) DO UPDATE SET cron = excluded.cron, time_zone = excluded.time_zone,
               next_run = excluded.next_run`,
          )
          .run(connector, job, cron, timeZone, nextRun);
        const row = database.prepare("SELECT * FROM schedules WHERE connector = ? AND job = ?").get(connector, job);
        const [made] = scheduleOf(row ?? {});
        if (!made) throw new Error(`the schedule of ${job} was not kept`);
        return made;
      });
    },
    async removeSchedule(id) {
      database.prepare("DELETE FROM schedules WHERE id = ?").run(id);
    },
    async claim({ id, nextRun, runningSince }, next, now) {
      const { changes } = database
        .prepare(
          `UPDATE schedules SET next_run = ?, running_since = ?
           WHERE id = ? AND next_run = ? AND running_since IS ?`,
        )
        .run(next, now, id, nextRun, runningSince ?? null);
      return Number(changes) === 1;
    },
    async finished(id, now) {
      database.prepare("UPDATE schedules SET last_run = ?, running_since = NULL WHERE id = ?").run(now, id);
    },
    async release({ id, nextRun }) {
      database.prepare("UPDATE schedules SET next_run = ?, running_since = NULL WHERE id = ?").run(nextRun, id);
    },
  };
}

/** A job that only a newer sourcewright knows is none of ours. */
function scheduleOf(row: Readonly<Record<string, unknown>>): Schedule[] {
  const job = jobs.find((known): known is Job => known === row.job);
  if (job === undefined) return [];
  return [
    {
      id: Number(row.id),
      connector: String(row.connector),
      job,
      cron: String(row.cron),
      timeZone: String(row.time_zone),
      nextRun: String(row.next_run),
      ...(row.last_run !== null && { lastRun: String(row.last_run) }),
      ...(row.running_since !== null && { runningSince: String(row.running_since) }),
    },
  ];
}
