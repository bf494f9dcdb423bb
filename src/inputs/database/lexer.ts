import type { DialectSyntax } from "./dialect-syntax.ts";
import { type FindQuoted, findTextEnd } from "./quoted-text.ts";
import type { Token } from "./token.ts";

/** Reads one text word by word; comments and space are passed over. Every character is looked at a bounded number of times. */
export interface Lexer {
  readonly text: string;
  /** Where the next word or terminator begins: behind space and comments. */
  readonly position: number;
  readonly line: number;
  readonly opensLine: boolean;
  /** Passes over space and comments; false at the end. */
  skipSpace(): boolean;
  /** The next token; `skipSpace` has just given true. */
  next(): Token;
  /** The rest of the line, which is passed over. */
  takeLine(): string;
  /** Goes on behind this position. */
  jump(position: number): void;
  /** Passes over everything up to this mark outside quotes and comments. */
  skipTo(mark: string): void;
  /** From here on a word ends where this text begins: `END$$`. */
  endWordsAt(mark: string): void;
}

/** How far a text was read. */
interface State {
  readonly text: string;
  readonly syntax: DialectSyntax;
  readonly quoted: FindQuoted;
  at: number;
  line: number;
  opensLine: boolean;
  /** Comments that are open and whose content counts. */
  conditional: number;
  /** Where the line here ends. */
  lineEnd: number;
  /** A terminator that may follow a word without space. */
  wordEnd: string | undefined;
}

export function createLexer(text: string, syntax: DialectSyntax, firstLine = 1): Lexer {
  const state: State = {
    text,
    syntax,
    quoted: findTextEnd(text, syntax),
    at: 0,
    line: firstLine,
    opensLine: true,
    conditional: 0,
    lineEnd: lineEndFrom(text, 0),
    wordEnd: undefined,
  };
  return {
    text,
    get position() {
      return state.at;
    },
    get line() {
      return state.line;
    },
    get opensLine() {
      return state.opensLine;
    },
    skipSpace: () => skipSpace(state),
    next: () => nextToken(state),
    takeLine() {
      const rest = text.slice(state.at, state.lineEnd);
      moveTo(state, state.lineEnd);
      return rest;
    },
    jump: (position) => moveTo(state, position),
    skipTo: (mark) => skipTo(state, mark),
    endWordsAt(mark) {
      state.wordEnd = mark;
    },
  };
}

/** Keeps the number of the line while the position moves forward. */
function moveTo(state: State, position: number): void {
  while (state.lineEnd < position) {
    state.line++;
    state.opensLine = true;
    state.lineEnd = lineEndFrom(state.text, state.lineEnd + 1);
  }
  state.at = position;
}

function lineEndFrom(text: string, position: number): number {
  const end = text.indexOf("\n", position);
  return end === -1 ? text.length : end;
}

/** A backslash at the end of a line goes on with it. */
const SPACE = /(?:[\s\ufeff]|\\(?=\r?\n))+/y;

function skipSpace(state: State): boolean {
  while (state.at < state.text.length) {
    SPACE.lastIndex = state.at;
    if (SPACE.test(state.text)) moveTo(state, SPACE.lastIndex);
    else if (!skipComment(state)) return true;
  }
  return false;
}

const CONDITION = /\/\*M?!\d*/y;

function skipComment(state: State): boolean {
  const { text, syntax, at } = state;
  const two = text.slice(at, at + 2);
  if (two === "--" || (syntax.hashComments && text[at] === "#")) return skipPast(state, "\n", at);
  if (syntax.braceComments && text[at] === "{") return skipPast(state, "}", at);
  if (two === "*/" && state.conditional > 0) {
    state.conditional--;
    moveTo(state, at + 2);
    return true;
  }
  if (two !== "/*") return false;
  CONDITION.lastIndex = at;
  if (syntax.conditionalComments && CONDITION.test(text)) {
    state.conditional++;
    moveTo(state, CONDITION.lastIndex);
  } else moveTo(state, syntax.nestedComments ? nestedEnd(text, at) : plainEnd(text, at));
  return true;
}

function skipPast(state: State, mark: string, from: number): boolean {
  const end = state.text.indexOf(mark, from);
  moveTo(state, end === -1 ? state.text.length : end + 1);
  return true;
}

