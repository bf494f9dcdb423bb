import type { SourceRef } from "../../evidence/source-ref.ts";
import { type Block, plainText, type Words } from "./blocks.ts";

interface Labelled {
  readonly label: string;
  readonly value: string;
  readonly at: SourceRef;
}

/** What lines, items and rows of two cells say in the manner of `URL: /users`; of a table of one row its columns. */
export function labelledValues(block: Block): Labelled[] {
  if (block.kind === "paragraph") return labelledLines(block.words, block.at);
  if (block.kind === "list") return block.items.flatMap(({ blocks }) => blocks.slice(0, 1).flatMap(labelledValues));
  if (block.kind === "definitions") {
    return block.entries.flatMap(({ term, body, at }) => {
      const [first] = body;
      return first?.kind === "paragraph" ? [{ label: plainText(term), value: plainText(first.words), at }] : [];
    });
  }
  if (block.kind !== "table") return [];
  const [only, ...others] = block.rows;
  if (only && others.length === 0 && block.header.length > 2) {
    return block.header.flatMap(({ words }, at) => {
      const value = only.cells[at];
      return value ? [{ label: plainText(words), value: plainText(value.words), at: only.at }] : [];
    });
  }
  return [block.header, ...block.rows.map(({ cells }) => cells)].flatMap((cells) => {
    const [label, value] = cells.map(({ words }) => plainText(words));
    return label !== undefined && value !== undefined ? [{ label, value, at: block.at }] : [];
  });
}

function labelledLines(words: Words, at: SourceRef): Labelled[] {
  const lines = words
    .map(({ text }) => text)
    .join("")
    .split("\n");
  return lines.flatMap((line) => {
    const found = /^\s*([\w /-]{2,30}?)\s*[:：=-]\s*(\S.*)$/.exec(line);
    return found ? [{ label: found[1] ?? "", value: found[2] ?? "", at }] : [];
  });
}
