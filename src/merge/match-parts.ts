import { type Collection, type Part, unquoted } from "./collection.ts";
import { cutBlock } from "./cut-block.ts";
import { cutFlow } from "./cut-flow.ts";

/** What tells the parts of three collections from each other: the same word is the same part. */
export type Names = readonly [base: readonly string[], ours: readonly string[], theirs: readonly string[]];

/** Fields that name things, the likeliest first. */
const NAMING = ["name", "id", "key", "stream"];

/** Undefined where parts can't be told apart by what they hold: their places have to do. */
export function partNames(versions: readonly [Collection, Collection, Collection]): Names | undefined {
  const names = versions[0].kind === "map" ? keysOf(versions) : itemNames(versions);
  if (!names) return undefined;
  const [was, mine, now] = versions.map(
    ({ parts }, side) => new Map(parts.map((part, at) => [names[side]?.[at], part])),
  );
  if (!was || !mine || !now) return names;
  return [names[0], withOldNames(names[1], was, mine, now), withOldNames(names[2], was, now, mine)];
}

function keysOf(versions: readonly [Collection, Collection, Collection]): Names | undefined {
  return allUnique(versions.map(({ parts }) => parts.map(({ key }) => key)));
}

function itemNames(versions: readonly [Collection, Collection, Collection]): Names | undefined {
  const fields = versions.map(({ parts }) => parts.map(fieldsOf));
  const first = fields.flat()[0];
  if (!first) return allUnique(versions.map(({ parts }) => parts.map(({ value }) => value.text.trim())));
  for (const field of new Set([...NAMING, ...first.keys()])) {
    const found = fields.map((items) => items.map((item) => item?.get(field)));
    if (found.every((items) => items.every((value) => value !== undefined && value !== ""))) {
      const names = allUnique(found.map((items) => items.map((value) => value ?? "")));
      if (names) return names;
    }
  }
  return undefined;
}

/** The single values of an item that is a map. */
function fieldsOf({ value }: Part): ReadonlyMap<string, string> | undefined {
  const cut = cutBlock(value) ?? cutFlow(value);
  if (cut?.kind !== "map") return undefined;
  return new Map(cut.parts.map((part) => [part.key, singleValue(part.value.text)]));
}

function singleValue(text: string): string {
  const value = text.replace(/\s#.*$/m, "").trim();
  return /[\n[{|>]/.test(value) ? "" : unquoted(value);
}

function allUnique(names: readonly (readonly string[])[]): Names | undefined {
  const [base, ours, theirs] = names;
  if (!base || !ours || !theirs || names.some((all) => new Set(all).size < all.length)) return undefined;
  return [base, ours, theirs];
}

/** More of their lines than this in common, and two parts are one under two names. */
const ALIKE = 0.6;
const FEWEST_LINES = 3;

type Named = ReadonlyMap<string | undefined, Part>;

/** A part that is gone here and came back under another name keeps the old one, where the other side changed it or took it away. */
function withOldNames(names: readonly string[], base: Named, side: Named, other: Named): readonly string[] {
  const isChanged = (name: string | undefined) =>
    other.get(name)?.value.text.trim() !== base.get(name)?.value.text.trim();
  const gone = [...base.keys()].filter((name) => !side.has(name) && isChanged(name));
  const added = names.filter((name) => !base.has(name) && !other.has(name));
  const result = [...names];
  for (const name of gone) {
    const ranked = added
      .map((one) => ({ one, share: alike(base.get(name), side.get(one)) }))
      .filter(({ one, share }) => share > ALIKE && result.includes(one))
      .sort((a, b) => b.share - a.share);
    const best = ranked[0];
    if (best && name !== undefined) result[names.indexOf(best.one)] = name;
  }
  return result;
}

function alike(some: Part | undefined, other: Part | undefined): number {
  const [a, b] = [linesOf(some), linesOf(other)];
  if (a.length < FEWEST_LINES || b.length < FEWEST_LINES) return 0;
  const left = new Map<string, number>();
  for (const line of a) left.set(line, (left.get(line) ?? 0) + 1);
  let common = 0;
  for (const line of b) {
    const count = left.get(line) ?? 0;
    if (count > 0) common += 1;
    left.set(line, count - 1);
  }
  return (2 * common) / (a.length + b.length);
}

function linesOf(part: Part | undefined): string[] {
  return (part?.value.text ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
