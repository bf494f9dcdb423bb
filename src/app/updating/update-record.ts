import type { Change } from "../../drift/change.ts";
import type { StateEffect } from "../../drift/state-effects.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { KeptEdit } from "../building/merge-generated.ts";
import type { CheckedConnector } from "../check.ts";
import type { PastUpdate } from "./update-history.ts";
import type { ComparedVerdicts } from "./update-verdicts.ts";

interface Told {
  readonly entry: PastUpdate;
  readonly checked: CheckedConnector;
  readonly kept: readonly KeptEdit[];
  readonly verdicts: readonly ComparedVerdicts[] | undefined;
}

const CLASSES = ["breaking", "risky", "additive"] as const;

const MEANING = {
  breaking: "the connector as it was failed, or lost records or fields",
  risky: "the connector as it was ran, on something that is weaker now",
  additive: "there is more to read",
} as const;

/** What an update changed, for people who review it: Markdown. */
export function updateRecord({ entry, checked, kept, verdicts }: Told): string {
  const { version, before, state } = entry;
  const lines = [
    `# ${version}`,
    "",
    `Update from ${before}, ${entry.class === "words" ? "without a change that the connector cares about" : `with ${entry.class} changes`}. Compared were the documents ${documentsOf(checked)}.`,
    ...CLASSES.flatMap((kind) => section(kind, checked)),
    ...stateSection(state),
    ...keptSection(kept),
    ...verdictSection(verdicts),
  ];
  return `${lines.join("\n")}\n`;
}

function documentsOf({ documents }: CheckedConnector): string {
  const side = (list: CheckedConnector["documents"]["old"]) =>
    list.map(({ name, sha256 }) => `${code(name)} (${sha256.slice(0, 12)})`).join(", ");
  return `${side(documents.old)} and ${side(documents.new)}`;
}

function section(kind: (typeof CLASSES)[number], { changes, placeOf }: CheckedConnector): string[] {
  const own = changes.filter((change) => change.class === kind);
  if (own.length === 0) return [];
  const rows = own.map((change) => {
    const { name, stream, detail, evidence } = change;
    const [old, now] = [evidence.old, evidence.new].map((value) => (value === null ? "nothing" : code(inShort(value))));
    return `| ${text(name ?? stream ?? "the source")} | ${text(detail)} | ${old} ${at(evidence.oldAt)} | ${now} ${newAt(evidence.newAt, placeOf)} | ${consequence(change)} |`;
  });
  return [
    "",
    `## ${kind[0]?.toUpperCase()}${kind.slice(1)}: ${MEANING[kind]}`,
    "",
    "| stream | what changed | it was | it is | for the data |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
  ];
}

function at(place: SourceRef | undefined): string {
  return place ? code(`${place.document}#${place.pointer}`) : "";
}

function newAt(place: SourceRef | undefined, placeOf: CheckedConnector["placeOf"]): string {
  const found = place && placeOf(place);
  return found?.line === undefined ? at(place) : code(`${place?.document}:${found.line}`);
}

/** What a change does to the data of those who use the connector. */
function consequence({ about, evidence, class: kind }: Change): string {
  const isGone = evidence.new === null;
  switch (about) {
    case "field":
      if (isGone) return "new records lack it; what was read stays at the destination";
      if (evidence.old === null) return "a new column; records that were read before lack it until they are read again";
      return kind === "breaking"
        ? "its column changes its type: a destination that can't do that needs a new table"
        : "none";
    case "endpoint":
      if (evidence.old === null) return "a new table";
      return isGone ? "no records any more; its table stays as it is" : "none, if the records are the same ones";
    case "primary-key":
      return "records are told apart otherwise: read all of them anew, else some are there twice";
    case "records":
      return "other records, or the same ones elsewhere: read all of them anew";
    case "incremental":
      return "see below: saved state";
    case "parents":
      return "see below: saved state";
    case "auth":
      return "none; those who use the connector have to look at its settings";
    default:
      return "none";
  }
}

const EFFECTS: Readonly<Record<StateEffect["kind"], string>> = {
  reset: "**reset**: drop its state and read it from the start",
  refresh: "**refresh**: its state holds; read all of it once more",
  keep: "holds",
};

function stateSection(state: readonly StateEffect[]): string[] {
  if (state.length === 0)
    return ["", "## Saved state", "", "All saved state holds; no stream has to be read anew for it."];
  const rows = state.map(({ stream, kind, because }) => `| ${text(stream)} | ${EFFECTS[kind]} | ${text(because)} |`);
  return [
    "",
    "## Saved state",
    "",
    "The state of every other stream holds.",
    "",
    "| stream | state | because |",
    "| --- | --- | --- |",
    ...rows,
  ];
}

function keptSection(kept: readonly KeptEdit[]): string[] {
  if (kept.length === 0) return [];
  return ["", "## Edits that stayed", "", ...kept.map(({ path, how }) => `- ${code(path)}: ${how}`)];
}

function verdictSection(verdicts: readonly ComparedVerdicts[] | undefined): string[] {
  if (!verdicts) return ["", "## Verdicts", "", "Not tried (`--no-verify`)."];
  const rows = verdicts.flatMap(({ target, streams, passed, failed }) => [
    `- **${target}**: ${passed} properties hold, ${failed.length} do not; tried on ${streams.map(code).join(", ")}`,
    ...failed.map(({ property, detail }) => `  - red as before: ${property}: ${text(detail)}`),
  ]);
  return ["", "## Verdicts", "", ...rows];
}

const MOST_NAMED = 6;

/** For those who use a connector and are asked whether they take a breaking release. */
export function breakingMessage(
  changes: readonly Pick<Change, "stream" | "name" | "detail">[],
  state: readonly StateEffect[],
): string {
  const named = changes
    .slice(0, MOST_NAMED)
    .map(({ name, stream, detail }) => `${name ?? stream ?? "the source"}: ${detail}`);
  const more = changes.length > named.length ? ` and ${changes.length - named.length} more` : "";
  const again = state.filter(({ kind }) => kind !== "keep").map(({ stream }) => stream);
  const todo =
    again.length === 0
      ? "Refresh the source schema and check what uses the fields and streams that are named."
      : `Refresh the source schema, then clear and sync again: ${again.join(", ")}.`;
  return `${named.join("; ")}${more}. ${todo}`;
}

function text(value: string): string {
  return value.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").replace(/[\\|<>[\]*_`#]/g, "\\$&");
}

function code(value: string): string {
  const line = value
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .replaceAll("`", "'")
    .replaceAll("|", "\\|");
  return `\`${line}\``;
}

const LONGEST = 120;

function inShort(value: unknown): string {
  const said = typeof value === "string" ? value : JSON.stringify(value);
  return said.length <= LONGEST ? said : `${said.slice(0, LONGEST)}…`;
}
