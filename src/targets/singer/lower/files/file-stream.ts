import type { FileAccess, FileField, FileFormat, FileSource, WrittenAs } from "../../../../model/file.ts";
import type { JsonSchema } from "../../../../model/values.ts";
import { code } from "../../../../printing/code.ts";
import { tuple } from "../../../../printing/python.ts";
import { given } from "../../../attributes.ts";
import { call, type Expression, literal, path, plain, tupleOf } from "../../../expression.ts";
import { streamDoc } from "../../../stream-doc.ts";
import type { StreamPlan, TapNames } from "../../plan.ts";
import type { StreamNames } from "../names.ts";
import type { FileSet } from "./file-set.ts";

export function fileStreamPlan(stream: FileSet, names: TapNames, named: StreamNames): StreamPlan {
  const { access, primaryKey, name, schema } = stream;
  const file = named.get(name)?.file;
  const keys = primaryKey.map((path) => path.join("."));
  return {
    className: named.get(name)?.className ?? "",
    bases: [names.baseClass],
    doc: streamDoc(stream),
    todos: (stream.notes ?? []).filter((note) => note.open).map((note) => `TODO: ${note.about}: ${note.text}`),
    attributes: given([
      ["name", literal(name)],
      ["schema", file === name ? undefined : plain(code(`StreamSchema(SCHEMAS, key=${JSON.stringify(file)})`))],
      ["glob", literal(access.glob)],
      ["format", formatOf(access.format)],
      ["encoding", access.encoding === "utf-8" ? undefined : literal(access.encoding)],
      ["compression", access.compression === "by-name" ? undefined : literal(access.compression)],
      ["whole_list", access.content === "whole-list" ? literal(true) : undefined],
      ["primary_keys", keys.join() === "_file,_line" ? undefined : plain(tuple(keys))],
      ["fields", tupleOf(access.fields.map((field) => fieldOf(field, schema)))],
    ]),
    properties: [],
    imports: [],
  };
}

const text = (value: string | undefined): Expression | undefined => (value === undefined ? undefined : literal(value));
const words = (list: readonly string[] | undefined): Expression | undefined =>
  list && list.length > 0 ? plain(tuple(list)) : undefined;
const unless = (value: number, preset: number): Expression | undefined =>
  value === preset ? undefined : literal(value);

/** How a sender says that a file is whole. */
export function arrivalOf({ arrival }: FileSource): Expression {
  const { ignore, marker, settledAfter } = arrival;
  return call("Arrival", [], {
    ignore: words(ignore),
    marker: text(marker),
    settled_after: unless(settledAfter, 0),
  });
}

function formatOf(format: FileFormat): Expression {
  switch (format.kind) {
    case "delimited":
      return call("Delimited", [], {
        delimiter: literal(format.delimiter),
        quote: format.quote === '"' ? undefined : literal(format.quote ?? null),
        escape: text(format.escape),
        header: format.header ? undefined : literal(false),
        skip_lines: unless(format.skipLines, 0),
        comment: format.comment === "" ? undefined : text(format.comment),
      });
    case "json-lines":
      return call("JsonLines");
    case "json":
      return call("JsonDocument", format.recordsPath.length === 0 ? [] : [path(format.recordsPath)]);
    case "fixed-width":
      return call("FixedWidth", [], {
        skip_lines: unless(format.skipLines, 0),
        skip_lines_at_end: unless(format.skipLinesAtEnd, 0),
        only: format.only && tupleOf([literal(format.only.start), literal(format.only.value)]),
      });
  }
}

function fieldOf({ name, type, field, nullable, written, place }: FileField, schema: JsonSchema): Expression {
  return call("Field", [literal(name), literal(type)], {
    field: field === name ? undefined : text(field),
    nullable: nullable ? undefined : literal(false),
    written: written && writtenOf(written),
    place: place && tupleOf([literal(place.start), literal(place.length)]),
    as_number: /^(?:decimal|decfloat|money)/.test(type) && isNumber(schema, field ?? name) ? literal(true) : undefined,
  });
}

function isNumber({ properties }: JsonSchema, name: string): boolean {
  return [properties?.[name]?.type ?? []].flat().includes("number");
}

function writtenOf(written: WrittenAs): Expression | undefined {
  const parts = {
    date_pattern: text(written.datePattern),
    decimal_mark: text(written.decimalMark),
    group_mark: text(written.groupMark),
    implied_decimals: unless(written.impliedDecimals ?? 0, 0),
    true_words: words(written.trueWords),
    false_words: words(written.falseWords),
    null_words: words(written.nullWords),
  };
  return Object.values(parts).some((part) => part) ? call("Written", [], parts) : undefined;
}

/** `delimited`, with what a reader wants to know of it: for people. */
export function formatInWords({ format, compression, encoding }: FileAccess): string {
  const packed = { none: "", gzip: ", gzip", "by-name": ", gzip by name (.gz)" }[compression];
  return `${kindInWords(format)}, ${encoding}${packed}`;
}

const SIGNS: Readonly<Record<string, string>> = { "\t": "tab", " ": "space", "\u0001": "U+0001" };

function kindInWords(format: FileFormat): string {
  switch (format.kind) {
    case "delimited": {
      const sign = SIGNS[format.delimiter] ?? `“${format.delimiter}”`;
      return `values with ${sign} between them, ${format.header ? "with" : "without"} a header`;
    }
    case "json-lines":
      return "a JSON object in each line";
    case "json":
      return "a JSON document";
    case "fixed-width":
      return "lines of fixed width";
  }
}
