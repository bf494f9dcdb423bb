import { Failure } from "../../diagnostics/failure.ts";
import type { Clash, Lines } from "../../merge/merged-text.ts";

/** What keeps a build from putting a user's edits and what is generated now together. */
export interface Conflict {
  readonly path: string;
  /** One clause. */
  readonly what: string;
  /** Where in the user's file. */
  readonly line?: number;
  /** The first lines of both sides, where there are any. */
  readonly sides?: { readonly ours: string; readonly theirs: string };
}

export function clashConflict(path: string, clash: Clash, ours: string, theirs: string): Conflict {
  return {
    path,
    what: `${clash.at === undefined ? "" : `${clash.at} `}${wordsOf(clash)}`,
    ...(clash.ours.count > 0 && { line: clash.ours.from }),
    sides: { ours: shown(ours, clash.ours), theirs: shown(theirs, clash.theirs) },
  };
}

function wordsOf({ ours, theirs }: Clash): string {
  if (ours.count === 0) return "was taken out by you and is another one now";
  if (theirs.count === 0) return "was edited by you and is generated no more";
  return "was edited by you and is another one now";
}

const MOST_LINES = 3;

function shown(text: string, { from, count }: Lines): string {
  if (count === 0) return "nothing";
  const lines = text.split("\n").slice(from - 1, from - 1 + Math.min(count, MOST_LINES));
  const more = count > MOST_LINES ? ` … (lines ${from} to ${from + count - 1})` : ` (line ${from})`;
  return lines.map((line) => line.trim()).join(" ⏎ ") + more;
}

const MOST_TOLD = 20;

/** Names the conflicts, a few lines each, and the ways out. */
export function conflictsFailure(folder: string, conflicts: readonly Conflict[]): Failure {
  const paths = [...new Set(conflicts.map(({ path }) => path))];
  const named = paths.slice(0, 3).join(", ") + (paths.length > 3 ? ` and ${paths.length - 3} more` : "");
  const count = `${conflicts.length} ${conflicts.length === 1 ? "conflict" : "conflicts"}`;
  const rest = conflicts.length - MOST_TOLD;
  return new Failure(
    "unusable",
    `${folder}: ${count} between your edits and what is generated now, in ${named}; nothing was written. Where they clash, --ours '${paths[0]}' keeps yours and --theirs '${paths[0]}' takes what is generated (globs, separated by commas; everything else is merged all the same), or put what is generated into your file by hand`,
    {
      details: [...conflicts.slice(0, MOST_TOLD).flatMap(lines), ...(rest > 0 ? [`… and ${rest} more`] : [])],
    },
  );
}

function lines({ path, what, line, sides }: Conflict): string[] {
  const first = `${path}${line === undefined ? "" : `:${line}`} ${what}`;
  return sides ? [first, `– yours: ${sides.ours}`, `– now: ${sides.theirs}`] : [first];
}
