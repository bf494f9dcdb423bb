import { diff3Merge } from "node-diff3";
import { anchoredSegments, type Segment } from "./anchored-segments.ts";
import { mergeTouching } from "./merge-touching.ts";
import type { Clash, MergedText, Versions, Winner } from "./merged-text.ts";

/**
 * Three-way merge by lines. What both changed clashes; the text then holds the winner's, or the user's where
 * none is named.
 */
export function mergeLines({ base, ours, theirs }: Versions, winner?: Winner): MergedText {
  const lines: string[] = [];
  const clashes: Clash[] = [];
  for (const segment of anchoredSegments(base.split("\n"), ours.split("\n"), theirs.split("\n")))
    mergeSegment(segment, winner, lines, clashes);
  return { text: lines.join("\n"), clashes };
}

function mergeSegment(segment: Segment, winner: Winner | undefined, lines: string[], clashes: Clash[]): void {
  const { base, ours, theirs, ourLine, theirLine } = segment;
  const unchanged = isSame(ours, base) || isSame(ours, theirs) ? theirs : isSame(theirs, base) ? ours : undefined;
  append(lines, unchanged ?? []);
  if (unchanged) return;
  for (const { ok, conflict } of diff3Merge([...ours], [...base], [...theirs], { excludeFalseConflicts: true })) {
    const touching = conflict && mergeTouching(conflict.o, conflict.a, conflict.b);
    append(lines, ok ?? touching ?? (winner === "theirs" ? conflict?.b : conflict?.a) ?? []);
    if (!conflict || touching || winner !== undefined) continue;
    clashes.push({
      ours: { from: ourLine + conflict.aIndex, count: conflict.a.length },
      theirs: { from: theirLine + conflict.bIndex, count: conflict.b.length },
    });
  }
}

function append(lines: string[], more: readonly string[]): void {
  for (const line of more) lines.push(line);
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((line, index) => line === others[index]);
}