function plainEnd(text: string, from: number): number {
  const close = text.indexOf("*/", from + 2);
  return close === -1 ? text.length : close + 2;
}

const COMMENT_MARK = /\/\*|\*\//g;

/** Where comments may hold comments. */
function nestedEnd(text: string, from: number): number {
  let depth = 0;
  COMMENT_MARK.lastIndex = from;
  for (let mark = COMMENT_MARK.exec(text); mark; mark = COMMENT_MARK.exec(text)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return COMMENT_MARK.lastIndex;
  }
  // Often a quoted mark, not a comment that never ends.
  return plainEnd(text, from);
}

/** What may hide a mark: quotes and comments. */
const HIDING = "'\"`[$#{-/";

/** Looks only at what may be the mark or hide one, so that data are passed over fast. */
function skipTo(state: State, mark: string): void {
  const { text } = state;
  const prefixes = state.syntax.quoteOperators ? "qQ" : state.syntax.dollarQuotes ? "eE" : "";
  const stops = new RegExp(`[${prefixes}${[...HIDING, mark[0] ?? ""].map((char) => `\\${char}`).join("")}]`, "g");
  for (;;) {
    stops.lastIndex = state.at;
    const found = stops.exec(text)?.index ?? text.length;
    moveTo(state, found);
    if (found === text.length || text.startsWith(mark, found)) return;
    const quoted = state.quoted(found);
    if (quoted) moveTo(state, quoted.end);
    else if (!skipComment(state)) moveTo(state, found + 1);
  }
}

const WORD_REST = /[\p{L}\p{N}\p{M}_$#@]*/uy;
const PLAIN_REST = /[A-Za-z0-9_$#]*/y;
const PLAIN_REST_WITH_AT = /[A-Za-z0-9_$#@]*/y;
const NUMBER = /0[xX][0-9A-Fa-f]+|[0-9]+(?:\.(?!\.)[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?/y;
/** What an installer fills in: `${schema}`, `$(schema)`, `&schema.`. */
const PLACEHOLDER = /\$\{[\w.:-]+\}|\$\(\w+\)|&&?\w+(?:\.(?=\.))?/y;
const LETTER = /[\p{L}_]/u;
const SYMBOLS = new Set(["::", ":=", "||", "<=", ">=", "<>", "!=", "=>", "**", "..", "->", "@@"]);

function nextToken(state: State): Token {
  const { text, at } = state;
  const char = text[at] ?? "";
  const found = state.quoted(at);
  if (found) return take(state, found.kind, found.end, found.content);
  if (beginsWord(char, state.syntax)) return take(state, "word", beforeMark(state, wordEnd(state)));
  if (matches(PLACEHOLDER, state)) return take(state, "word", PLACEHOLDER.lastIndex);
  if (matches(NUMBER, state)) return take(state, "number", NUMBER.lastIndex);
  return take(state, "symbol", at + (SYMBOLS.has(text.slice(at, at + 2)) ? 2 : 1));
}

function matches(pattern: RegExp, { text, at }: State): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function beginsWord(char: string, { wordStart }: DialectSyntax): boolean {
  if (/[A-Za-z_]/.test(char) || wordStart.includes(char)) return true;
  return char.charCodeAt(0) >= 128 && LETTER.test(char);
}

function wordEnd({ text, at, syntax }: State): number {
  const plain = syntax.wordStart.includes("@") ? PLAIN_REST_WITH_AT : PLAIN_REST;
  plain.lastIndex = at + 1;
  plain.test(text);
  const end = Math.max(plain.lastIndex, at + 1);
  if ((text.charCodeAt(end) || 0) < 128) return end;
  WORD_REST.lastIndex = end;
  WORD_REST.test(text);
  return Math.max(WORD_REST.lastIndex, end);
}

function beforeMark({ text, at, wordEnd: mark }: State, end: number): number {
  const found = mark === undefined ? -1 : text.slice(at, end).indexOf(mark);
  return found > 0 ? at + found : end;
}

function take(state: State, kind: Token["kind"], end: number, content?: string): Token {
  const { at: start, line, opensLine } = state;
  const raw = state.text.slice(start, end);
  const key = kind === "word" ? raw.toUpperCase() : kind === "symbol" ? raw : "";
  state.opensLine = false;
  moveTo(state, end);
  return { kind, text: content ?? raw, key, line, start, end, opensLine };
}
