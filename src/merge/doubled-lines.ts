import type { Versions } from "./merged-text.ts";

/** Shorter ones (brackets, headings of tables) come again for good reasons. */
const FEWEST_LETTERS = 8;

/**
 * Lines that both sides added, each in another place, so that a merged text holds them once too often: an import, a setting.
 * Only those that aren't indented: what is deeper belongs to what is above it.
 */
export function doubledLines({ base, ours, theirs }: Versions, merged: string): string[] {
  const [was, mine, now, all] = [base, ours, theirs, merged].map(counted);
  return [...(all ?? [])].flatMap(([line, count]) => {
    const [before, here, there] = [was, mine, now].map((lines) => lines?.get(line) ?? 0);
    if (before === undefined || here === undefined || there === undefined) return [];
    return here > before && there > before && count > Math.max(here, there) ? [line] : [];
  });
}

function counted(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.split("\n")) {
    if (/^\s/.test(line) || line.replace(/\W/g, "").length < FEWEST_LETTERS) continue;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return counts;
}
