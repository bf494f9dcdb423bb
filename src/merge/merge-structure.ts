import { diff3Merge } from "node-diff3";
import { type Collection, type Part, type Piece, printCollection } from "./collection.ts";
import { cutBlock } from "./cut-block.ts";
import { cutFlow } from "./cut-flow.ts";
import { partNames } from "./match-parts.ts";
import { mergeOrder } from "./merge-order.ts";
import { mergeSingleValue } from "./merge-single-value.ts";
import type { Clash, Lines, MergedText, Versions, Winner } from "./merged-text.ts";

export interface MergeRules {
  /** Of clashes; absent: nobody. */
  readonly winner?: Winner;
  /** Places (keys, and names of list items) at which what is generated counts, whatever the user made of it: here, or below. */
  readonly decided?: (at: readonly string[]) => "here" | "below" | undefined;
}

interface Pieces {
  readonly base: Piece;
  readonly ours: Piece;
  readonly theirs: Piece;
}

interface Merging {
  readonly rules: MergeRules;
  readonly clashes: Clash[];
  readonly outranked: string[];
}

/**
 * Three-way merge of YAML or JSON by keys and named items: each keeps the text, comments and formatting of the side that it comes
 * from. Undefined where the texts aren't maps or lists alike.
 */
export function mergeStructure(versions: Versions, rules: MergeRules): MergedText | undefined {
  const merging: Merging = { rules, clashes: [], outranked: [] };
  const pieces = {
    base: { text: versions.base, line: 1 },
    ours: { text: versions.ours, line: 1 },
    theirs: { text: versions.theirs, line: 1 },
  };
  const text = mergeCollections(pieces, [], merging);
  return text === undefined ? undefined : { text, clashes: merging.clashes, outranked: merging.outranked };
}

function mergeCollections(pieces: Pieces, at: readonly string[], merging: Merging): string | undefined {
  const cuts = cutAll(pieces, cutBlock) ?? cutAll(pieces, cutFlow);
  if (!cuts) return undefined;
  const [base, ours, theirs] = cuts;
  const parts = mergeNamed(cuts, at, merging) ?? mergePlaced(cuts, at, merging);
  if (!parts) return undefined;
  const below = mergeComments(base.below, ours.below, theirs.below);
  return printCollection({ ...ours, style: styleOf(base, ours, theirs), parts, below });
}

type Cuts = readonly [base: Collection, ours: Collection, theirs: Collection];

function mergeNamed(cuts: Cuts, at: readonly string[], merging: Merging): Part[] | undefined {
  const names = partNames(cuts);
  if (!names) return undefined;
  const [base, ours, theirs] = cuts.map(
    ({ parts }, side) => new Map(parts.map((part, index) => [names[side]?.[index] ?? "", part])),
  );
  return mergeOrder(...names).flatMap((name) => {
    const versions = { base: base?.get(name), ours: ours?.get(name), theirs: theirs?.get(name) };
    return mergePart(versions, [...at, name], merging) ?? [];
  });
}

/** Items that nothing but their places tells apart: as lines are merged, or each by itself where their number stays. */
function mergePlaced(cuts: Cuts, at: readonly string[], merging: Merging): Part[] | undefined {
  if (cuts[0].kind !== "list") return undefined;
  const [base = [], ours = [], theirs = []] = cuts.map(({ parts }) => parts.map(({ value }) => value.text.trim()));
  const byText = new Map(cuts.toReversed().flatMap(({ parts }) => parts.map((part) => [part.value.text.trim(), part])));
  const stretches = diff3Merge(ours, base, theirs);
  if (!stretches.every(({ conflict }) => !conflict || isEven(conflict.a, conflict.o, conflict.b)))
    return isEven(ours, base, theirs)
      ? mergeOneByOne({ oIndex: 0, aIndex: 0, bIndex: 0, o: base }, cuts, at, merging)
      : undefined;
  return stretches.flatMap(({ ok, conflict }) =>
    conflict ? mergeOneByOne(conflict, cuts, at, merging) : (ok ?? []).flatMap((text) => byText.get(text) ?? []),
  );
}

function isEven(...lists: readonly (readonly string[])[]): boolean {
  return new Set(lists.map(({ length }) => length)).size === 1;
}

interface Stretch {
  readonly oIndex: number;
  readonly aIndex: number;
  readonly bIndex: number;
  readonly o: readonly string[];
}

function mergeOneByOne(
  { oIndex, aIndex, bIndex, o }: Stretch,
  cuts: Cuts,
  at: readonly string[],
  merging: Merging,
): Part[] {
  return o.flatMap((_, index) => {
    const [base, ours, theirs] = [oIndex, aIndex, bIndex].map((from, side) => cuts[side]?.parts[from + index]);
    return mergePart({ base, ours, theirs }, [...at, String(aIndex + index)], merging) ?? [];
  });
}

/** All three in one shape: theirs and the base moved to the user's indentation. */
function cutAll(
  { base, ours, theirs }: Pieces,
  cut: (piece: Piece) => Collection | undefined,
): [Collection, Collection, Collection] | undefined {
  const mine = cut(ours);
  if (!mine) return undefined;
  const others = [base, theirs].map((piece) => {
    const made = cut(piece);
    const by = made && indentOf(mine) - indentOf(made);
    return by === undefined || by === 0 ? made : cut({ ...piece, text: moved(piece.text, by) });
  });
  const [was, now] = others;
  if (!was || !now || was.kind !== mine.kind || now.kind !== mine.kind) return undefined;
  return [was, mine, now];
}

