import type { Seen } from "../../evidence/file-facts.ts";

/** A column with more different values is unique as far as we know. */
const MOST = 300_000;

/** Keeps the values of a column as long as each is another one. */
export function countDistinct() {
  const held = new Set<string>();
  let repeated: Seen | undefined;
  let isCounted = true;
  return {
    add(text: string, seen: () => Seen): void {
      if (repeated || !isCounted) return;
      if (held.has(text)) repeated = seen();
      else if (held.size >= MOST || text.length > 200) isCounted = false;
      else held.add(text);
      if (repeated || !isCounted) held.clear();
    },
    repeated: () => repeated,
    /** True: all are different; false: one stands there twice; undefined: there are too many to tell. */
    unique: (): boolean | undefined => (repeated ? false : isCounted ? true : undefined),
    values: (): ReadonlySet<string> | undefined => (held.size === 0 ? undefined : held),
  };
}
