import type { WordCount } from "../../evidence/file-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";

/** More different words than these are texts. */
export const MOST_WORDS = 12;
const LONGEST = 20;

/** Counts different short words, as long as they are few. */
export function countWords() {
  const words = new Map<string, { count: number; readonly at: SourceRef }>();
  let isFew = true;
  return {
    add(text: string, at: () => SourceRef): void {
      const held = words.get(text);
      if (held) held.count++;
      else if (words.size < MOST_WORDS && text.length <= LONGEST) words.set(text, { count: 1, at: at() });
      else isFew = false;
    },
    isFew: () => isFew,
    counts: (): WordCount[] => [...words].map(([word, { count, at }]) => ({ word, count, at })),
  };
}