function indentOf({ style }: Collection): number {
  return style.kind === "block" ? style.indent : 0;
}

function moved(text: string, by: number): string {
  return text.replace(/^(?=.*\S) */gm, (spaces) => " ".repeat(Math.max(0, spaces.length + by)));
}

function styleOf(base: Collection, ours: Collection, theirs: Collection): Collection["style"] {
  const isUntouched = ours.style.kind === "flow" && base.style.kind === "flow" && ours.style.close === base.style.close;
  return isUntouched ? theirs.style : ours.style;
}

interface Three<One> {
  readonly base: One | undefined;
  readonly ours: One | undefined;
  readonly theirs: One | undefined;
}

/** Undefined where the part is in the merged text no more. */
function mergePart({ base, ours, theirs }: Three<Part>, at: readonly string[], merging: Merging): Part | undefined {
  if (!ours || !theirs) return mergeAbsence({ base, ours, theirs }, at, merging);
  if (!base) {
    if (isSame(ours.value.text, theirs.value.text)) return ours;
    const nothing = { text: "", line: 0 };
    const value = mergeValue({ base: nothing, ours: ours.value, theirs: theirs.value }, at, merging);
    return { ...ours, value: { ...ours.value, text: value } };
  }
  const value = mergeValue({ base: base.value, ours: ours.value, theirs: theirs.value }, at, merging);
  return {
    key: ours.key,
    above: mergeComments(base.above, ours.above, theirs.above),
    head: isSame(ours.head, base.head) ? theirs.head : ours.head,
    value: { ...ours.value, text: value },
  };
}

/** One side has no such part (any more). */
function mergeAbsence(versions: Three<Part>, at: readonly string[], merging: Merging): Part | undefined {
  const { base, ours, theirs } = versions;
  const there = ours ?? theirs;
  if (!base || !there) return base ? undefined : there;
  if (isSame(base.value.text, there.value.text)) return undefined;
  if (isOutranked(at, merging)) return theirs;
  if (merging.rules.winner === undefined) clash(at, { ours: ours?.value, theirs: theirs?.value }, merging);
  return merging.rules.winner === "theirs" ? theirs : ours;
}

function mergeValue(pieces: Pieces, at: readonly string[], merging: Merging): string {
  const { base, ours, theirs } = pieces;
  if (isSame(ours.text, theirs.text)) return ours.text;
  if (isSame(ours.text, base.text)) return theirs.text;
  if (isOutranked(at, merging)) return theirs.text;
  if (isSame(theirs.text, base.text) && merging.rules.decided?.(at) !== "below") return ours.text;
  return mergeBelow(pieces, at, merging) ?? mergeSingle(pieces, at, merging);
}

function isOutranked(at: readonly string[], { rules, outranked }: Merging): boolean {
  if (rules.decided?.(at) !== "here") return false;
  outranked.push(at.join("."));
  return true;
}

/** Values that are collections; the text behind the colon stays where it is. */
function mergeBelow(pieces: Pieces, at: readonly string[], merging: Merging): string | undefined {
  const heads = [pieces.base, pieces.ours, pieces.theirs].map(({ text }) => /^[^\S\n]*(#[^\n]*)?\n/.exec(text)?.[0]);
  const [base, ours, theirs] = heads;
  if (base !== undefined && ours !== undefined && theirs !== undefined) {
    const below = (piece: Piece, head: string) => ({ text: piece.text.slice(head.length), line: piece.line + 1 });
    const parts = {
      base: below(pieces.base, base),
      ours: below(pieces.ours, ours),
      theirs: below(pieces.theirs, theirs),
    };
    const merged = mergeCollections(parts, at, merging);
    if (merged !== undefined) return (isSame(ours, base) ? theirs : ours) + merged;
  }
  return mergeCollections(pieces, at, merging);
}

function mergeSingle({ base, ours, theirs }: Pieces, at: readonly string[], merging: Merging): string {
  const merged = mergeSingleValue({ base: base.text, ours: ours.text, theirs: theirs.text });
  if (merged !== undefined) return merged;
  if (merging.rules.winner === undefined) clash(at, { ours, theirs }, merging);
  return merging.rules.winner === "theirs" ? theirs.text : ours.text;
}

/** What the user wrote there stays, above what is generated there now. */
function mergeComments(base: string, ours: string, theirs: string): string {
  if (isSame(ours, base)) return theirs;
  if (isSame(theirs, base) || isSame(ours, theirs)) return ours;
  const generated = new Set([...base.split("\n"), ...theirs.split("\n")]);
  const own = ours.split(/(?<=\n)/).filter((line) => line.trim() !== "" && !generated.has(line.replace(/\n$/, "")));
  return own.join("") + theirs;
}

function clash(
  at: readonly string[],
  { ours, theirs }: { ours?: Piece | undefined; theirs?: Piece | undefined },
  { clashes }: Merging,
): void {
  clashes.push({ at: at.join("."), ours: linesOf(ours), theirs: linesOf(theirs) });
}

function linesOf(piece: Piece | undefined): Lines {
  if (!piece) return { from: 0, count: 0 };
  return { from: piece.line, count: piece.text.trimEnd().split("\n").length };
}

function isSame(some: string, other: string): boolean {
  return some === other || some.trim() === other.trim();
}
