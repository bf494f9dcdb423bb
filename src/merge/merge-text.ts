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
  if (byKeys && byKeys.clashes.length > 0) return byKeys;
  const problem = byKeys && rules.findProblem(byKeys.text);
  if (byKeys && problem === undefined) return byKeys;
  const byLines = mergeLines(versions, rules.winner);
  if (byLines.clashes.length > 0) return byKeys ? { ...byKeys, ...(problem !== undefined && { problem }) } : byLines;
  const left = rules.findProblem(byLines.text);
  return left === undefined ? byLines : { ...byLines, problem: left };
}
