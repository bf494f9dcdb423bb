import { sampleName } from "./sample-name.ts";
import { sniffDelimited } from "./sniff-delimited.ts";
import { splitDelimited } from "./split-delimited.ts";

/** A row of a table that says where the fields of a line stand. */
export interface LayoutRow {
  readonly name: string;
  /** From 1. */
  readonly start: number;
  readonly length: number;
  /** Type, picture and what else is said of it. */
  readonly type: string;
  readonly decimals: number | undefined;
  readonly description: string;
  /** Of the document, from 1. */
  readonly line: number;
}

/** What columns of such tables are called. */
const HEADS = {
  name: /^(?:field|field ?name|name|column|column ?name|element|data ?element|feld|feldname|bezeichnung|campo|nom)$/,
  start:
    /^(?:start|start ?pos(?:ition)?|from|from ?pos(?:ition)?|begin|begin ?pos(?:ition)?|pos|position|positions|von|ab|col|columns|start ?col(?:umn)?)$/,
  end: /^(?:end|end ?pos(?:ition)?|to|to ?pos(?:ition)?|thru|through|stop|bis|end ?col(?:umn)?)$/,
  length: /^(?:length|len|size|width|bytes|l(?:ä|ae)nge|stellen|longueur)$/,
  type: /^(?:type|data ?type|format|picture|pic|typ|usage|class)$/,
  decimals: /^(?:decimals|dec|scale|decimal ?places|nachkommastellen)$/,
  description: /^(?:description|desc|comment|comments|note|notes|remarks?|meaning|bemerkung|beschreibung)$/,
} as const;

type Head = keyof typeof HEADS;

interface Cells {
  readonly cells: readonly string[];
  readonly line: number;
}

const LONGEST = 2_000_000;
const MOST_ROWS = 5000;
/** Of a document's lines. */
const SHARE = 0.05;

/** The table in a CSV or Markdown document that says where fields stand; `undefined`: there is none. */
export function layoutTable(text: string, name: string): readonly LayoutRow[] | undefined {
  if (text.length > LONGEST || !/\b(?:start|from|begin|pos|positions?|von|ab)\b/i.test(text)) return undefined;
  const tables =
    /\.(?:md|mdx|markdown)$/i.test(name) || /^\s*\|.*\|\s*$/m.test(text)
      ? markdownTables(text)
      : [csvTable(text, name)];
  const found = tables.map(rowsOf).find((rows) => rows !== undefined);
  // A long text that shows such a table speaks of something else.
  const lines = text.split("\n").filter((line) => line.trim() !== "").length;
  return found && found.length >= SHARE * lines ? found : undefined;
}

function markdownTables(text: string): Cells[][] {
  const tables: Cells[][] = [[]];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const inner = /^\s*\|(.*)\|\s*$/.exec(line)?.[1];
    if (inner === undefined) tables.push([]);
    else if (!/^[\s|:-]+$/.test(inner))
      tables.at(-1)?.push({ cells: inner.split("|").map((cell) => cell.replace(/[`*]/g, "").trim()), line: at + 1 });
  }
  return tables.filter(({ length }) => length > 1);
}

function csvTable(text: string, name: string): Cells[] {
  const found = sniffDelimited(text, sampleName(name).delimiter);
  if (!found || found.columns < 3) return [];
  const { delimiter, quote, comment, skipLines } = found.format;
  const rows: Cells[] = [];
  for (const row of splitDelimited(text, { delimiter, quote, comment }, skipLines)) {
    if (rows.push({ cells: row.cells.map((cell) => cell.trim()), line: row.line }) > MOST_ROWS) return [];
  }
  return rows;
}

/** Lines are laid out from their first character on, so such a table begins at 1. */
function rowsOf([header, ...body]: readonly Cells[]): LayoutRow[] | undefined {
  if (!header || body.length === 0) return undefined;
  const at = placesOf(header.cells);
  if (at.name === undefined || at.start === undefined) return undefined;
  const rows = body.filter(({ cells }) => cells.some((cell) => cell !== "")).map((row) => layoutRow(row, at));
  const found = rows.filter((row) => row !== undefined);
  return found.length === rows.length && found[0]?.start === 1 ? found : undefined;
}

function placesOf(header: readonly string[]): Partial<Record<Head, number>> {
  const plain = header.map((cell) =>
    cell
      .toLowerCase()
      .replace(/[_.\s]+/g, " ")
      .trim(),
  );
  const places: Partial<Record<Head, number>> = {};
  for (const head of Object.keys(HEADS) as Head[]) {
    const at = plain.findIndex((cell) => HEADS[head].test(cell));
    if (at >= 0) places[head] = at;
  }
  return places;
}

/** `start` with `length` or `end`, or both ends in one: `1-8`. */
function layoutRow({ cells, line }: Cells, at: Partial<Record<Head, number>>): LayoutRow | undefined {
  const said = (head: Head) => cells[at[head] ?? -1] ?? "";
  const [, start, range] = /^(\d{1,6})(?:\s*(?:[-–:]|to|bis)\s*(\d{1,6}))?$/.exec(said("start")) ?? [];
  const end = range ?? /^\d{1,6}$/.exec(said("end"))?.[0];
  const length = /^\d{1,6}$/.exec(said("length"))?.[0];
  const name = said("name");
  if (name === "" || start === undefined || (end ?? length) === undefined) return undefined;
  const decimals = /^\d{1,2}$/.exec(said("decimals"))?.[0];
  return {
    name,
    start: Number(start),
    length: end === undefined ? Number(length) : Number(end) - Number(start) + 1,
    type: said("type"),
    decimals: decimals === undefined ? undefined : Number(decimals),
    description: said("description"),
    line,
  };
}
