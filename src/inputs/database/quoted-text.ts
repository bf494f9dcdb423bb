import type { DialectSyntax } from "./dialect-syntax.ts";

/** A string or a quoted name, with where it ends and what it says. */
interface Quoted {
  readonly kind: "string" | "name";
  readonly end: number;
  readonly content: string;
}

/** `undefined` where no quoted text begins at the position, or it never ends. */
export type FindQuoted = (position: number) => Quoted | undefined;

interface Search {
  readonly text: string;
  readonly syntax: DialectSyntax;
  /** Marks that no further one closes: remembered, so that a text full of them is still read in one go. */
  readonly unclosed: Set<string>;
}

export function findTextEnd(text: string, syntax: DialectSyntax): FindQuoted {
  const search: Search = { text, syntax, unclosed: new Set() };
  const { backslashEscapes } = syntax;
  return (position) => {
    switch (text[position]) {
      case "'":
        return between(search, position + 1, { mark: "'", kind: "string", escapes: backslashEscapes });
      case '"':
        return between(search, position + 1, { mark: '"', kind: "name", escapes: backslashEscapes });
      case "`":
        return syntax.backticks
          ? between(search, position + 1, { mark: "`", kind: "name", escapes: false })
          : undefined;
      case "[":
        return syntax.brackets ? between(search, position + 1, { mark: "]", kind: "name", escapes: false }) : undefined;
      case "$":
        return syntax.dollarQuotes ? dollar(search, position) : undefined;
      default:
        return prefixed(search, position);
    }
  };
}

interface Mark {
  readonly mark: string;
  readonly kind: Quoted["kind"];
  readonly escapes: boolean;
}

/** A mark that is doubled inside stands for itself. */
function between({ text, unclosed }: Search, start: number, { mark, kind, escapes }: Mark): Quoted | undefined {
  if (unclosed.has(mark)) return undefined;
  const step = escapes ? STEPS[mark] : undefined;
  for (let at = start; ; ) {
    const found = indexOf(text, mark, at, step);
    if (found === -1) break;
    if (text[found] === "\\" || text[found + 1] === mark) at = found + 2;
    else return { kind, end: found + 1, content: unquote(text.slice(start, found), mark, escapes) };
  }
  unclosed.add(mark);
  return undefined;
}

const STEPS: Readonly<Record<string, RegExp>> = { "'": /['\\]/g, '"': /["\\]/g };

function indexOf(text: string, mark: string, from: number, step: RegExp | undefined): number {
  if (!step) return text.indexOf(mark, from);
  step.lastIndex = from;
  return step.exec(text)?.index ?? -1;
}

function dollar({ text, unclosed }: Search, position: number): Quoted | undefined {
  const opening = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
  opening.lastIndex = position;
  const tag = unclosed.has("$") ? undefined : opening.exec(text)?.[0];
  if (tag === undefined) return undefined;
  const end = text.indexOf(tag, position + tag.length);
  if (end === -1) {
    unclosed.add("$");
    return undefined;
  }
  return { kind: "string", end: end + tag.length, content: text.slice(position + tag.length, end) };
}

const PREFIX = /(?:[nN]?[qQ]|[nNeEbBxXuU]&?|_[a-zA-Z0-9]+)(?=')/y;
const CLOSING: Readonly<Record<string, string>> = { "[": "]", "(": ")", "{": "}", "<": ">" };

/** `N'…'`, `E'…'`, `B'…'`, `x'…'`, `_utf8'…'`, `q'[…]'`. */
function prefixed(search: Search, position: number): Quoted | undefined {
  const { text, syntax } = search;
  PREFIX.lastIndex = position;
  const prefix = PREFIX.exec(text)?.[0];
  if (prefix === undefined) return undefined;
  const open = position + prefix.length;
  if (/q$/i.test(prefix)) return syntax.quoteOperators ? withOperator(text, open) : undefined;
  const escapes = syntax.backslashEscapes || /e/i.test(prefix);
  return between(search, open + 1, { mark: "'", kind: "string", escapes });
}

function withOperator(text: string, open: number): Quoted | undefined {
  const mark = text[open + 1] ?? "";
  const closing = `${CLOSING[mark] ?? mark}'`;
  const end = text.indexOf(closing, open + 2);
  return end === -1 ? undefined : { kind: "string", end: end + closing.length, content: text.slice(open + 2, end) };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0" };

function unquote(content: string, mark: string, escapes: boolean): string {
  const single = content.includes(mark) ? content.replaceAll(mark + mark, mark) : content;
  if (!escapes || !single.includes("\\")) return single;
  return single.replace(/\\(.)/gs, (_, char: string) => ESCAPES[char] ?? char);
}
