import { mergeLines } from "./merge-lines.ts";
import type { Versions } from "./merged-text.ts";

/** A single value with the comment behind it, or a text of many lines; undefined where both sides changed it. */
export function mergeSingleValue(versions: Versions): string | undefined {
  const { base, ours, theirs } = versions;
  const [was, mine, now] = [withComment(base), withComment(ours), withComment(theirs)];
  if (was && mine && now) {
    const value = changed(was.value, mine.value, now.value);
    const comment = changed(was.comment, mine.comment, now.comment) ?? mine.comment;
    return value === undefined ? undefined : value + comment;
  }
  if (![base, ours, theirs].every(isText)) return undefined;
  const merged = mergeLines(versions);
  return merged.clashes.length === 0 ? merged.text : undefined;
}

function changed(was: string, mine: string, now: string): string | undefined {
  if (mine.trim() === was.trim() || mine.trim() === now.trim()) return now;
  return now.trim() === was.trim() ? mine : undefined;
}

function withComment(text: string): { value: string; comment: string } | undefined {
  const match = /^([^\n"'#|>]*|\s*"(?:[^"\\\n]|\\.)*"|\s*'[^'\n]*')(\s+#[^\n]*|\s*)\n?$/.exec(text);
  if (!match) return undefined;
  const value = (match[1] ?? "").trimEnd();
  return { value, comment: text.slice(value.length) };
}

function isText(text: string): boolean {
  return /^\s*[|>][-+0-9]*\s*\n/.test(text);
}
