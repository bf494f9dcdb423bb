/** Further off than this share of its length, a name is another name and no typing error. */
const MOST_WRONG = 0.4;

/** The known names that were probably meant, the likeliest first; empty where none is alike. */
export function nearestNames(name: string, known: readonly string[], most = 3): string[] {
  const wanted = plain(name);
  if (wanted === "") return [];
  const ranked = [...new Set(known)].map((one) => ({ one, off: distance(wanted, plain(one)) }));
  return ranked
    .filter(({ off }) => off <= Math.max(1, MOST_WRONG * wanted.length))
    .sort((a, b) => a.off - b.off)
    .slice(0, most)
    .map(({ one }) => one);
}

/** `; did you mean orders or order_lines?`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const [first, ...more] = nearestNames(name, known);
  if (first === undefined) return "";
  return `; did you mean ${[first, ...more].join(" or ")}?`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}*]+/gu, "");
}

/** A name that holds the other is nearer than one with as many letters changed. */
function distance(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length > 2 && b.length > 2 && (b.startsWith(a) || a.startsWith(b))) return 0.5;
  if (a.length > 3 && b.includes(a)) return 0.9;
  // What differs in length by more than may be wrong needs no counting.
  if (Math.abs(a.length - b.length) > Math.max(1, MOST_WRONG * a.length)) return Number.POSITIVE_INFINITY;
  return edits(a, b);
}

/** Letters that were left out, put in, changed or swapped with their neighbour. */
function edits(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let at = 1; at <= b.length; at++) {
      const changed = (last[at - 1] ?? 0) + (a[row - 1] === b[at - 1] ? 0 : 1);
      const swapped =
        a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1] ? (beforeLast[at - 2] ?? changed) + 1 : changed;
      next.push(Math.min(changed, swapped, (last[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    beforeLast = last;
    last = next;
  }
  return last[b.length] ?? 0;
}
