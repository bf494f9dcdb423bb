import type { DelimitedFormat, FileAccess, FileField, FixedWidthFormat } from "../../model/file.ts";
import type { FieldPath } from "../../model/values.ts";
import type { FieldValue } from "./field-value.ts";

/** A record, as its file has it. */
export interface FileRow {
  readonly values: readonly FieldValue[];
  /** Of a column that no document knows. */
  readonly extra?: string;
}

export interface FileText {
  readonly text: string;
  /** Where each row begins, from 1. */
  readonly lines: readonly number[];
}

/** A column that no document knows. */
const EXTRA = "added_by_the_source";

/** Rows in the form of their files. */
export function fileText(access: FileAccess, rows: readonly FileRow[]): FileText {
  const { format } = access;
  switch (format.kind) {
    case "delimited":
      return delimitedText(format, access, rows);
    case "json-lines":
      return joined(rows.map((row) => `${objectText(access, row)}\n`));
    case "json":
      return documentText(
        format.recordsPath,
        rows.map((row) => objectText(access, row)),
      );
    case "fixed-width":
      return fixedText(format, access.fields, rows);
  }
}

/** Whether a form of files has room for a column that nobody knows. */
export function takesMore({ format }: FileAccess): boolean {
  return format.kind === "delimited" ? format.header : format.kind !== "fixed-width";
}

function joined(rows: readonly string[], above = ""): FileText {
  let line = 1 + breaks(above);
  const lines = rows.map((row) => {
    const begins = line;
    line += breaks(row);
    return begins;
  });
  return { text: above + rows.join(""), lines };
}

const breaks = (text: string): number => text.split(/\r\n|\r|\n/).length - 1;

function delimitedText(format: DelimitedFormat, access: FileAccess, rows: readonly FileRow[]): FileText {
  const hasExtra = rows.some(({ extra }) => extra !== undefined);
  const names = [...access.fields.map(({ name }) => name), ...(hasExtra ? [EXTRA] : [])];
  const lineOf = (cells: readonly string[], quoted: boolean) =>
    `${cells.map((text) => cell(format, text, quoted)).join(format.delimiter)}\r\n`;
  const above = [
    ...Array.from({ length: format.skipLines }, (_, index) => `line ${index + 1} says nothing\r\n`),
    ...(format.header ? [lineOf(names, false)] : []),
    ...(format.comment ? [`${format.comment} no record\r\n`] : []),
  ].join("");
  const texts = rows.map(({ values, extra }, index) => {
    const cells = [...values.map(({ text }) => text), ...(extra === undefined ? [] : [extra])];
    // A line with nothing in it would be none.
    return lineOf(cells, index % 3 === 2 || cells.length === 1);
  });
  return joined(texts, above);
}

function cell({ delimiter, quote, escape: sign = quote }: DelimitedFormat, text: string, quoted: boolean): string {
  if (quote === undefined || sign === undefined) return text;
  const isPlain = !quoted && ![delimiter, quote, sign, "\r", "\n"].some((sign) => text.includes(sign));
  if (isPlain) return text;
  const doubled = sign === quote ? text : text.replaceAll(sign, sign + sign);
  return `${quote}${doubled.replaceAll(quote, sign + quote)}${quote}`;
}

/** Its records are told by their number. */
function documentText(path: FieldPath, objects: readonly string[]): FileText {
  const [name, ...rest] = path;
  const lines = objects.map((_, index) => index + 1);
  if (name === undefined) return { text: `[\n${objects.join(",\n")}\n]\n`, lines };
  if (name !== "*")
    return { text: `{"about": [1], ${JSON.stringify(name)}: ${documentText(rest, objects).text}}\n`, lines };
  const half = objects.length >> 1;
  const parts = [objects.slice(0, half), objects.slice(half)].map((part) => documentText(rest, part).text);
  return { text: `[${parts.join(", ")}]\n`, lines };
}

/** Numbers stand at the right of their place, all else at the left. */
function fixedText(format: FixedWidthFormat, fields: readonly FileField[], rows: readonly FileRow[]): FileText {
  const { only, skipLines, skipLinesAtEnd } = format;
  const marked = (line: string, mark: string) =>
    only ? line.padEnd(only.start).slice(0, only.start) + mark + line.slice(only.start + mark.length) : line;
  const texts = rows.flatMap(({ values }, index) => {
    let line = "";
    for (const [at, { place, type }] of fields.entries()) {
      if (!place) continue;
      const text = values[at]?.text ?? "";
      const fitted = /^(?:u?int|decimal|float)/.test(type) ? text.padStart(place.length) : text.padEnd(place.length);
      line = line.padEnd(place.start).slice(0, place.start) + fitted + line.slice(place.start + place.length);
    }
    const record = `${only ? marked(line, only.value) : line}\r\n`;
    // Between them, records of another kind.
    return only && index === 1 ? [`${marked(line, "~".repeat(only.value.length))}\r\n`, record] : [record];
  });
  const above = Array.from({ length: skipLines }, (_, index) => `HEADER ${index + 1}\r\n`).join("");
  const { text, lines } = joined(texts, above);
  const below = Array.from({ length: skipLinesAtEnd }, (_, index) => `TRAILER ${index + 1}\r\n`).join("");
  return { text: text + below, lines: only && rows.length > 1 ? lines.toSpliced(1, 1) : lines };
}

function objectText({ fields }: FileAccess, { values, extra }: FileRow): string {
  const parts = fields.map(({ name, type }, index) => `${JSON.stringify(name)}: ${jsonText(type, values[index])}`);
  return `{${[...parts, ...(extra === undefined ? [] : [`"${EXTRA}": ${JSON.stringify(extra)}`])].join(", ")}}`;
}

/** Numbers keep their digits, and what a record has as null is null. */
function jsonText(type: string, value: FieldValue | undefined): string {
  if (!value || value.json === null) return "null";
  const isBare =
    /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value.text) && /^(?:u?int|decimal|decfloat|money|float)/.test(type);
  if (isBare || typeof value.json === "object" || /^(?:true|false)$/.test(value.text)) return value.text;
  return JSON.stringify(value.text);
}
