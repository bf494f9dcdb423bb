import type { Collector } from "../../diagnostics/collector.ts";
import { Failure } from "../../diagnostics/failure.ts";
import type { DelimitedFormat } from "../../model/file.ts";
import type { SourceText } from "../source-document.ts";
import { createColumnProfile } from "./column-profile.ts";
import { readableText, refuseTooManyColumns } from "./file-limits.ts";
import { headerNames } from "./header.ts";
import type { ReadColumn, ReadSample } from "./read-sample.ts";
import { sampleName } from "./sample-name.ts";
import { sniffDelimited } from "./sniff-delimited.ts";
import { type Row, type Signs, splitDelimited } from "./split-delimited.ts";

/** What a specification says of the file. */
interface Given {
  readonly format?: DelimitedFormat;
  /** Of the columns, where no header names them. */
  readonly names?: readonly string[];
}

/** A file of delimited values, as far as it tells something. Errors: a `Failure` of one line. */
export function readDelimited(source: SourceText, collector: Collector, given: Given = {}): ReadSample {
  const { text, cut } = readableText(source);
  const sniffed = sniffDelimited(text, sampleName(source.name).delimiter);
  if (!sniffed) throw new Failure("unusable", `${source.origin} holds no rows`);
  const format = given.format ?? sniffed.format;
  const { header } = format;
  const rows = splitDelimited(text, signsOf(format), format.skipLines);
  const first = rows.next();
  if (first.done) throw new Failure("unusable", `${source.origin} holds no rows`);
  refuseTooManyColumns(first.value.cells.length, source.origin);
  const names = header ? headerNames(first.value.cells) : [];
  const placed = first.value.cells.map((_, at) => given.names?.[at] ?? `column_${at + 1}`);
  const columns = columnsOf(header ? names : placed, {
    source,
    header,
    first: first.value,
  });
  const ragged = createRagged(columns.length);
  let count = 0;
  const take = (row: Row) => {
    count++;
    ragged.look(row);
    const place = () => ({ document: source.name, pointer: `line ${row.line}` });
    for (let at = 0; at < row.cells.length; at++) columns[at]?.profile.add(row.cells[at], place);
  };
  if (!header) take(first.value);
  for (const row of rows) take(row);
  for (const { profile } of columns) profile.fillTo(count);
  ragged.report(collector, source, count);
  if (header) reportNames(first.value, { collector, source });
  return {
    source,
    format,
    reasons: given.format
      ? []
      : sniffed.reasons.map(({ says, line }) => ({
          says,
          at: { document: source.name, pointer: `line ${line}` },
        })),
    columns,
    rows: count,
    cut,
  };
}

function signsOf({ delimiter, quote, escape: mask, comment }: DelimitedFormat): Signs {
  return { delimiter, quote, escape: mask, comment };
}

function columnsOf(
  names: readonly string[],
  { source, header, first }: { readonly source: SourceText; readonly header: boolean; readonly first: Row },
): ReadColumn[] {
  return names.map((name) => ({
    name,
    named: header,
    at: { document: source.name, pointer: `line ${first.line}` },
    profile: createColumnProfile(),
  }));
}

/** Rows with more or fewer values than there are columns; an empty one at the end is none. */
function createRagged(columns: number) {
  let count = 0;
  let first: Row | undefined;
  return {
    look(row: Row): void {
      const { length } = row.cells;
      const isFull = length === columns || (length === columns + 1 && row.cells[columns] === "");
      if (isFull && !row.broken) return;
      count++;
      first ??= row;
    },
    report(collector: Collector, { name }: SourceText, rows: number): void {
      if (!first) return;
      const at = { document: name, pointer: `line ${first.line}` };
      collector.report("files/ragged-rows", { count, rows, columns, has: first.cells.length }, at);
    },
  };
}

function reportNames({ cells, line }: Row, { collector, source }: { collector: Collector; source: SourceText }): void {
  const at = { document: source.name, pointer: `line ${line}` };
  const names = cells.map((cell) => cell.trim());
  const unnamed = names.filter((name) => name === "").length;
  if (unnamed > 0) collector.report("files/unnamed-columns", { count: unnamed }, at);
  const twice = names.filter((name, index) => name !== "" && names.indexOf(name) !== index);
  if (twice.length > 0) collector.report("files/repeated-names", { names: [...new Set(twice)] }, at);
}
