import { Failure } from "../../diagnostics/failure.ts";
import { didYouMean } from "../../diagnostics/nearest-names.ts";
import { fitsGlob } from "./fits-glob.ts";

/**
 * The streams that names and globs (`invoice*`, `?` for one letter) speak of, in the known order. A glob means those
 * that are offered where it fits any of them: the list, and not each single object beside it.
 * Errors: a `Failure` (misuse) that tells each word that fits nothing, with the names that are nearest.
 */
export function matchStreams(
  words: readonly string[],
  known: readonly string[],
  offered: ReadonlySet<string> = new Set(known),
): string[] {
  if (words.length === 0) throw new Failure("misuse", "--streams names no stream");
  const found = new Set<string>();
  const unknown: string[] = [];
  for (const word of words) {
    const matches = isGlob(word) ? matching(word, known, offered) : known.filter((name) => name === word);
    for (const name of matches) found.add(name);
    if (matches.length === 0) unknown.push(word);
  }
  if (unknown.length > 0) throw new Failure("misuse", unknown.map((word) => problem(word, known)).join("; "));
  return known.filter((name) => found.has(name));
}

function matching(glob: string, known: readonly string[], offered: ReadonlySet<string>): string[] {
  const all = known.filter(fitsGlob(glob));
  const chosen = all.filter((name) => offered.has(name));
  return chosen.length > 0 ? chosen : all;
}

function problem(word: string, known: readonly string[]): string {
  if (isGlob(word)) return `no stream fits "${word}"${didYouMean(word.replaceAll(/[*?]/g, ""), known)}`;
  const hint = didYouMean(word, known) || `; there are ${known.slice(0, 8).join(", ")}${known.length > 8 ? ", …" : ""}`;
  return `there is no stream "${word}"${hint}`;
}

function isGlob(word: string): boolean {
  return /[*?]/.test(word);
}
