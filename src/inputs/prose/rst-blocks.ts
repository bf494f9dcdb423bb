import { type Block, type Entry, type Item, lineAt } from "./blocks.ts";
import { directiveBlocks, directiveOf } from "./rst-directives.ts";
import { dedented, indentOf, type ReadBody, type RstPage, wordsOf } from "./rst-page.ts";
import { tableBlock } from "./rst-table-block.ts";
import { gridTable, isTableEdge, type Line, simpleTable } from "./rst-tables.ts";

const DEEPEST = 30;
const TAB = 8;

/** reStructuredText, with the directives of Sphinx, as blocks. */
export function rstBlocks(text: string, document: string): readonly Block[] {
  const lines = text
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((one, index): Line => ({ text: untabbed(one).trimEnd(), number: index + 1 }));
  const page: RstPage = { document, targets: targetsIn(lines), levels: [], anchors: [], language: "" };
  return readLines(lines, page, 0);
}

function untabbed(text: string): string {
  if (!text.includes("\t")) return text;
  let shown = "";
  for (const char of text) shown += char === "\t" ? " ".repeat(TAB - (shown.length % TAB)) : char;
  return shown;
}

function targetsIn(lines: readonly Line[]): ReadonlyMap<string, string> {
  const found = lines.flatMap(({ text }): [string, string][] => {
    const target = /^\s*\.\. _`?([^:`]+)`?:\s+(\S+)\s*$/.exec(text);
    return target ? [[(target[1] ?? "").toLowerCase(), target[2] ?? ""]] : [];
  });
  return new Map(found);
}

/** A reader takes what it knows from the front: the blocks, and how many lines they were. */
type Taken = { readonly blocks: readonly Block[]; readonly length: number } | undefined;
type Reader = (lines: readonly Line[], page: RstPage, depth: number) => Taken;

const READERS: readonly Reader[] = [
  readTitle,
  readDirective,
  readTable,
  readFields,
  readList,
  readQuote,
  readDefinitions,
  readParagraph,
];

function readLines(lines: readonly Line[], page: RstPage, depth: number): readonly Block[] {
  const blocks: Block[] = [];
  if (depth > DEEPEST) return blocks;
  let at = 0;
  while (at < lines.length) {
    if ((lines[at]?.text ?? "") === "") {
      at++;
      continue;
    }
    const rest = windowOf(lines, at);
    let taken: Taken;
    for (const reader of READERS) {
      taken = reader(rest, page, depth);
      if (taken) break;
    }
    blocks.push(...(taken?.blocks ?? []));
    at += Math.max(1, taken?.length ?? 1);
  }
  return blocks;
}

/** From here on, without a copy of the whole page for each block. */
function windowOf(lines: readonly Line[], from: number): readonly Line[] {
  let end = from;
  const indent = indentOf(lines[from]?.text ?? "");
  // A block goes on over blank lines while it is indented; what no block reaches isn't copied.
  for (end = from + 1; end < lines.length; end++) {
    const text = lines[end]?.text ?? "";
    const isNew = text !== "" && (lines[end - 1]?.text ?? "") === "" && indentOf(text) <= indent;
    if (isNew && !continues(lines, from, end)) break;
  }
  return lines.slice(from, end);
}

/** Lists, fields and tables may hold blank lines between their parts. */
function continues(lines: readonly Line[], from: number, end: number): boolean {
  const first = lines[from]?.text.trim() ?? "";
  const text = lines[end]?.text ?? "";
  if (isTableEdge(first) === "simple") return !closed(lines, from, end);
  if (bulletOf(first) !== undefined) return bulletOf(text) !== undefined;
  if (FIELD.test(first)) return FIELD.test(text);
  // The code after `::` may stand behind a blank line, further in; definitions go on with the next term.
  return false;
}

function closed(lines: readonly Line[], from: number, end: number): boolean {
  let edges = 0;
  for (let at = from; at < end; at++) if (isTableEdge(lines[at]?.text ?? "") === "simple") edges++;
  return edges >= 3 || (edges === 2 && isTableEdge(lines[end - 2]?.text ?? "") === "simple");
}

const RULE = /^([!-/:-@[-`{-~])\1{2,}$/;

