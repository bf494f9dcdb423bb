type Names = readonly string[];

/**
 * The order of all that two versions hold. The side that moved what both have tells the order, theirs where the user moved
 * nothing; what only the other has comes behind what it stood behind there.
 */
export function mergeOrder(base: Names, ours: Names, theirs: Names): string[] {
  const [inBase, inOurs, inTheirs] = [new Set(base), new Set(ours), new Set(theirs)];
  const common = (names: Names) => names.filter((name) => inBase.has(name) && inOurs.has(name) && inTheirs.has(name));
  const before = common(base);
  const isMoved = common(ours).some((name, index) => name !== before[index]);
  const [leading, other] = isMoved ? [ours, theirs] : [theirs, ours];
  const held = new Set(leading);
  const behind = new Map<string | undefined, string[]>();
  let last: string | undefined;
  for (const name of other) {
    if (held.has(name)) last = name;
    else behind.set(last, [...(behind.get(last) ?? []), name]);
  }
  return [...(behind.get(undefined) ?? []), ...leading.flatMap((name) => [name, ...(behind.get(name) ?? [])])];
}
