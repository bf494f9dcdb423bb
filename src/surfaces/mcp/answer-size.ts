import type { PageArguments } from "./schema-parts.ts";

/** Characters of a list in one answer: an agent's context is small. */
const LIST_BUDGET = 12_000;
const LONGEST_TEXT = 300;
const MOST_ELEMENTS = 20;
const DEEPEST = 8;

/** One line without control characters and invisible ones, at most so long. */
export function oneLine(words: string, most = LONGEST_TEXT): string {
  const plain = words
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  return plain.length > most ? `${plain.slice(0, most - 1)}…` : plain;
}

/** A value of the documents, cut where it is long or deep, so that an answer has a bound. */
export function inShort(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return oneLine(value);
  if (typeof value !== "object" || value === null) return value ?? null;
  if (depth >= DEEPEST) return "…";
  if (Array.isArray(value)) {
    const shown = value.slice(0, MOST_ELEMENTS).map((one) => inShort(one, depth + 1));
    return value.length > MOST_ELEMENTS ? [...shown, `… and ${value.length - MOST_ELEMENTS} more`] : shown;
  }
  const entries = Object.entries(value);
  const shown = entries.slice(0, MOST_ELEMENTS).map(([key, held]) => [oneLine(key), inShort(held, depth + 1)]);
  const more = entries.length - MOST_ELEMENTS;
  return Object.fromEntries(more > 0 ? [...shown, ["…", `and ${more} more`]] : shown);
}

export interface Page<Item> {
  readonly total: number;
  readonly from: number;
  readonly items: readonly Item[];
  readonly next?: number;
}

/** As many of the items as were asked for and fit into an answer; at least one. */
export function pageOfItems<Item>(all: readonly Item[], { from = 0, limit = 20 }: PageArguments): Page<Item> {
  const items: Item[] = [];
  let left = LIST_BUDGET;
  for (const item of all.slice(from, from + limit)) {
    left -= JSON.stringify(item).length;
    if (left < 0 && items.length > 0) break;
    items.push(item);
  }
  const next = from + items.length;
  return { total: all.length, from, items, ...(next < all.length && items.length > 0 && { next }) };
}

/** The first of a list in one answer, and how many there are. */
export function firstOf(all: readonly string[], most = MOST_ELEMENTS): string[] {
  const shown = all.slice(0, most).map((one) => oneLine(one));
  return all.length > most ? [...shown, `… and ${all.length - most} more`] : shown;
}