function readTitle(lines: readonly Line[], page: RstPage): Taken {
  const [first, second, third] = lines.map(({ text }) => text);
  const line = lines[0]?.number ?? 1;
  if (first !== undefined && RULE.test(first)) {
    const isTitle = second !== undefined && second.trim() !== "" && third === first;
    return {
      blocks: isTitle ? [heading(second.trim(), `${first[0]}${first[0]}`, page, line)] : [],
      length: isTitle ? 3 : 1,
    };
  }
  const underlined = first !== undefined && indentOf(first) === 0 && second !== undefined && RULE.test(second);
  if (!underlined || second.length < Math.min(first.length - 2, 4)) return undefined;
  return { blocks: [heading(first, second.charAt(0), page, line)], length: 2 };
}

function heading(text: string, style: string, page: RstPage, line: number): Block {
  if (!page.levels.includes(style)) page.levels.push(style);
  const level = Math.min(6, page.levels.indexOf(style) + 1);
  const anchors = page.anchors.splice(0);
  return { kind: "heading", level, words: wordsOf(text, page), anchors, at: lineAt(page.document, line) };
}

/** What is indented below the first line, at once or behind blank lines. */
function indentedBelow(lines: readonly Line[], indent: number, from = 0): number {
  let end = from + 1;
  for (let at = from + 1; at < lines.length; at++) {
    const text = lines[at]?.text ?? "";
    if (text === "") continue;
    if (indentOf(text) <= indent) break;
    end = at + 1;
  }
  return end - from;
}

function readDirective(lines: readonly Line[], page: RstPage, depth: number): Taken {
  const first = lines[0]?.text ?? "";
  const indent = indentOf(first);
  if (!/^\s*\.\.(\s|$)/.test(first)) return undefined;
  const length = indentedBelow(lines, indent);
  const anchor = /^\s*\.\. _`?([^:`]+)`?:\s*$/.exec(first)?.[1];
  if (anchor !== undefined) page.anchors.push(anchor);
  const directive = directiveOf(lines.slice(0, length));
  if (!directive) return { blocks: [], length };
  return { blocks: directiveBlocks(directive, page, (body) => readLines(body, page, depth + 1)), length };
}

function readTable(lines: readonly Line[], page: RstPage, depth: number): Taken {
  const edge = isTableEdge(lines[0]?.text ?? "");
  if (edge === undefined) return undefined;
  const read = edge === "grid" ? gridTable(lines) : simpleTable(lines);
  if (!read) return undefined;
  const line = lines[0]?.number ?? 1;
  const body: ReadBody = (cell) => readLines(cell, page, depth + 1);
  return { blocks: [tableBlock(read.table, page, body, line)], length: read.length };
}

const FIELD = /^\s*:(?![\s:])((?:[^:\\]|\\.|:(?=\w*:?`)|:(?=[\w.]))*?):(?=\s|$)/;

function readFields(lines: readonly Line[], page: RstPage, depth: number): Taken {
  const first = lines[0]?.text ?? "";
  if (!FIELD.test(first)) return undefined;
  const indent = indentOf(first);
  const entries: Entry[] = [];
  let at = 0;
  while (at < lines.length) {
    const text = lines[at]?.text ?? "";
    if (text === "") {
      at++;
      continue;
    }
    const field = indentOf(text) === indent ? FIELD.exec(text) : null;
    if (!field) break;
    const length = indentedBelow(lines, indent, at);
    const own = { text: text.slice(field[0].length).trim(), number: lines[at]?.number ?? 1 };
    const body = [own, ...dedented(lines.slice(at + 1, at + length))];
    entries.push({
      term: [{ text: field[1] ?? "" }],
      body: readLines(body, page, depth + 1),
      at: lineAt(page.document, own.number),
    });
    at += length;
  }
  return { blocks: [{ kind: "definitions", entries, at: lineAt(page.document, lines[0]?.number ?? 1) }], length: at };
}

