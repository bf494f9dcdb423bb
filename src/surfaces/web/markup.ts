import { html } from "hono/html";
import { ago, distance } from "../../app/catalog/in-words.ts";

/** What `html` makes: escaped, and only more of its kind may be put into it unescaped. */
export type Markup = ReturnType<typeof html>;

/** Signs that aren't seen, or turn round what stands beside them. */
const UNSEEN = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/** Text of a document as it may be shown: one line, not endless, and nothing in it that moves other text. */
export function shown(text: string, most = 300): string {
  const line = text.replace(UNSEEN, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** Any value in few words. */
export function shownValue(value: unknown, most = 160): string {
  if (value === undefined) return "";
  return shown(typeof value === "string" ? value : JSON.stringify(value), most);
}

export function percent(share: number): string {
  return `${Math.round(100 * share)}`;
}

/** How long ago, with the exact time for whoever wants it. */
export function age(at: string | undefined, now: Date): Markup {
  if (at === undefined) return html`<span class="none">never</span>`;
  return html`<time datetime="${at}" title="${at}">${ago(at, now)}</time>`;
}

export function until(at: string | undefined, now: Date): Markup {
  if (at === undefined) return html``;
  const words = Date.parse(at) > now.getTime() ? `in ${distance(at, now)}` : "due";
  return html`<time datetime="${at}" title="${at}">${words}</time>`;
}

export function counted(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** An address within this site: parts are encoded, and parameters without a value left out. */
export function address(parts: readonly string[], query: Readonly<Record<string, string | undefined>> = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, value] as [string, string]],
  );
  const search = new URLSearchParams(given).toString();
  return `/${parts.map(encodeURIComponent).join("/")}${search === "" ? "" : `?${search}`}`;
}
