import type { Entry } from "../../catalog/entry.ts";
import { type CatalogEvent, type EventBody, type EventDetail, type EventKind, outcomeOf } from "../../catalog/event.ts";
import type { HealthLevel } from "../../catalog/health.ts";
import { nextRun, type Schedule } from "../../catalog/schedule.ts";
import type { CatalogStore } from "../../catalog/store.ts";
import { Failure } from "../../diagnostics/failure.ts";
import type { Ports } from "../ports.ts";
import { connectorRow, viewOptions } from "./connector-views.ts";
import { timeOf } from "./keep-entry.ts";
import type { EndedJob, StartJob } from "./start-job.ts";

export interface RunOptions {
  /** Path of the catalog, for the jobs' processes. */
  readonly catalog: string;
  /** Jobs at once; those of one connector are done one after another. */
  readonly atOnce: number;
  readonly timeoutMilliseconds: number;
  readonly signal: AbortSignal;
  readonly start: StartJob;
  readonly onDone: (done: DoneJob) => Promise<void>;
  /** Something went wrong with a schedule itself; the others go on. */
  readonly onProblem: (problem: string) => void;
}

/** A job that a schedule asked for, and what came of it. */
export interface DoneJob {
  readonly connector: Pick<Entry, "id" | "name" | "folder">;
  readonly job: Schedule["job"];
  readonly event: CatalogEvent;
  /** Its verdicts, or the changes that it found. */
  readonly detail: EventDetail;
  readonly health: { readonly before: HealthLevel; readonly after: HealthLevel };
  /** Somebody should hear of it: another health, a failure, or other changes than the check before found. */
  readonly isNews: boolean;
}

/** Does everything that is due, and gives what came of it; a job that fails stops no other. */
export async function runDue(store: CatalogStore, options: RunOptions, ports: Ports): Promise<readonly DoneJob[]> {
  const due = await dueSchedules(store, options, timeOf(ports));
  const groups = [...Map.groupBy(due, ({ connector }) => connector).values()];
  const done: DoneJob[] = [];
  const worker = async () => {
    for (let group = groups.shift(); group && !options.signal.aborted; group = groups.shift()) {
      for (const schedule of group) {
        if (options.signal.aborted) break;
        const ended = await runSchedule(schedule, store, options, ports).catch((cause) => {
          options.onProblem(
            `${schedule.job} of ${schedule.connector}: ${cause instanceof Error ? cause.message : cause}`,
          );
        });
        if (!ended) continue;
        done.push(ended);
        await options.onDone(ended);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.atOnce, groups.length) }, worker));
  return done;
}

/** 1: something failed or doesn't hold; 3: something breaking was found; 0: all is well. */
export function exitCodeOf(events: readonly EventBody[]): 0 | 1 | 3 {
  const bad = events.filter((event) => outcomeOf(event) !== "ok");
  if (bad.length === 0) return 0;
  return bad.every((event) => event.kind === "checked" || (event.kind === "updated" && event.result === "refused"))
    ? 3
    : 1;
}

/** Also those that a process was at when it was ended. */
async function dueSchedules(store: CatalogStore, { timeoutMilliseconds }: RunOptions, now: Date): Promise<Schedule[]> {
  const lost = new Date(now.getTime() - timeoutMilliseconds - LEEWAY).toISOString();
  return (await store.schedules()).filter(({ nextRun: next, runningSince }) =>
    runningSince === undefined ? next <= now.toISOString() : runningSince < lost,
  );
}

const LEEWAY = 60_000;

