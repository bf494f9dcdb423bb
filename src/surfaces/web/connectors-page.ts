import { html } from "hono/html";
import { keyOf } from "../../app/catalog/catalog-views.ts";
import type { ConnectorRow } from "../../app/catalog/connector-views.ts";
import { healthLevels } from "../../app/catalog-types.ts";
import { HEALTH_WORDS, healthMark } from "./layout.ts";
import { address, age, counted, type Markup, shown, until } from "./markup.ts";

/** What of all connectors is shown, and in which order. */
export interface ConnectorsQuery {
  readonly q?: string;
  readonly health?: string;
  readonly target?: string;
  readonly sort?: string;
}

/** By what a list can be sorted; those that need somebody first where nothing is said. */
const SORTS: Readonly<Record<string, (a: ConnectorRow, b: ConnectorRow) => number>> = {
  name: (a, b) => a.name.localeCompare(b.name, "en"),
  streams: (a, b) => b.streams.built - a.streams.built,
  questions: (a, b) => b.questions - a.questions,
  verified: (a, b) => (a.verifiedAt ?? "").localeCompare(b.verifiedAt ?? ""),
  checked: (a, b) => (a.checkedAt ?? "").localeCompare(b.checkedAt ?? ""),
  next: (a, b) => (a.nextRun ?? "~").localeCompare(b.nextRun ?? "~"),
};

/** The rows that are asked for, in the order that is asked for. */
export function chooseRows(
  rows: readonly ConnectorRow[],
  { q = "", health, target, sort }: ConnectorsQuery,
): ConnectorRow[] {
  const words = q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const chosen = rows.filter((row) => {
    const text = `${row.name} ${row.title} ${row.folder} ${row.source.at}`.toLowerCase();
    return (
      words.every((word) => text.includes(word)) &&
      (health === undefined || health === "" || row.health.level === health) &&
      (target === undefined || target === "" || row.targets.some((one) => one.target === target))
    );
  });
  const order = sort === undefined ? undefined : SORTS[sort];
  return order ? chosen.sort(order) : chosen;
}

export function connectorsPage(rows: readonly ConnectorRow[], query: ConnectorsQuery, now: Date): Markup {
  const chosen = chooseRows(rows, query);
  return html`<h1 class="unseen">All connectors</h1>
${summary(rows, query)}
${filters(rows, query)}
${chosen.length === 0 ? nothing(rows) : table(chosen, query, now)}`;
}

function nothing(rows: readonly ConnectorRow[]): Markup {
  if (rows.length > 0) return html`<p class="quiet">No connector is like that. <a href="/">Show all</a></p>`;
  return html`<p class="quiet">The catalog is empty. <code>sourcewright catalog add &lt;folder&gt;</code> takes connectors in.</p>`;
}

/** How all of them are, in one sentence whose words are filters. */
function summary(rows: readonly ConnectorRow[], query: ConnectorsQuery): Markup {
  const byLevel = Map.groupBy(rows, ({ health }) => health.level);
  const words = healthLevels.map((level) => {
    const number = byLevel.get(level)?.length ?? 0;
    const current = query.health === level ? html` aria-current="true"` : "";
    const href = address([], { ...query, health: query.health === level ? undefined : level });
    return html`<li><a class="${number === 0 ? "zero" : ""}" href="${href}"${current}>${healthMark(level)} <b>${number}</b> ${level === "attention" && number !== 1 ? "need attention" : HEALTH_WORDS[level]}</a></li>`;
  });
  return html`<ul class="summary"><li><a href="/"><b>${rows.length}</b> connector${rows.length === 1 ? "" : "s"}</a></li>${words}</ul>`;
}

function filters(rows: readonly ConnectorRow[], { q = "", health, target, sort }: ConnectorsQuery): Markup {
  const targets = [...new Set(rows.flatMap((row) => row.targets.map((one) => one.target)))].sort();
  const hidden = Object.entries({ health, sort }).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [html`<input type="hidden" name="${name}" value="${shown(value, 40)}">`],
  );
  const options = targets.map(
    (one) => html`<option value="${one}"${one === target ? html` selected` : ""}>${one}</option>`,
  );
  return html`<form class="filters" action="/" role="search">${hidden}
<label>Find <input type="search" name="q" value="${shown(q, 200)}" placeholder="name, title, address, folder"></label>
<label>Built for <select name="target"><option value="">anything</option>${options}</select></label>
<button>Show</button></form>`;
}

function table(rows: readonly ConnectorRow[], query: ConnectorsQuery, now: Date): Markup {
  const head = (word: string, sort: string, kind = "") => {
    const isSorted = query.sort === sort;
    const href = address([], { ...query, sort: isSorted ? undefined : sort });
    return html`<th scope="col" class="${kind}"${isSorted ? html` aria-sort="other"` : ""}><a href="${href}">${word}</a></th>`;
  };
  return html`<table class="connectors"><caption class="unseen">${counted(rows.length, "connector")}</caption>
<thead><tr><th scope="col"><a href="${address([], { ...query, sort: undefined })}" title="what needs somebody first"><span class="unseen">Health</span>◆</a></th>${head("Connector", "name")}<th scope="col">Projects</th>${head("Streams", "streams", "number")}${head("Asked", "questions", "number")}${head("Verified", "verified", "when")}${head("Checked", "checked", "when")}${head("Next", "next", "when")}</tr></thead>
<tbody>${rows.map((one) => row(one, now))}</tbody></table>`;
}

function row(one: ConnectorRow, now: Date): Markup {
  const { name, title, health, targets, streams, questions, verifiedAt, checkedAt, nextRun } = one;
  const [reason, ...more] = health.reasons;
  const why = reason
    ? html`<p class="why">${shown(reason.text, 200)}${more.length > 0 ? html` <span class="none">and ${more.length} more</span>` : ""}</p>`
    : "";
  return html`<tr class="${health.level}"><td>${healthMark(health.level)}</td>
<th scope="row"><a href="${address(["connectors", keyOf(one)])}">${shown(name, 60)}</a> <span class="named">${shown(title, 70)}</span>${why}</th>
<td>${targets.map(({ target, version }) => html`<span class="target">${target} <small>${shown(version ?? "", 20)}</small></span>`)}</td>
<td class="number">${streams.built.toLocaleString("en")}<small>/${streams.all.toLocaleString("en")}</small></td>
<td class="number">${questions === 0 ? html`<span class="none">–</span>` : questions}</td>
<td class="when">${age(verifiedAt, now)}</td><td class="when">${age(checkedAt, now)}</td><td class="when">${until(nextRun, now)}</td></tr>
`;
}
