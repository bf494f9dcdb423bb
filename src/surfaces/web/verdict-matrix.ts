import { html } from "hono/html";
import type { ConnectorView } from "../../app/catalog/connector-views.ts";
import { ago } from "../../app/catalog/in-words.ts";
import type { RecordedVerdict } from "../../app/catalog-types.ts";
import { type Markup, shown } from "./markup.ts";

/** One verification of one project, by property. */
interface Column {
  readonly at: string;
  readonly verdicts: ReadonlyMap<string, readonly RecordedVerdict[]>;
}

/** For each project a row for each property and a column for each verification, the newest at the right. */
export function verdictMatrices(view: ConnectorView, now: Date): Markup {
  const matrices = view.projects.flatMap(({ target }) => {
    const columns = columnsOf(target, view);
    return columns.length === 0 ? [] : [matrix(target, columns, now)];
  });
  if (matrices.length > 0) return html`${matrices}`;
  return html`<p class="quiet">Never verified. <code>sourcewright verify ${shown(view.folder, 400)}</code></p>`;
}

/** The report in the folder is the newest, whether anybody told the catalog of it or not. */
function columnsOf(target: string, { verifications, projects }: ConnectorView): Column[] {
  const told = verifications.flatMap(({ event, detail }) => {
    const verdicts = (detail.verdicts ?? []).filter((verdict) => verdict.target === target);
    return verdicts.length === 0 ? [] : [{ at: event.at, verdicts: byProperty(verdicts) }];
  });
  const held = projects.find((project) => project.target === target)?.verification;
  const isTold = held && told.some(({ verdicts }) => same(verdicts, byProperty(held.verdicts)));
  const columns = [...(held && !isTold ? [{ at: held.at, verdicts: byProperty(held.verdicts) }] : []), ...told];
  return columns.sort((a, b) => a.at.localeCompare(b.at));
}

function byProperty(verdicts: readonly RecordedVerdict[]): Column["verdicts"] {
  return Map.groupBy(verdicts, ({ property }) => property);
}

function same(one: Column["verdicts"], other: Column["verdicts"]): boolean {
  const plain = (column: Column["verdicts"]) =>
    JSON.stringify([...column].map(([property, of]) => [property, of.map(({ outcome, detail }) => [outcome, detail])]));
  return plain(one) === plain(other);
}

function matrix(target: string, columns: readonly Column[], now: Date): Markup {
  const newest = columns.at(-1);
  const properties = [...new Set([...columns].reverse().flatMap(({ verdicts }) => [...verdicts.keys()]))];
  const failing = properties.filter((property) => outcome(newest, property) === "fail");
  const rows = [...failing, ...properties.filter((property) => !failing.includes(property))];
  const heads = columns.map(
    ({ at }) =>
      html`<th scope="col"><time datetime="${at}" title="${at}">${ago(at, now).replace(/ ago$/, "")}</time></th>`,
  );
  return html`<table class="verdicts"><caption>${target}</caption><thead><tr><th scope="col">Property</th>${heads}<th scope="col">Seen last</th></tr></thead><tbody>${rows.map(
    (property) =>
      html`<tr><th scope="row">${shown(property, 40)}</th>${columns.map((column) => cell(column, property))}<td class="${outcome(newest, property) === "fail" ? "failing" : "none"}">${seen(newest, property)}</td></tr>`,
  )}</tbody></table>`;
}

type Outcome = RecordedVerdict["outcome"] | "absent";

function outcome(column: Column | undefined, property: string): Outcome {
  const verdicts = column?.verdicts.get(property) ?? [];
  if (verdicts.some((verdict) => verdict.outcome === "fail")) return "fail";
  return verdicts[0]?.outcome ?? "absent";
}

const SIGNS: Readonly<Record<Outcome, { readonly sign: string; readonly word: string }>> = {
  pass: { sign: "•", word: "holds" },
  fail: { sign: "✕", word: "does not hold" },
  "not-applicable": { sign: "–", word: "has nothing to show it on" },
  absent: { sign: "", word: "was not tried" },
};

function cell(column: Column, property: string): Markup {
  const found = outcome(column, property);
  const { sign, word } = SIGNS[found];
  return html`<td class="verdict ${found}"><span role="img" aria-label="${word}" title="${word}">${sign}</span></td>`;
}

function seen(column: Column | undefined, property: string): string {
  const verdicts = column?.verdicts.get(property) ?? [];
  const told = verdicts.map(({ stream, detail }) => (stream === undefined ? detail : `${stream}: ${detail}`));
  return shown(told.join("; "), 220);
}
