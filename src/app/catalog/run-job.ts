import type { Job } from "../../catalog/event.ts";
import type { CatalogStore } from "../../catalog/store.ts";
import { Failure } from "../../diagnostics/failure.ts";
import type { Ports } from "../ports.ts";
import { timeOf } from "./keep-entry.ts";
import { portsFromOrigins } from "./origin-base.ts";
import { exitCodeOf } from "./run-due.ts";

/** What each job does; what comes of it is recorded as with anybody who does it by hand. */
const JOBS: Readonly<Record<Job, (folder: string, ports: Ports) => Promise<unknown>>> = {
  check: async (folder, ports) =>
    (await import("../check.ts")).check(folder, { against: [], allowedOrigins: [] }, ports),
  // Unasked only what adds: what is worse waits for somebody, and the check that found it is recorded.
  update: async (folder, ports) =>
    (await import("../update.ts")).update(
      folder,
      { against: [], allowedOrigins: [], accept: "additive", dryRun: false, verify: true, deadline: inDays(30, ports) },
      ports,
    ),
  verify: async (folder, ports) => (await import("../verify.ts")).verify(folder, { seed: 1 }, ports),
};

/** A breaking update tells its users by when they have to take it. */
function inDays(days: number, ports: Ports): string {
  return new Date(timeOf(ports).getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * Does what a schedule asks for, here and now, alone: another job of the same connector is waited for, and the lock goes with
 * the process that holds it. Gives the exit code. Errors: a `Failure` where the job can't be done.
 */
export async function runJob(schedule: number, store: CatalogStore, ports: Ports): Promise<0 | 1 | 3> {
  const found = (await store.schedules()).find(({ id }) => id === schedule);
  const entry = found && (await store.entry(found.connector));
  if (!found || !entry) throw new Failure("misuse", `the catalog has no schedule ${schedule}`);
  return ports.files.exclusively(
    `${entry.folder}/.sourcewright/job`,
    async () => {
      const from = await portsFromOrigins(entry.folder, ports);
      await JOBS[found.job](entry.folder, { ...from, by: "schedule" });
      const [event] = await store.events({ connector: entry.id, limit: 1 });
      return event ? exitCodeOf([event]) : 0;
    },
    () => ports.progress(`waiting for another job of ${entry.folder}`),
  );
}
