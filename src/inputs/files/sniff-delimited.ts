import type { DelimitedFormat } from "../../model/file.ts";
import { isHeader } from "./header.ts";
import { type Row, type Signs, splitDelimited } from "./split-delimited.ts";
import { valueForms } from "./value-forms.ts";

/** What a text is taken for, and why. */
export interface SniffedDelimited {
  readonly format: DelimitedFormat;
  readonly columns: number;
  /** 0 to 1: how many of the rows have as many values as the most, and how plain those are. */
  readonly fit: number;
  /** Each with its line. */
  readonly reasons: readonly { readonly says: string; readonly line: number }[];
}

const DELIMITERS: readonly string[] = [",", ";", "\t", "|"];
const NAMES: Readonly<Record<string, string>> = { ",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar" };
const HEAD = 300_000;
const MOST_ROWS = 400;

/** `undefined`: there are no rows. `wanted`: the delimiter that the file's name tells. */
export function sniffDelimited(text: string, wanted?: string): SniffedDelimited | undefined {
  const head = wholeLines(text);
  const comment = commentOf(head);
  const tried = DELIMITERS.flatMap((delimiter) =>
    quotesOf(head, delimiter).map((quoting) => tryOut(head, { delimiter, ...quoting, comment }, delimiter === wanted)),
  ).filter((one) => one !== undefined);
  const [best] = tried.sort((a, b) => b.fit - a.fit);
  if (!best) return undefined;
  const { signs, rows, columns, fit, start } = best;
  const header = isHeader(rows.slice(start).map(({ cells }) => cells));
  const first = rows[start];
  if (!first) return undefined;
  const skipLines = start === 0 ? 0 : first.line - 1;
  return {
    format: {
      kind: "delimited",
      delimiter: signs.delimiter,
      ...(signs.quote === undefined ? {} : { quote: signs.quote }),
      ...(signs.escape === undefined ? {} : { escape: signs.escape }),
      header: header.is,
      skipLines,
      ...(comment === undefined ? {} : { comment }),
    },
    columns,
    fit,
    reasons: [
      { says: delimiterReason(best), line: first.line },
      { says: header.because, line: first.line },
      ...(skipLines === 0 ? [] : [{ says: `${skipLines} lines stand above the first row`, line: 1 }]),
      ...(comment === undefined ? [] : [{ says: `lines that begin with ${comment} are no rows`, line: 1 }]),
    ],
  };
}

function delimiterReason({ signs, columns, rows, start }: Tried): string {
  if (columns === 1) return "each line is one value";
  const alike = rows.slice(start).filter((row) => hasLength(row, columns)).length;
  return `${NAMES[signs.delimiter]} parts ${columns} values in ${alike} of the first ${rows.length - start} rows`;
}

function wholeLines(text: string): string {
  if (text.length <= HEAD) return text;
  const end = text.lastIndexOf("\n", HEAD);
  return text.slice(0, end < 0 ? HEAD : end + 1);
}

/** Lines that begin with `#`, when the rows don't. */
function commentOf(head: string): string | undefined {
  const lines = head.split(/\r?\n/, MOST_ROWS).filter((line) => line !== "");
  const marked = lines.filter((line) => line.startsWith("#"));
  if (marked.length === 0 || marked.length > lines.length / 2) return undefined;
  const other = lines.find((line) => !line.startsWith("#")) ?? "";
  const [sign] = DELIMITERS.filter((one) => other.includes(one));
  // A header may begin so: it has as many values as the rows.
  const isRow = sign !== undefined && marked.length === 1 && marked[0]?.split(sign).length === other.split(sign).length;
  return isRow ? undefined : "#";
}

function quotesOf(head: string, delimiter: string): Pick<Signs, "quote" | "escape">[] {
  const at = (quote: string) =>
    head.startsWith(quote) || head.includes(`\n${quote}`) || head.includes(delimiter + quote);
  if (at('"'))
    return [{ quote: '"' }, ...(head.includes('\\"') ? [{ quote: '"', escape: "\\" }] : []), { quote: undefined }];
  // Where nothing is quoted yet, a value with the delimiter in it will be.
  return at("'") ? [{ quote: '"' }, { quote: "'" }] : [{ quote: '"' }];
}

interface Tried {
  readonly signs: Signs;
  readonly rows: readonly Row[];
  readonly columns: number;
  readonly fit: number;
  /** Of the first row that has as many values as the most. */
  readonly start: number;
}

function tryOut(head: string, signs: Signs, isWanted: boolean): Tried | undefined {
  const rows: Row[] = [];
  for (const row of splitDelimited(head, signs)) if (rows.push(row) >= MOST_ROWS) break;
  if (rows.length === 0) return undefined;
  const { columns, start } = shapeOf(rows);
  const body = rows.slice(start);
  const alike = body.filter((row) => hasLength(row, columns)).length / body.length;
  const broken = body.filter((row) => row.broken).length / body.length;
  const several = columns === 1 ? 0.3 : 1 - 0.4 / columns;
  const fit = alike * (1 - broken) * plainness(body, signs) * several * (isWanted && columns > 1 ? 1.2 : 1);
  return { signs, rows, columns, fit: Math.min(fit, 1), start };
}

/** How many values most rows have, and where those begin. A delimiter at the end of each row makes no column. */
function shapeOf(rows: readonly Row[]): { readonly columns: number; readonly start: number } {
  const columns = mostCommon(rows.map(({ cells }) => cells.length));
  const start = Math.max(
    rows.findIndex(({ cells }) => cells.length === columns),
    0,
  );
  const isClosed =
    rows[start - 1]?.cells.length === columns - 1 && rows.slice(start).every((row) => row.cells.at(-1) === "");
  return isClosed && columns > 2 ? { columns: columns - 1, start: start - 1 } : { columns, start };
}

function hasLength({ cells }: Row, columns: number): boolean {
  return cells.length === columns || (cells.length === columns + 1 && cells[columns] === "");
}

/** Of several that are as common the one with more values. */
function mostCommon(counts: readonly number[]): number {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  const [best] = [...times].sort(([a, timesA], [b, timesB]) => timesB - timesA || b - a);
  return best?.[0] ?? 1;
}

/** Share of values that look like one: not as if they were several, and with quotes that belong to them. */
function plainness(rows: readonly Row[], { delimiter, quote }: Signs): number {
  let plain = 0;
  let all = 0;
  const others = DELIMITERS.filter((one) => one !== delimiter && one !== ",");
  for (const { cells } of rows.slice(0, 100)) {
    for (const cell of cells.slice(0, 50)) {
      all++;
      if (cell === "" || valueForms(cell.trim()).length > 0) plain++;
      else if (!others.some((one) => cell.includes(one)) && !isHalfQuoted(cell, quote)) plain += 0.95;
    }
  }
  return all === 0 ? 0 : plain / all;
}

function isHalfQuoted(cell: string, quote: string | undefined): boolean {
  return quote !== '"' && (cell.startsWith('"') || cell.endsWith('"') || /^'|'$/.test(cell));
}
