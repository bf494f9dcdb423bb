import { remembered } from "../remembered.ts";

/** A name without case and separators: `nextPageToken`, `next_page_token` and `Next-Page-Token` are one. */
export const plainName: (name: string) => string = remembered((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ""));

/** The levels of a bracketed or dotted name, plain: `page[after]` → `page`, `after`. */
export function nameLevels(name: string): string[] {
  return name
    .split(/[[\].]+/)
    .map(plainName)
    .filter((level) => level !== "");
}

/** Tokens of two names that speak of the same thing: `page_token` and `next_page_token`. */
export function sameStem(one: string, other: string): boolean {
  const [a, b] = [stem(one), stem(other)];
  return a !== "" && (a === b || a.endsWith(b) || b.endsWith(a));
}

function stem(name: string): string {
  return (
    plainName(name).replace(/^(start|starting|page|pagination|paging|x)?(next|after)?(page)?/, "") || plainName(name)
  );
}
