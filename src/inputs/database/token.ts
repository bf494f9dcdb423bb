/** One word of SQL. */
export interface Token {
  /** name: quoted. word: anything else that begins like a name. */
  readonly kind: "word" | "name" | "string" | "number" | "symbol";
  /** Without quotes and with escapes undone. */
  readonly text: string;
  /** What statements are told by: a word in upper case, a symbol as it is, `""` for the rest. */
  readonly key: string;
  readonly line: number;
  /** Where in the document's text it begins and ends. */
  readonly start: number;
  readonly end: number;
  /** Only space and comments stand before it on its line. */
  readonly opensLine: boolean;
}

/** `true` for a word or a quoted name. */
export function isName(token: Token | undefined): token is Token & { readonly kind: "word" | "name" } {
  return token?.kind === "word" || token?.kind === "name";
}
