import type { Change, ChangeClass, CheckedConnector } from "../../../app/check.ts";
import type { Style } from "../terminal.ts";
import { count, renderTable, shorten } from "./table.ts";

interface Section {
  readonly class: ChangeClass;
  readonly title: string;
  readonly means: string;
  readonly paint: keyof Style;
}

const SECTIONS: readonly Section[] = [
  {
    class: "breaking",
    title: "breaking",
    means: "the connector as built fails, or loses records or fields",
    paint: "red",
  },
  { class: "risky", title: "risky", means: "it runs, but something that it relied on is weaker", paint: "yellow" },
  { class: "additive", title: "additive", means: "there is more to read", paint: "green" },
];

/** Of one class. */
const MOST_LINES: Readonly<Record<ChangeClass, number>> = { breaking: 100, risky: 40, additive: 20 };
const MOST_STREAMS = 3;

/** What changed, for people: by class, a line each, and what to do next. */
export function renderCheck(checked: CheckedConnector, style: Style): string {
  const { changes, folder, origins } = checked;
  const next = changes.length === 0 ? "" : renderNext(changes, folder, origins, style);
  return lines([renderChanges(checked, style), next], "\n\n");
}

/** The changes alone. */
export function renderChanges(checked: CheckedConnector, style: Style): string {
  const { changes, compared, unknown, folder, origins } = checked;
  const against = origins.map((origin) => shorten(origin, 100)).join(", ");
  const untold =
    unknown.length === 0
      ? ""
      : style.dim(`not compared, since the old documents don't hold them: ${shorten(unknown.join(", "), 200)}`);
  if (changes.length === 0)
    return lines([
      `${style.green("nothing changed")} that ${folder} cares about: ${count(compared, "stream")}, against ${against}`,
      untold,
    ]);
  return lines([...SECTIONS.flatMap((section) => renderSection(section, checked, style)), untold], "\n\n");
}

function lines(parts: readonly string[], between = "\n"): string {
  return parts.filter((part) => part !== "").join(between);
}

function renderSection(section: Section, checked: CheckedConnector, style: Style): string[] {
  const groups = grouped(checked.changes.filter((change) => change.class === section.class));
  if (groups.length === 0) return [];
  const title = `${style[section.paint](style.bold(`${section.title} (${groups.length})`))}${style.dim(`: ${section.means}`)}`;
  const rows = groups.slice(0, MOST_LINES[section.class]).map((group) => row(group, checked, style));
  const more = groups.length - rows.length;
  return [lines([title, renderTable(rows), more > 0 ? style.dim(`  … and ${more} more (--json shows all)`) : ""])];
}

/** What is said of several streams alike, or of one schema wherever it stands, is said once: where it stands highest first. */
function grouped(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = sameness(change);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].map((group) => group.sort((a, b) => depth(a) - depth(b)));
}

function sameness({ about, detail, field, evidence }: Change): string {
  const { old, new: now, oldAt, newAt } = evidence;
  const place = now === null ? oldAt : newAt;
  if (field === undefined || !place) return JSON.stringify([about, detail, old, now]);
  return JSON.stringify([detail.replace(field, ""), field.split(".").at(-1), place]);
}

function depth({ field = "" }: Change): number {
  return field.split(".").length;
}

function row(group: readonly Change[], { placeOf }: CheckedConnector, style: Style): string[] {
  const [first] = group;
  if (!first) return [];
  const { evidence, detail } = first;
  const names = [...new Set(group.map(({ name, stream }) => name ?? stream ?? "the source"))];
  const isDeeper = group.some(({ field }) => field !== first.field);
  const rest = names.length - MOST_STREAMS;
  const streams = names.slice(0, MOST_STREAMS).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
  const at = evidence.newAt ?? evidence.oldAt;
  const place = evidence.newAt && placeOf(evidence.newAt);
  const file =
    place?.line === undefined
      ? at && `${evidence.newAt ? "" : "was at "}${at.document}#${at.pointer}`
      : `${place.file}:${place.line}`;
  return [
    `  ${style.bold(shorten(streams, 80))}`,
    shorten(detail, 160) + (isDeeper ? style.dim(" (also deeper in records)") : ""),
    `${inWords(evidence.old)} ${style.dim("→")} ${inWords(evidence.new)}`,
    style.dim(shorten(file ?? "", 160)),
  ];
}

function inWords(value: unknown): string {
  if (value === null) return "nothing";
  return shorten(typeof value === "string" ? value : JSON.stringify(value), 60);
}

function renderNext(changes: readonly Change[], folder: string, origins: readonly string[], style: Style): string {
  const has = (wanted: ChangeClass) => changes.some((change) => change.class === wanted);
  const build = `sourcewright update ${folder} --against ${origins.join(" ")}`;
  if (has("breaking"))
    return `${style.bold("next")}: update it (your edits stay, and it is tried first):\n  ${build} --accept breaking`;
  const risky = has("risky") ? "the connector goes on; see whether what reads its records minds the risky ones. " : "";
  const additive = has("additive") ? `To read what is new: ${build}` : "";
  return `${style.bold("next")}: ${risky}${additive}`.trimEnd();
}
