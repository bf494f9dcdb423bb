import type { Gathered } from "../../../app/catalog/add-connectors.ts";
import type { ConnectorRow, ConnectorView } from "../../../app/catalog/connector-views.ts";
import { ago, distance, duration, eventInWords } from "../../../app/catalog/in-words.ts";
import type { DoneJob } from "../../../app/catalog/run-due.ts";
import { type CatalogEvent, type HealthLevel, outcomeOf, type Schedule } from "../../../app/catalog-types.ts";
import type { Style } from "../terminal.ts";
import { count, renderTable, shorten } from "./table.ts";

/** No line is wider. */
const WIDTH = 100;

const PAINT: Readonly<Record<HealthLevel, keyof Style>> = {
  failing: "red",
  attention: "yellow",
  unknown: "dim",
  healthy: "green",
};

/** A line for each connector, those that need somebody first, and what is wrong with them. */
export function renderRows(rows: readonly ConnectorRow[], now: Date, style: Style): string {
  if (rows.length === 0) return "no connectors; `sourcewright catalog add <folder>` takes some in";
  const heads = ["health", "connector", "streams", "projects", "verified", "checked", "next"].map(style.dim);
  const table = renderTable([heads, ...rows.map((row) => cells(row, now, style))]).split("\n");
  const lines = rows.flatMap((row, at) => {
    const [reason, ...more] = row.health.reasons;
    const others = more.length > 0 ? ` (and ${more.length} more)` : "";
    const why = reason && `           ${shorten(reason.text, WIDTH - 11 - others.length)}${others}`;
    return [table[at + 1] ?? "", ...(why === undefined ? [] : [style.dim(why)])];
  });
  return [table[0] ?? "", ...lines, "", style.dim(summary(rows))].join("\n");
}

function cells(
  { name, health, streams, targets, verifiedAt, checkedAt, nextRun }: ConnectorRow,
  now: Date,
  style: Style,
): string[] {
  const age = (at: string | undefined) => (at === undefined ? style.dim("never") : distance(at, now));
  return [
    style[PAINT[health.level]](health.level),
    style.bold(shorten(name, 30)),
    streams.built === streams.all ? String(streams.all) : `${streams.built}/${streams.all}`,
    shorten(targets.map(({ target }) => target).join(" "), 22),
    age(verifiedAt),
    age(checkedAt),
    nextRun === undefined ? "" : `in ${distance(nextRun, now)}`,
  ];
}

function summary(rows: readonly ConnectorRow[]): string {
  const levels = Map.groupBy(rows, ({ health }) => health.level);
  return `${count(rows.length, "connector")}: ${[...levels].map(([level, of]) => `${of.length} ${level}`).join(", ")}`;
}

