import type { SourceRef } from "../../evidence/source-ref.ts";

/** A stretch of text in one style. */
export interface Run {
  readonly text: string;
  readonly mark?: "code" | "strong" | "emphasis";
  /** Where it links to, as written. */
  readonly link?: string;
}

export type Words = readonly Run[];

export interface Cell {
  readonly words: Words;
  /** Lists, tables and code within. */
  readonly blocks: readonly Block[];
}

export interface Entry {
  readonly term: Words;
  readonly body: readonly Block[];
  readonly at: SourceRef;
}

export interface Item {
  readonly blocks: readonly Block[];
  readonly at: SourceRef;
}

/** `header` is empty where the table has none; cells of one row are in the order of the columns. */
export interface Table {
  readonly kind: "table";
  readonly header: readonly Cell[];
  readonly rows: readonly { readonly cells: readonly Cell[]; readonly at: SourceRef }[];
  readonly at: SourceRef;
}

/** A page of documentation, whatever it was written in. */
export type Block =
  | {
      readonly kind: "heading";
      /** From 1; 7 for the signature of an endpoint, which holds what is indented below it. */
      readonly level: number;
      readonly words: Words;
      readonly anchors: readonly string[];
      readonly at: SourceRef;
    }
  | { readonly kind: "paragraph"; readonly words: Words; readonly at: SourceRef }
  | { readonly kind: "list"; readonly items: readonly Item[]; readonly at: SourceRef }
  | { readonly kind: "definitions"; readonly entries: readonly Entry[]; readonly at: SourceRef }
  | Table
  | { readonly kind: "code"; readonly language: string; readonly text: string; readonly at: SourceRef }
  /** Another page that belongs here; `as` is the language where it is code. */
  | { readonly kind: "include"; readonly target: string; readonly as: string | undefined; readonly at: SourceRef };

export const SIGNATURE_LEVEL = 7;

export function lineAt(document: string, line: number): SourceRef {
  return { document, pointer: `line ${line}` };
}

/** Line breaks and spaces are one space each. */
export function plainText(words: Words): string {
  return words
    .map(({ text }) => text)
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}

/** As Markdown would show it: code in backticks, links with their targets left out. */
export function markedText(words: Words): string {
  return words
    .map(({ text, mark }) => (mark === "code" ? `\`${text}\`` : text))
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}

export function textOfBlocks(blocks: readonly Block[]): string {
  return blocks
    .map(textOfBlock)
    .filter((text) => text !== "")
    .join("\n\n");
}

/** A block as plain text for people; tables as rows between bars. */
export function textOfBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return markedText(block.words);
    case "list":
      return block.items.map(({ blocks }) => `- ${textOfBlocks(blocks)}`).join("\n");
    case "definitions":
      return block.entries.map(({ term, body }) => `${markedText(term)}: ${textOfBlocks(body)}`).join("\n");
    case "table":
      return [block.header, ...block.rows.map(({ cells }) => cells)]
        .filter((cells) => cells.length > 0)
        .map((cells) => `| ${cells.map(({ words }) => markedText(words)).join(" | ")} |`)
        .join("\n");
    case "code":
      return block.text.trim();
    case "include":
      return "";
  }
}