function bulletOf(text: string): string | undefined {
  return /^\s*(?:[-*+•]|\d{1,3}[.)]|#\.|\(?[a-z][.)])\s+(?=\S)/.exec(text)?.[0];
}

function readList(lines: readonly Line[], page: RstPage, depth: number): Taken {
  const first = lines[0]?.text ?? "";
  if (bulletOf(first) === undefined) return undefined;
  const indent = indentOf(first);
  const items: Item[] = [];
  let at = 0;
  while (at < lines.length) {
    const text = lines[at]?.text ?? "";
    if (text === "") {
      at++;
      continue;
    }
    const bullet = indentOf(text) === indent ? bulletOf(text) : undefined;
    if (bullet === undefined) break;
    const length = indentedBelow(lines, indent, at);
    const number = lines[at]?.number ?? 1;
    const body = [
      { text: text.slice(bullet.length), number },
      ...lines.slice(at + 1, at + length).map((line) => shifted(line, bullet.length)),
    ];
    items.push({ blocks: readLines(body, page, depth + 1), at: lineAt(page.document, number) });
    at += length;
  }
  return { blocks: [{ kind: "list", items, at: lineAt(page.document, lines[0]?.number ?? 1) }], length: at };
}

function shifted({ text, number }: Line, by: number): Line {
  return { text: text.slice(Math.min(by, indentOf(text))), number };
}

/** Indented text is read as if it stood at the margin. */
function readQuote(lines: readonly Line[], page: RstPage, depth: number): Taken {
  const indent = indentOf(lines[0]?.text ?? "");
  if (indent === 0) return undefined;
  const end = lines.findIndex(({ text }) => text !== "" && indentOf(text) === 0);
  const length = end < 0 ? lines.length : end;
  return { blocks: readLines(dedented(lines.slice(0, length)), page, depth + 1), length };
}

/** A line with indented text right below it. */
function readDefinitions(lines: readonly Line[], page: RstPage, depth: number): Taken {
  const [first, second] = lines;
  if (!first || !second || second.text === "" || indentOf(second.text) <= indentOf(first.text)) return undefined;
  if (first.text.endsWith("::")) return undefined;
  const length = indentedBelow(lines, indentOf(first.text));
  const at = lineAt(page.document, first.number);
  const body = readLines(dedented(lines.slice(1, length)), page, depth + 1);
  return { blocks: [{ kind: "definitions", entries: [{ term: wordsOf(first.text, page), body, at }], at }], length };
}

function readParagraph(lines: readonly Line[], page: RstPage): Taken {
  const end = lines.findIndex(({ text }) => text === "");
  const own = end < 0 ? lines : lines.slice(0, end);
  const text = own.map((line) => line.text.trim()).join("\n");
  const at = lineAt(page.document, own[0]?.number ?? 1);
  const words = wordsOf(text.replace(/\s*::$/, ":").replace(/^:$/, ""), page);
  const blocks: Block[] = words.length > 0 ? [{ kind: "paragraph", words, at }] : [];
  if (!text.endsWith("::")) return { blocks, length: own.length };
  const below = lines.slice(own.length);
  const length =
    below.length === 0 ? 0 : indentedBelow([{ text: "", number: 0 }, ...below], indentOf(own[0]?.text ?? "")) - 1;
  const code = dedented(
    below.slice(0, length).filter((line, index, all) => line.text !== "" || index > 0 || all.length === 0),
  );
  const shown = code
    .map((line) => line.text)
    .join("\n")
    .trim();
  const place = lineAt(page.document, below.find((line) => line.text !== "")?.number ?? 1);
  if (shown !== "") blocks.push({ kind: "code", language: page.language, text: shown, at: place });
  return { blocks, length: own.length + length };
}