/** One connector with all that is known of it. */
export function renderConnector(view: ConnectorView, now: Date, style: Style): string {
  const parts = [
    heading(view, now, style),
    renderReasons(view, style),
    section(
      "projects",
      view.projects.map((project) => projectCells(project, now, style)),
      style,
    ),
    section(
      "live source",
      (view.probe?.probed ?? [])
        .filter(({ outcome }) => outcome !== "untried")
        .slice(0, MOST)
        .map(({ about, stream, outcome, detail }) => [
          outcome === "contradicted" ? style.red(outcome) : outcome,
          shorten(`${stream ?? "the source"}, ${about}`, 36),
          shorten(detail, WIDTH - 56),
        ]),
      style,
    ),
    section(
      `open questions (${view.openQuestions.length})`,
      view.openQuestions.slice(0, MOST).map(({ id, question }) => [shorten(id, 40), shorten(question, WIDTH - 44)]),
      style,
    ),
    section("changes found", lastChanges(view, style), style),
    section(
      "schedules",
      view.schedules.map((one) => scheduleCells(one, now)),
      style,
    ),
    section(
      "history",
      view.events.slice(0, MOST).map((event) => eventCells(event, WIDTH - 40, now, style)),
      style,
    ),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

const MOST = 10;

function heading(view: ConnectorView, now: Date, style: Style): string {
  const { title, name, folder, source, streams, builtAt, documents } = view;
  const rows = [
    ["folder", shorten(folder, WIDTH - 12)],
    ["reads", shorten(`${source.at} (${source.kind})`, WIDTH - 12)],
    ["streams", `${streams.built} built of ${streams.all}`],
    ...(builtAt === undefined ? [] : [["built", ago(builtAt, now)]]),
    ...documents
      .slice(0, 3)
      .map(({ origin, sha256 }) => ["document", `${shorten(origin, WIDTH - 26)}  ${style.dim(sha256.slice(0, 12))}`]),
  ];
  return `${style.bold(shorten(title, 60))} ${style.dim(name)}  ${style[PAINT[view.health.level]](view.health.level)}\n${renderTable(rows)}`;
}

function renderReasons({ health }: ConnectorView, style: Style): string {
  return health.reasons
    .map(({ level, text, fix }) => {
      const line = `${style[PAINT[level]]("•")} ${shorten(text, WIDTH - 2)}`;
      return fix === undefined ? line : `${line}\n  ${style.dim(shorten(fix, WIDTH - 2))}`;
    })
    .join("\n");
}

function projectCells(
  { target, version, verification }: ConnectorView["projects"][number],
  now: Date,
  style: Style,
): string[] {
  const failed = verification?.verdicts.filter(({ outcome }) => outcome === "fail") ?? [];
  const passed = verification?.verdicts.filter(({ outcome }) => outcome === "pass") ?? [];
  const told = !verification
    ? style.dim("never verified")
    : `${passed.length} hold${failed.length > 0 ? style.red(`, ${failed.length} don't`) : ""}, ${ago(verification.at, now)}`;
  return [target, version ?? "", told, verification ? style.dim(verification.framework) : ""];
}

function lastChanges({ changes }: ConnectorView, style: Style): string[][] {
  const [newest] = changes;
  return (newest?.detail.changes ?? [])
    .slice(0, MOST)
    .map(({ class: kind, stream, detail }) => [
      kind === "breaking" ? style.red(kind) : kind === "risky" ? style.yellow(kind) : kind,
      shorten(stream ?? "the source", 28),
      shorten(detail, WIDTH - 44),
    ]);
}

function section(title: string, rows: readonly (readonly string[])[], style: Style): string {
  return rows.length === 0
    ? ""
    : `${style.bold(title)}\n${renderTable(rows.map(([first = "", ...rest]) => [`  ${first}`, ...rest]))}`;
}

/** What was done, a line each. */
export function renderEvents(
  events: readonly CatalogEvent[],
  names: ReadonlyMap<string, string>,
  now: Date,
  style: Style,
): string {
  if (events.length === 0) return "nothing was recorded yet";
  return renderTable(
    events.map((event) => [
      shorten(names.get(event.connector) ?? "", 24),
      ...eventCells(event, WIDTH - 62, now, style),
    ]),
  );
}

function eventCells(event: CatalogEvent, room: number, now: Date, style: Style): string[] {
  const outcome = outcomeOf(event);
  return [
    ago(event.at, now),
    outcome === "ok" ? event.kind : style.red(event.kind),
    event.by === "schedule" ? "scheduled" : "by hand",
    duration(event.milliseconds),
    shorten(eventInWords(event), room),
  ];
}

export function renderSchedules(
  schedules: readonly Schedule[],
  names: ReadonlyMap<string, string>,
  now: Date,
  style: Style,
): string {
  if (schedules.length === 0) return "no schedules";
  return renderTable(
    schedules.map((one) => [style.bold(shorten(names.get(one.connector) ?? "", 30)), ...scheduleCells(one, now)]),
  );
}

function scheduleCells({ job, cron, timeZone, nextRun, lastRun, runningSince }: Schedule, now: Date): string[] {
  const running = runningSince === undefined ? "" : `, under way for ${distance(runningSince, now)}`;
  return [
    job,
    shorten(cron, 20),
    shorten(timeZone, 20),
    `${Date.parse(nextRun) > now.getTime() ? `in ${distance(nextRun, now)}` : "due"}${running}`,
    lastRun === undefined ? "" : `last ${ago(lastRun, now)}`,
  ];
}

/** What adding and refreshing found. */
export function renderGathered({ added, moved, known }: Gathered, style: Style): string {
  const rows = [
    ...added.map(({ name, folder }) => [style.green("added"), name, shorten(folder, WIDTH - 44)]),
    ...moved.map(({ entry, from }) => [
      style.yellow("moved"),
      entry.name,
      shorten(`${from} → ${entry.folder}`, WIDTH - 44),
    ]),
    ...known
      .filter(({ state }) => state.condition !== "there")
      .map(({ name, folder, state }) => [style.red(state.condition), name, shorten(folder, WIDTH - 44)]),
  ];
  const again = known.length > 0 ? style.dim(`${count(known.length, "connector")} read again`) : "";
  return [rows.length === 0 ? "" : renderTable(rows), again].filter((part) => part !== "").join("\n");
}

/** What came of one job. */
export function renderDone({ connector, event, health }: DoneJob, style: Style): string {
  const became = health.before === health.after ? "" : ` ${style[PAINT[health.after]](`now ${health.after}`)}`;
  const told = shorten(`${event.kind === "failed" ? "" : `${event.kind}: `}${eventInWords(event)}`, 2 * WIDTH);
  return `${style.bold(connector.name)}  ${told}${became}`;
}
