import { trimmedRuns } from "./block-builder.ts";
import type { Block, Words } from "./blocks.ts";
import { rstRuns } from "./rst-inline.ts";
import type { Line } from "./rst-tables.ts";

/** What all parts of one page know. */
export interface RstPage {
  readonly document: string;
  readonly targets: ReadonlyMap<string, string>;
  /** Styles of underlines, the highest level first. */
  readonly levels: string[];
  /** Names that stand before the next heading. */
  readonly anchors: string[];
  /** The language of `::` blocks. */
  language: string;
}

/** Reads lines that stand within others as a page of its own. */
export type ReadBody = (lines: readonly Line[]) => readonly Block[];

export const indentOf = (text: string): number => text.length - text.trimStart().length;

export function dedented(lines: readonly Line[]): readonly Line[] {
  const indent = Math.min(...lines.filter(({ text }) => text !== "").map(({ text }) => indentOf(text)));
  return Number.isFinite(indent) ? lines.map(({ text, number }) => ({ text: text.slice(indent), number })) : [];
}

export function wordsOf(text: string, page: RstPage): Words {
  return trimmedRuns(rstRuns(text, page.targets));
}
