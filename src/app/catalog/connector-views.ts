import type { Entry, ProbeState, ProjectState, StreamLine } from "../../catalog/entry.ts";
import type { CatalogEvent, EventDetail, EventKind } from "../../catalog/event.ts";
import { type Health, healthLevels, healthOf, STALE_AFTER_DAYS } from "../../catalog/health.ts";
import type { Schedule } from "../../catalog/schedule.ts";
import type { CatalogStore } from "../../catalog/store.ts";
import { Failure } from "../../diagnostics/failure.ts";
import type { Ports } from "../ports.ts";
import { timeOf } from "./keep-entry.ts";

/** What a list shows of one connector. */
export interface ConnectorRow {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly folder: string;
  readonly health: Health;
  readonly source: Entry["state"]["source"];
  readonly targets: readonly { readonly target: string; readonly version?: string }[];
  readonly streams: { readonly built: number; readonly all: number };
  readonly questions: number;
  readonly builtAt?: string;
  readonly verifiedAt?: string;
  readonly checkedAt?: string;
  readonly nextRun?: string;
}

/** All that the catalog holds of one connector. */
export interface ConnectorView extends ConnectorRow {
  readonly addedAt: string;
  readonly readAt: string;
  readonly projects: readonly ProjectState[];
  readonly openQuestions: Entry["state"]["questions"];
  readonly documents: Entry["state"]["documents"];
  /** Absent: the live source was never asked. */
  readonly probe?: ProbeState;
  readonly schedules: readonly Schedule[];
  /** The newest first. */
  readonly events: readonly CatalogEvent[];
  /** Of the last checks that found any; those of the newest stand first. */
  readonly changes: readonly { readonly event: CatalogEvent; readonly detail: EventDetail }[];
  /** The last verifications, the newest first. */
  readonly verifications: readonly { readonly event: CatalogEvent; readonly detail: EventDetail }[];
}

export interface ViewOptions {
  readonly now: Date;
  /** Documents that weren't compared for longer need a check. */
  readonly staleAfterDays: number;
}

/** Errors: a `Failure` (misuse) where the environment names no number of days. */
export function viewOptions(ports: Pick<Ports, "now" | "env">): ViewOptions {
  const told = ports.env.SOURCEWRIGHT_STALE_AFTER_DAYS ?? "";
  if (!/^(\d{1,4})?$/.test(told))
    throw new Failure("misuse", `SOURCEWRIGHT_STALE_AFTER_DAYS is no number of days: "${told}"`);
  return { now: timeOf(ports), staleAfterDays: told === "" ? STALE_AFTER_DAYS : Number(told) };
}

/** All connectors, those that need somebody first. */
export async function connectorRows(store: CatalogStore, options: ViewOptions): Promise<readonly ConnectorRow[]> {
  const latest = await store.latestEvents();
  const schedules = Map.groupBy(await store.schedules(), ({ connector }) => connector);
  const rows = (await store.entries()).map((entry) =>
    rowOf(entry, latest.get(entry.id) ?? [], schedules.get(entry.id) ?? [], options),
  );
  return healthLevels.flatMap((level) => rows.filter(({ health }) => health.level === level));
}

/** Of one entry alone. */
export async function connectorRow(entry: Entry, store: CatalogStore, options: ViewOptions): Promise<ConnectorRow> {
  const latest = (await store.latestEvents(entry.id)).get(entry.id) ?? [];
  return rowOf(entry, latest, await store.schedules(entry.id), options);
}

function rowOf(
  entry: Entry,
  latest: readonly CatalogEvent[],
  schedules: readonly Schedule[],
  { now, staleAfterDays }: ViewOptions,
): ConnectorRow {
  const { id, name, title, folder, state } = entry;
  const verified = state.projects.flatMap(({ verification }) => verification?.at ?? []);
  const checked = latest.find(({ kind }) => kind === "checked");
  const [next] = schedules.map(({ nextRun }) => nextRun).sort();
  return {
    id,
    name,
    title,
    folder,
    health: healthOf(entry, { latest, now, staleAfterDays }),
    source: state.source,
    targets: state.projects.map(({ target, version }) => ({ target, ...(version !== undefined && { version }) })),
    streams: state.streams,
    questions: state.questions.length,
    ...(state.builtAt !== undefined && { builtAt: state.builtAt }),
    ...(verified.length > 0 && { verifiedAt: verified.sort().at(-1) ?? "" }),
    ...(checked && { checkedAt: checked.at }),
    ...(next !== undefined && { nextRun: next }),
  };
}

const EVENTS = 100;
const VERIFICATIONS = 12;
const CHECKS = 5;

export async function connectorView(entry: Entry, store: CatalogStore, options: ViewOptions): Promise<ConnectorView> {
  const events = await store.events({ connector: entry.id, limit: EVENTS });
  const detailed = async (kinds: readonly EventKind[], limit: number) => {
    const found = await store.events({ connector: entry.id, kinds, limit });
    return Promise.all(found.map(async (event) => ({ event, detail: await store.detail(event.id) })));
  };
  const checks = await detailed(["checked", "updated"], CHECKS);
  return {
    ...(await connectorRow(entry, store, options)),
    addedAt: entry.addedAt,
    readAt: entry.readAt,
    projects: entry.state.projects,
    openQuestions: entry.state.questions,
    documents: entry.state.documents,
    ...(entry.state.probe && { probe: entry.state.probe }),
    schedules: await store.schedules(entry.id),
    events,
    changes: checks.filter(({ detail }) => (detail.changes ?? []).length > 0),
    verifications: await detailed(["verified"], VERIFICATIONS),
  };
}

export async function streamsOf(entry: Entry, store: CatalogStore): Promise<readonly StreamLine[]> {
  return store.streams(entry.id);
}
