import { html } from "hono/html";
import { keyOf } from "../../app/catalog/catalog-views.ts";
import type { ConnectorRow } from "../../app/catalog/connector-views.ts";
import type { StreamLine } from "../../app/catalog-types.ts";
import { address, counted, type Markup, percent, shown } from "./markup.ts";

/** Which of a connector's streams are shown. */
export interface StreamsQuery {
  readonly q?: string;
  readonly show?: string;
  readonly page?: string;
}

const PER_PAGE = 100;

const SHOWS = [
  { value: "", text: "built" },
  { value: "all", text: "all" },
  { value: "asked", text: "asked about" },
  { value: "unsure", text: "least sure first" },
] as const;

export function chooseStreams(
  streams: readonly StreamLine[],
  { q = "", show = "" }: StreamsQuery,
): readonly StreamLine[] {
  const words = q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const found = streams.filter((stream) => {
    const text = `${stream.name} ${stream.title ?? ""} ${stream.request}`.toLowerCase();
    return words.every((word) => text.includes(word)) && (show === "all" || stream.built);
  });
  if (show === "asked") return found.filter(({ questions }) => questions > 0);
  return show === "unsure" ? [...found].sort((a, b) => leastSure(a) - leastSure(b)) : found;
}

function leastSure({ confidence }: StreamLine): number {
  return Math.min(1, ...Object.values(confidence));
}

export function streamsTable(view: ConnectorRow, streams: readonly StreamLine[], query: StreamsQuery): Markup {
  const key = keyOf(view);
  const chosen = chooseStreams(streams, query);
  const pages = Math.max(1, Math.ceil(chosen.length / PER_PAGE));
  const page = Math.min(Math.max(1, Number.parseInt(query.page ?? "1", 10) || 1), pages);
  const rows = chosen.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const step = (to: number, text: string) =>
    to < 1 || to > pages
      ? ""
      : html` <a href="${address(["connectors", key], { ...query, page: String(to) })}#streams">${text}</a>`;
  const place =
    pages === 1
      ? ""
      : html`<p class="pages">${counted(chosen.length, "stream")}, page ${page} of ${pages}${step(page - 1, "before")}${step(page + 1, "next")}${page < pages ? step(pages, "last") : ""}</p>`;
  return html`${filters(key, query)}${
    rows.length === 0
      ? html`<p class="quiet">No stream is like that.</p>`
      : html`<table class="streams"><thead><tr><th scope="col">Stream</th><th scope="col">Key</th><th scope="col">Pages</th><th scope="col">What is new</th><th scope="col">Parents</th></tr></thead><tbody>${rows.map((one) => row(key, one))}</tbody></table>${place}`
  }`;
}

function filters(key: string, { q = "", show = "" }: StreamsQuery): Markup {
  const options = SHOWS.map(
    ({ value, text }) => html`<option value="${value}"${value === show ? html` selected` : ""}>${text}</option>`,
  );
  return html`<form class="filters" action="${address(["connectors", key])}#streams" role="search"><label>Find <input type="search" name="q" value="${shown(q, 200)}" placeholder="name or path"></label><label>Show <select name="show">${options}</select></label><button>Show</button></form>`;
}

function row(key: string, stream: StreamLine): Markup {
  const { name, request, built, questions, key: primaryKey, paging, cursor, parents } = stream;
  const fact = (about: string, text: string, none: string) =>
    html`<td>${text === "" ? html`<span class="none">${none}</span>` : shown(text, 60)}${sureness(stream.confidence[about])}</td>`;
  return html`<tr class="${built ? "" : "unbuilt"}"><th scope="row"><a href="${address(["connectors", key, "streams", name])}">${shown(name, 80)}</a>${questions > 0 ? html` <span class="attention" title="${counted(questions, "open question")}">?</span>` : ""}<p class="request">${shown(request, 110)}${sureness(stream.confidence.records)}</p></th>${fact("primary-key", primaryKey, "none")}${fact("pagination", paging === "?" ? "not known" : paging, "")}${fact("incremental", cursor, "all, each time")}<td>${parents.map((parent) => html`<a href="${address(["connectors", key, "streams", parent])}">${shown(parent, 60)}</a> `)}${parents.length > 0 ? sureness(stream.confidence.parents) : ""}</td></tr>
`;
}

/** The bands whose rightness docs/scoreboard.md measures; below one half it is asked. */
const BANDS = [
  { from: 0.9, level: "sure" },
  { from: 0.7, level: "fair" },
  { from: 0.5, level: "doubtful" },
] as const;

/** How sure we are, in per cent: said plainly where it is much, marked where it isn't. */
export function sureness(confidence: number | undefined): Markup | string {
  if (confidence === undefined) return "";
  const { level } = BANDS.find(({ from }) => confidence >= from) ?? { level: "low" };
  return html` <small class="${level}" title="${percent(confidence)} % sure">${percent(confidence)}</small>`;
}