/** Nothing where another process was faster. */
async function runSchedule(
  schedule: Schedule,
  store: CatalogStore,
  options: RunOptions,
  ports: Ports,
): Promise<DoneJob | undefined> {
  const started = timeOf(ports);
  const entry = await store.entry(schedule.connector);
  const next = nextRun(schedule.cron, schedule.timeZone, started);
  if (!entry || !(await store.claim(schedule, next, started.toISOString()))) return undefined;
  ports.progress(`${schedule.job} of ${entry.name}`);
  const { health: before } = await connectorRow(entry, store, viewOptions(ports));
  const [last] = await store.events({ connector: entry.id, limit: 1 });
  const changesBefore = await lastChanges(entry.id, store);
  const ended = await options.start(schedule.id, options);
  const now = timeOf(ports);
  const told = await newest(schedule, last?.id ?? 0, store);
  if (!told && options.signal.aborted) {
    await store.release(schedule);
    return undefined;
  }
  await store.finished(schedule.id, now.toISOString());
  const event = told ?? (await recordLost(schedule, { ended, started, now }, options, store));
  const after = (await connectorRow((await store.entry(entry.id)) ?? entry, store, viewOptions(ports))).health;
  const { id, name, folder } = entry;
  return {
    connector: { id, name, folder },
    job: schedule.job,
    event,
    detail: await store.detail(event.id),
    health: { before: before.level, after: after.level },
    isNews:
      before.level !== after.level || event.kind === "failed" || (await lastChanges(entry.id, store)) !== changesBefore,
  };
}

/** What the last check found, to tell whether the next one finds the same. */
async function lastChanges(connector: string, store: CatalogStore): Promise<string> {
  const [check] = await store.events({ connector, kinds: ["checked"], limit: 1 });
  return JSON.stringify((check && (await store.detail(check.id)).changes) ?? []);
}

/** What the job's process has recorded of itself. */
async function newest(
  { connector, job }: Schedule,
  since: number,
  store: CatalogStore,
): Promise<CatalogEvent | undefined> {
  const found = await store.events({ connector, kinds: [DONE[job], "failed"], limit: 10 });
  return found.find(
    (event) => event.id > since && event.by === "schedule" && (event.kind !== "failed" || event.job === job),
  );
}

const DONE: Readonly<Record<Schedule["job"], EventKind>> = { check: "checked", verify: "verified", update: "updated" };

/** A process that could say nothing any more. */
async function recordLost(
  { connector, job }: Schedule,
  { ended, started, now }: { ended: EndedJob; started: Date; now: Date },
  { timeoutMilliseconds }: RunOptions,
  store: CatalogStore,
): Promise<CatalogEvent> {
  const minutes = Math.round(timeoutMilliseconds / 60_000);
  const how = ended.timedOut
    ? `it took longer than ${minutes} minute${minutes === 1 ? "" : "s"} and was ended`
    : `its process ended ${ended.exitCode === undefined ? "from outside" : `with ${ended.exitCode}`}`;
  const message = ended.said === "" ? how : `${how}: ${ended.said}`;
  const milliseconds = now.getTime() - started.getTime();
  return store.append(
    connector,
    { kind: "failed", job, message, at: now.toISOString(), by: "schedule", milliseconds },
    {},
  );
}

/** Stays, and does what is due when it is due. */
export async function watchDue(store: CatalogStore, options: RunOptions, ports: Ports): Promise<void> {
  while (!options.signal.aborted) {
    await runDue(store, options, ports);
    const [next] = await store.schedules();
    const wait = next === undefined ? LONGEST_WAIT : Date.parse(next.nextRun) - timeOf(ports).getTime();
    await pause(Math.min(Math.max(wait, SHORTEST_WAIT), LONGEST_WAIT), options.signal);
  }
}

/** Schedules that are set meanwhile are seen after this. */
const LONGEST_WAIT = 30_000;
const SHORTEST_WAIT = 1000;

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
}

/** Errors: a `Failure` (misuse) for a schedule that can't be. */
export async function setSchedule(
  entry: Entry,
  asked: Pick<Schedule, "job" | "cron" | "timeZone">,
  store: CatalogStore,
  ports: Ports,
): Promise<Schedule> {
  if (asked.job !== "verify" && entry.state.source.kind === "file")
    throw new Failure("misuse", `${entry.name} reads files; only documents of APIs and databases can be compared`);
  const next = nextRun(asked.cron, asked.timeZone, timeOf(ports));
  return store.setSchedule({ connector: entry.id, ...asked, nextRun: next });
}
