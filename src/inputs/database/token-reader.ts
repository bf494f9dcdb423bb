import type { Token } from "./token.ts";

/** Walks over the tokens of one statement. */
export interface TokenReader {
  readonly done: boolean;
  readonly position: number;
  peek(ahead?: number): Token | undefined;
  next(): Token | undefined;
  /** Whether these words or symbols stand here, one after another. */
  at(...keys: readonly string[]): boolean;
  /** As `at`, and passes over them. */
  accept(...keys: readonly string[]): boolean;
  /** Passes over one of them; `undefined` where none is here. */
  acceptOne(keys: ReadonlySet<string>): Token | undefined;
  /** The tokens between the parenthesis here and the one that closes it, which are passed over; `undefined` where there is none. */
  parens(): readonly Token[] | undefined;
  /** Passes over one token, or over all that a parenthesis holds. */
  skip(): void;
  /** Passes over everything up to one of these outside parentheses; false where none comes. */
  skipTo(...keys: readonly string[]): boolean;
  rest(): readonly Token[];
  /** The next tokens, at most so many, without the first separator and what follows it. */
  ahead(most: number): readonly Token[];
  /** The tokens from this position up to here. */
  since(position: number): readonly Token[];
  seek(position: number): void;
}

export function createReader(tokens: readonly Token[], from = 0): TokenReader {
  let at = from;
  const keyAt = (index: number) => tokens[index]?.key;
  const reader: TokenReader = {
    get done() {
      return at >= tokens.length;
    },
    get position() {
      return at;
    },
    peek: (ahead = 0) => tokens[at + ahead],
    next: () => tokens[at++],
    at: (...keys) => keys.every((key, index) => keyAt(at + index) === key),
    accept(...keys) {
      if (!reader.at(...keys)) return false;
      at += keys.length;
      return true;
    },
    acceptOne(keys) {
      const token = tokens[at];
      if (!token || !keys.has(token.key)) return undefined;
      at++;
      return token;
    },
    parens() {
      if (keyAt(at) !== "(") return undefined;
      const start = at + 1;
      at = closing(tokens, at);
      return tokens.slice(start, at++);
    },
    skip() {
      if (keyAt(at) === "(") at = closing(tokens, at);
      at++;
    },
    skipTo(...keys) {
      while (at < tokens.length && !keys.includes(keyAt(at) ?? "")) reader.skip();
      return at < tokens.length;
    },
    rest: () => tokens.slice(at),
    ahead(most) {
      const next = tokens.slice(at, at + most);
      const end = next.findIndex(({ key }) => key === ";");
      return end === -1 ? next : next.slice(0, end);
    },
    since: (position) => tokens.slice(position, at),
    seek(position) {
      at = position;
    },
  };
  return reader;
}

/** Where the parenthesis that opens here closes; the end where it never does. */
function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const key = tokens[at]?.key;
    if (key === "(") depth++;
    else if (key === ")" && --depth === 0) return at;
  }
  return tokens.length;
}

/** The tokens between commas that stand outside parentheses. */
export function splitList(tokens: readonly Token[], separator = ","): (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.key === "(") depth++;
    else if (token.key === ")") depth--;
    if (token.key === separator && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}
