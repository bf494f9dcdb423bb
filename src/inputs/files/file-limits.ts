import { Failure } from "../../diagnostics/failure.ts";
import type { SourceText } from "../source-document.ts";

/** Characters that are read of one file; its beginning tells as much. */
const MOST_TEXT = 16_000_000;
const LONGEST_LINE = 1_000_000;
export const MOST_COLUMNS = 2000;

/** The beginning of a text, in whole lines. Errors: a `Failure` of one line where it is no text of lines. */
export function readableText({ text: given, origin }: SourceText): { readonly text: string; readonly cut: boolean } {
  // Lines may end as they did on old Macs.
  const text = given.includes("\n") ? given : given.replaceAll("\r", "\n");
  if (text.trim() === "") throw new Failure("unusable", `${origin} is empty`);
  const head = text.slice(0, 100_000);
  if (head.includes("\0")) throw new Failure("unusable", `${origin} holds NUL characters: it is no text file`);
  const isCut = text.length > MOST_TEXT;
  const end = isCut ? text.lastIndexOf("\n", MOST_TEXT) + 1 : text.length;
  const kept = text.slice(0, end);
  refuseLongLines(isCut && end === 0 ? text : kept, origin);
  return { text: kept, cut: isCut };
}

function refuseLongLines(text: string, origin: string): void {
  for (let at = 0, line = 1; at < text.length; line++) {
    const found = text.indexOf("\n", at);
    const end = found < 0 ? text.length : found;
    if (end - at > LONGEST_LINE)
      throw new Failure(
        "unusable",
        `${origin} has more than ${LONGEST_LINE} characters in line ${line}: it has no rows`,
      );
    at = end + 1;
  }
}

/** Errors: a `Failure`. */
export function refuseTooManyColumns(columns: number, origin: string): void {
  if (columns > MOST_COLUMNS)
    throw new Failure("unusable", `${origin} has ${columns} columns; files of at most ${MOST_COLUMNS} can be read`);
}
