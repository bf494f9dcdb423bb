import { doubledLines } from "./doubled-lines.ts";
import { mergeLines } from "./merge-lines.ts";
import { type MergeRules, mergeStructure } from "./merge-structure.ts";
import type { MergedText, Versions } from "./merged-text.ts";

/** What is wrong with a text, in one line; undefined: nothing. */
export type FindProblem = (text: string) => string | undefined;

export interface TextRules extends MergeRules {
  /** Whether the file is read as YAML or JSON, and merged by its keys. */
  readonly hasKeys: boolean;
  /** Of a merged text: a file that was sound on both sides has to be sound afterwards. */
  readonly findProblem: FindProblem;
}

/** A merged text; `problem` where it can't be used, though nothing in it clashed. */
export interface CheckedText extends MergedText {
  readonly problem?: string;
}

/**
 * Three-way merge of one file's text. What has keys is merged by them, or by lines where that doesn't give a sound file;
 * everything else by lines. Line ends stay those of the user's text.
 */
export function mergeText(versions: Versions, rules: TextRules): CheckedText {
  if (!versions.ours.includes("\r\n")) return mergePlain(versions, rules);
  const ours = versions.ours.replaceAll("\r\n", "\n");
  const merged = mergePlain({ ...versions, ours }, rules);
  return { ...merged, text: merged.text.replaceAll("\n", "\r\n") };
}

function mergePlain(versions: Versions, rules: TextRules): CheckedText {
  const { base, ours, theirs } = versions;
  if (ours === base || ours === theirs) return { text: theirs, clashes: [] };
  if (theirs === base && !rules.decided) return { text: ours, clashes: [] };
  const byKeys = rules.hasKeys ? mergeStructure(versions, rules) : undefined;
  if (!byKeys) return checked(mergeByLines(versions, rules), rules);
  const merged = checked(byKeys, rules);
  if (merged.problem === undefined) return merged;
  const byLines = checked(mergeByLines(versions, rules), rules);
  return byLines.clashes.length === 0 && byLines.problem === undefined ? byLines : merged;
}

function checked(merged: MergedText, { findProblem }: TextRules): CheckedText {
  const problem = merged.clashes.length > 0 ? undefined : findProblem(merged.text);
  return problem === undefined ? merged : { ...merged, problem };
}

function mergeByLines(versions: Versions, { winner }: TextRules): MergedText {
  const merged = mergeLines(versions, winner);
  const doubled = doubledLines(versions, merged.text);
  return doubled.length === 0 ? merged : { ...merged, doubled };
}
