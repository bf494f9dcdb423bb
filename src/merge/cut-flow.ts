import { type Collection, KEY, type Part, type Piece, unquoted } from "./collection.ts";

/** A map or list in brackets; undefined for anything else, and where comments stand between the brackets. */
export function cutFlow({ text, line }: Piece): Collection | undefined {
  const start = text.search(/\S/);
  const kind = text[start] === "{" ? "map" : text[start] === "[" ? "list" : undefined;
  if (kind === undefined) return undefined;
  const cuts = commasOf(text, start);
  if (!cuts) return undefined;
  const { commas, end } = cuts;
  if (!/^\s*$/.test(text.slice(end + 1))) return undefined;
  const ends = [...commas, end];
  let at = line + linesIn(text.slice(0, start));
  const pieces = ends.map((to, index) => {
    const piece = { text: text.slice(index === 0 ? start + 1 : (ends[index - 1] ?? 0) + 1, to), line: at };
    at += linesIn(piece.text);
    return piece;
  });
  // What stands before the closing bracket, also behind a comma that nothing follows.
  const last = pieces.pop();
  const tail = /\s*$/.exec(last?.text ?? "")?.[0] ?? "";
  const body =
    last && last.text.trim() !== "" ? [{ ...last, text: last.text.slice(0, last.text.length - tail.length) }] : [];
  const parts = [...pieces, ...body].map((piece) => flowPart(piece, kind));
  if (parts.some((part) => part === undefined)) return undefined;
  return {
    kind,
    parts: parts.flatMap((part) => part ?? []),
    style: { kind: "flow", open: text.slice(0, start + 1), close: tail + text.slice(end) },
    below: "",
  };
}

function flowPart({ text, line }: Piece, kind: Collection["kind"]): Part | undefined {
  const above = /^\s*/.exec(text)?.[0] ?? "";
  const rest = text.slice(above.length);
  const at = line + linesIn(above);
  if (kind === "list") return { key: "", above, head: "", value: { text: rest, line: at } };
  const match = KEY.exec(rest) ?? /^("(?:[^"\\\n]|\\.)*")\s*:/.exec(rest);
  const [head, key] = [match?.[0], match?.[1]];
  if (head === undefined || key === undefined) return undefined;
  return { key: unquoted(key), above, head, value: { text: rest.slice(head.length), line: at } };
}

const DEPTH: Readonly<Record<string, number>> = { "{": 1, "[": 1, "}": -1, "]": -1 };

/** The commas between the parts and the closing bracket. */
function commasOf(text: string, start: number): { commas: number[]; end: number } | undefined {
  const commas: number[] = [];
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (isComment(text, at)) return undefined;
    if (isQuote(text, at)) at = endOfQuote(text, at);
    const char = text[at] ?? "";
    depth += DEPTH[char] ?? 0;
    if (char === "," && depth === 1) commas.push(at);
    if (depth === 0) return { commas, end: at };
  }
  return undefined;
}

function isComment(text: string, at: number): boolean {
  return text[at] === "#" && /\s/.test(text[at - 1] ?? " ");
}

/** Within a word, an apostrophe is itself. */
function isQuote(text: string, at: number): boolean {
  return (text[at] === '"' || text[at] === "'") && /[\s,:[{]/.test(text[at - 1] ?? " ");
}

function endOfQuote(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === "\\") at += 1;
    else if (text[at] === quote && quote === "'" && text[at + 1] === "'") at += 1;
    else if (text[at] === quote) return at;
  }
  return text.length;
}

function linesIn(text: string): number {
  return text.split("\n").length - 1;
}
