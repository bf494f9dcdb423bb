/** A stretch of three texts between lines that all of them have. Lines count from 1. */
export interface Segment {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  readonly ourLine: number;
  readonly theirLine: number;
}

type Lines = readonly string[];

/** Where one line stands in each of the texts. */
type Anchor = readonly [base: number, ours: number, theirs: number];

/**
 * Cuts three texts at the lines that stand once in each of them, in the same order. Between those, what repeats itself
 * (`type: string` in a schema, thousands of times) costs little to compare and isn't taken for another place.
 */
export function anchoredSegments(base: Lines, ours: Lines, theirs: Lines): Segment[] {
  const ends: Anchor[] = [...anchors(base, ours, theirs), [base.length, ours.length, theirs.length]];
  const segments: Segment[] = [];
  let [b, o, t] = [0, 0, 0];
  for (const [baseEnd, ourEnd, theirEnd] of ends) {
    segments.push({
      base: base.slice(b, baseEnd),
      ours: ours.slice(o, ourEnd),
      theirs: theirs.slice(t, theirEnd),
      ourLine: o + 1,
      theirLine: t + 1,
    });
    [b, o, t] = [baseEnd, ourEnd, theirEnd];
  }
  return segments;
}

/** The longest run of lines that keep their order, each with the end of what is before it. */
function anchors(base: Lines, ours: Lines, theirs: Lines): Anchor[] {
  const [inOurs, inTheirs] = [placesOfUnique(ours), placesOfUnique(theirs)];
  const found: Anchor[] = [];
  for (const [line, at] of placesOfUnique(base)) {
    const [o, t] = [inOurs.get(line), inTheirs.get(line)];
    if (o !== undefined && t !== undefined) found.push([at, o, t]);
  }
  return ascending(ascending(found, 1), 2);
}

function placesOfUnique(lines: Lines): Map<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (places.has(line)) repeated.add(line);
    places.set(line, index);
  }
  for (const line of repeated) places.delete(line);
  return places;
}

/** The longest part whose places in one text only grow. */
function ascending(found: readonly Anchor[], text: 1 | 2): Anchor[] {
  const ends: number[] = [];
  const before: number[] = [];
  for (const [index, anchor] of found.entries()) {
    const length = firstNotBelow(ends, anchor[text], (one) => found[one]?.[text] ?? 0);
    before[index] = length === 0 ? -1 : (ends[length - 1] ?? -1);
    ends[length] = index;
  }
  const kept: Anchor[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const anchor = found[at];
    if (anchor) kept.push(anchor);
  }
  return kept.reverse();
}

function firstNotBelow(ends: readonly number[], value: number, placeOf: (index: number) => number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (placeOf(ends[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
