type Lines = readonly string[];

/**
 * Changes that touch each other without one being made to what the other changed: each line by one side alone, or lines that
 * one side put before or behind what the other changed. Undefined for anything else.
 */
export function mergeTouching(base: Lines, ours: Lines, theirs: Lines): Lines | undefined {
  return mergeEven(base, ours, theirs) ?? mergeAdded(base, ours, theirs) ?? mergeAdded(base, theirs, ours);
}

function mergeEven(base: Lines, ours: Lines, theirs: Lines): Lines | undefined {
  if (ours.length !== base.length || theirs.length !== base.length) return undefined;
  const lines = base.map((line, at) => (ours[at] === line ? theirs[at] : theirs[at] === line ? ours[at] : undefined));
  const merged = lines.flatMap((line) => line ?? []);
  return merged.length === base.length ? merged : undefined;
}

/** Where nothing is left of what stood there, nobody can say where the added lines belong. */
function mergeAdded(base: Lines, adding: Lines, changing: Lines): Lines | undefined {
  if (base.length === 0 || changing.length === 0 || adding.length <= base.length) return undefined;
  const more = adding.length - base.length;
  if (base.every((line, at) => adding[at] === line)) return [...changing, ...adding.slice(base.length)];
  if (base.every((line, at) => adding[at + more] === line)) return [...adding.slice(0, more), ...changing];
  return undefined;
}
