import type { Entry, NewEntry, StreamLine } from "./entry.ts";
import type { CatalogEvent, EventDetail, EventKind, NewEvent } from "./event.ts";
import type { NewSchedule, Schedule } from "./schedule.ts";

/**
 * Where the catalog is kept. All that it asks of a database is here, and nothing in it is SQLite's, so that another one can
 * take its place. Every write is whole or not at all, also with other processes at work.
 */
export interface CatalogStore {
  /** In the order of their names. */
  entries(): Promise<readonly Entry[]>;
  entry(id: string): Promise<Entry | undefined>;
  /** Adds it, or writes over the one that has the id. */
  put(entry: NewEntry & { readonly id?: string }, streams: readonly StreamLine[], now: string): Promise<Entry>;
  /** Only that it was looked at, and what of the folder can change without a build. */
  setState(id: string, state: Pick<Entry, "state" | "readAt" | "folder">): Promise<void>;
  streams(id: string): Promise<readonly StreamLine[]>;
  /** With its events and schedules. */
  remove(id: string): Promise<void>;

  /** Trees in which connectors are looked for. */
  trees(): Promise<readonly string[]>;
  addTree(folder: string): Promise<void>;
  removeTree(folder: string): Promise<void>;

  /** Old ones of the same kind make room. */
  append(connector: string, event: NewEvent, detail: EventDetail): Promise<CatalogEvent>;
  /** The newest first. */
  events(query: EventQuery): Promise<readonly CatalogEvent[]>;
  detail(event: number): Promise<EventDetail>;
  /** By connector, the newest event of each kind, and of each job that failed. */
  latestEvents(connector?: string): Promise<ReadonlyMap<string, readonly CatalogEvent[]>>;

  schedules(connector?: string): Promise<readonly Schedule[]>;
  /** One for each job of a connector: it takes the place of the one before. */
  setSchedule(schedule: NewSchedule): Promise<Schedule>;
  removeSchedule(id: number): Promise<void>;
  /** Takes a run that is due; false where another process was faster. */
  claim(schedule: Schedule, next: string, now: string): Promise<boolean>;
  finished(schedule: number, now: string): Promise<void>;
  /** Gives a run back that was taken and not done: it is due again as it was. */
  release(schedule: Schedule): Promise<void>;

  close(): Promise<void>;
}

export interface EventQuery {
  /** Absent: of all. */
  readonly connector?: string;
  readonly kinds?: readonly EventKind[];
  readonly limit: number;
  /** Only those older than this event. */
  readonly before?: number;
}
