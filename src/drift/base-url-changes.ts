import type { ServerFact } from "../evidence/http-facts.ts";
import type { Setting } from "../model/setting.ts";
import type { Template } from "../model/values.ts";
import type { Change } from "./change.ts";

export interface Addresses {
  /** The connector's. */
  readonly baseUrl: Template;
  readonly settings: readonly Setting[];
  readonly old: readonly ServerFact[];
  readonly now: readonly ServerFact[];
  readonly stream: string | null;
  /** What an analysis makes of either document's servers. */
  readonly detected?: { readonly old: Template | undefined; readonly now: Template | undefined };
}

/**
 * Whether requests still go to an address that the documents name. A template whose default is the address is that
 * address; how it is written (scheme, case, a slash at the end) doesn't count.
 */
export function baseUrlChanges(addresses: Addresses): readonly Change[] {
  const { baseUrl, settings, old, now, stream } = addresses;
  const defaults = settings.map(
    ({ name, default: value }) => [name, value === undefined ? [] : [String(value)]] as const,
  );
  const mine = formsOf(baseUrl, new Map(defaults));
  const held = old.find((server) => isAmong(mine, server)) ?? standIn(addresses);
  const [first] = now;
  if (!held || !first || now.some((server) => isAmong(mine, server))) return [];
  return [
    {
      class: "breaking",
      about: "base-url",
      stream,
      detail: `requests go to ${baseUrl}, which the documents no longer name`,
      evidence: { old: held.url, new: first.url, oldAt: held.at, newAt: first.at },
    },
  ];
}

/** A server whose host the user has to name, where what stands behind that host is another path now. */
function standIn({ baseUrl, old, detected }: Addresses): ServerFact | undefined {
  if (detected?.old !== baseUrl || detected.now === undefined) return undefined;
  return plain(detected.now) === plain(baseUrl) ? undefined : old[0];
}

function isAmong(mine: readonly string[], server: ServerFact): boolean {
  const values = Object.entries(server.variables).map(([name, { default: value, enum: all }]) => {
    const known = [...(value === undefined ? [] : [value]), ...(all ?? [])];
    return [name, known.slice(0, MOST_VALUES)] as const;
  });
  const theirs = formsOf(server.url, new Map(values));
  return theirs.some((one) => mine.some((other) => isSame(one, other)));
}

const MOST_VALUES = 20;
const MOST_FORMS = 400;

/** The addresses that a template stands for: with its placeholders left open, and with each value that is known. */
function formsOf(template: string, values: ReadonlyMap<string, readonly string[]>): readonly string[] {
  let forms = [template];
  for (const [name, known] of values) {
    if (known.length === 0) continue;
    forms = forms
      .flatMap((form) => [form, ...known.map((value) => form.replaceAll(`{${name}}`, value))])
      .slice(0, MOST_FORMS);
  }
  return [...new Set(forms.map(plain))];
}

/** `//host/path` in small letters up to the path, placeholders without their names. */
function plain(url: string): string {
  const open = url.replace(/\{[^{}]*\}/g, "{}").replace(/\/+$/, "");
  const [, host, path = ""] = /^(?:[a-z][a-z0-9+.-]*:|\{\}:)?\/\/([^/]*)(.*)$/i.exec(open) ?? [];
  return host === undefined ? open : `//${host.toLowerCase().replace(/:(80|443)$/, "")}${path}`;
}

/** An address without a host is known by its path alone. */
function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  if (one.startsWith("//") && other.startsWith("//")) return false;
  const path = (form: string) => form.replace(/^\/\/[^/]*/, "").replace(/^(?!\/)(?=.)/, "/");
  return path(one) === path(other);
}

/** The path of an address, with its placeholders left open: what stands before every stream's path. */
export function pathOf(url: string): string {
  return plain(url).replace(/^\/\/[^/]*/, "");
}
