/**
 * Pieces of Python that are safe to print. A template's holes take only `Code`: text from documents gets in
 * as a literal, an identifier or a wrapped comment, and a bare string in a hole does not type-check.
 */
export interface Code {
  readonly text: string;
  readonly [printable]: true;
}

declare const printable: unique symbol;

export function code(text: string): Code {
  return { text } as Code;
}

/** Several pieces on lines of their own, with as many blank lines between. */
export function lines(pieces: readonly Code[], blankLines = 0): Code {
  return code(pieces.map((piece) => piece.text).join("\n".repeat(blankLines + 1)));
}

export function commaSeparated(pieces: readonly Code[]): Code {
  return code(pieces.map((piece) => piece.text).join(", "));
}

export const NOTHING: Code = code("");
