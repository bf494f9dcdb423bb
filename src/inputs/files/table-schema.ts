import type { Collector } from "../../diagnostics/collector.ts";
import type { DeclaredField } from "../../evidence/file-facts.ts";
import type { FileFormat, WrittenAs } from "../../model/file.ts";
import { isRecord, member, type Raw } from "../json-value.ts";
import type { SourceDocument } from "../source-document.ts";
import { encodingOf, listOf, PLAIN, pointerTo, type SpecifiedFiles, textOf, textsOf } from "./file-spec.ts";
import { sampleName } from "./sample-name.ts";

/** Whether a value is a Data Package, or a Table Schema alone (Frictionless, versions 1 and 2). */
export function isTableSchema(value: unknown): boolean {
  const resources = member(value, "resources");
  if (Array.isArray(resources)) return resources.length > 0 && resources.every(isResource);
  const fields = member(value, "fields");
  return Array.isArray(fields) && fields.length > 0 && fields.every((one) => textOf(member(one, "name")) !== undefined);
}

function isResource(one: unknown): boolean {
  return ["path", "data"].some((key) => member(one, key) !== undefined) && !Object.hasOwn(Object(one), "_id");
}

/** What a Data Package or Table Schema says of files, one for each resource that is read as a table. */
export function readTableSchema(spec: SourceDocument, collector: Collector): SpecifiedFiles[] {
  const resources = member(spec.value, "resources");
  if (!Array.isArray(resources))
    return [resourceOf({ schema: spec.value }, { spec, above: [], inside: [] }, collector)];
  return resources.flatMap((one, at) => {
    const context = { spec, above: ["resources", at], inside: ["resources", at, "schema"] };
    if (isRecord(member(one, "schema"))) return [resourceOf(one, context, collector)];
    const what = `the resource ${textOf(member(one, "name")) ?? at} has no schema in the document itself`;
    collector.report("files/unread-metadata", { what }, pointerTo(spec, context.above));
    return [];
  });
}

interface Place {
  readonly spec: SourceDocument;
  /** Of the resource, and of its schema. */
  readonly above: readonly (string | number)[];
  readonly inside: readonly (string | number)[];
}

function resourceOf(resource: Raw | object, { spec, above, inside }: Place, collector: Collector): SpecifiedFiles {
  const schema = member(resource, "schema");
  const paths = textsOf(member(resource, "path")).filter((path) => !/^[a-z]+:\/\//i.test(path));
  const missing = textsOf(member(schema, "missingValues")).filter((word) => word !== "");
  const primaryKey = textsOf(member(schema, "primaryKey"));
  const fields = listOf(member(schema, "fields")).flatMap((field, at) => {
    const place = { at: pointerTo(spec, [...inside, "fields", at]), missing, isKey: false };
    return isRecord(field) ? (fieldOf(field, primaryKey, place, collector) ?? []) : [];
  });
  return {
    spec,
    name: textOf(member(resource, "name")) ?? stemOf(spec.name),
    description: textOf(member(resource, "description")) ?? textOf(member(resource, "title")),
    paths,
    format: formatOf(resource, paths[0] ?? ""),
    encoding: encodingOf(member(resource, "encoding")),
    fields,
    primaryKey,
    remarks: listOf(member(schema, "foreignKeys")).flatMap(foreignKeyInWords),
    at: pointerTo(spec, above),
  };
}

/** `orders.schema.json` is of orders. */
export function stemOf(name: string): string {
  const base = name.slice(name.lastIndexOf("/") + 1).replace(/\.json$/i, "");
  return base.replace(/[._-](?:table-?schema|schema|csv-metadata|metadata)$/i, "").replace(/\.csv$/i, "");
}

function foreignKeyInWords(key: unknown): string[] {
  const own = textsOf(member(key, "fields"));
  const reference = member(key, "reference");
  const other = textsOf(member(reference, "fields"));
  const resource = textOf(member(reference, "resource")) ?? "the same file";
  return own.length === 0 || other.length === 0 ? [] : [`${own.join(", ")} is ${other.join(", ")} of ${resource}`];
}

function formatOf(resource: object, path: string): FileFormat | undefined {
  const named = (textOf(member(resource, "format")) ?? "").toLowerCase();
  if (named === "jsonl" || named === "ndjson" || sampleName(path).form === "json-lines") return { kind: "json-lines" };
  if (named === "json" || /\.json$/i.test(path)) return { kind: "json", recordsPath: [] };
  const dialect = member(resource, "dialect");
  if (!isRecord(dialect)) return undefined;
  const delimiter = textOf(member(dialect, "delimiter")) ?? sampleName(path).delimiter ?? ",";
  const quote = member(dialect, "quoteChar");
  const escaping = member(dialect, "doubleQuote") === false ? textOf(member(dialect, "escapeChar")) : undefined;
  const comment = textOf(member(dialect, "commentChar"));
  const [headerRow] = listOf(member(dialect, "headerRows"));
  return {
    kind: "delimited",
    delimiter,
    ...(quote === null || quote === "" ? {} : { quote: textOf(quote) ?? '"' }),
    ...(escaping === undefined ? {} : { escape: escaping }),
    header: member(dialect, "header") !== false,
    skipLines: typeof headerRow === "number" && headerRow > 1 ? headerRow - 1 : PLAIN.skipLines,
    ...(comment === undefined ? {} : { comment }),
  };
}

interface FieldPlace {
  readonly at: DeclaredField["at"];
  readonly missing: readonly string[];
}

function fieldOf(
  field: Raw,
  primaryKey: readonly string[],
  { at, missing }: FieldPlace,
  collector: Collector,
): DeclaredField | undefined {
  const name = textOf(field.name);
  if (name === undefined) return undefined;
  const type = textOf(field.type) ?? "string";
  const found = TYPES[type]?.(field);
  if (!found)
    collector.report(
      "files/unread-metadata",
      { what: `"${type}" is no type of a field that is known, text is taken` },
      at,
    );
  const words = [...missing, ...textsOf(field.missingValues).filter((word) => word !== "")];
  const written = { ...found?.written, ...(words.length === 0 ? {} : { nullWords: words }) };
  const isNeeded = member(field.constraints, "required") === true || primaryKey.includes(name);
  return {
    field: {
      name,
      type: found?.type ?? "text",
      nullable: !isNeeded,
      ...(Object.keys(written).length === 0 ? {} : { written }),
    },
    description: textOf(field.description) ?? textOf(field.title),
    says: `the specification says ${type}${textOf(field.format) === undefined ? "" : ` (${String(field.format).slice(0, 40)})`}`,
    at,
  };
}

type Read = { readonly type: string; readonly written?: WrittenAs };

const text = (): Read => ({ type: "text" });
const json = (): Read => ({ type: "json" });

/** Every type of a Table Schema; those that have no type here of their own stay as they are written. */
const TYPES: Readonly<Record<string, (field: Raw) => Read>> = {
  string: text,
  any: text,
  yearmonth: text,
  duration: text,
  geopoint: text,
  list: text,
  integer: (field) => (field.bareNumber === false ? text() : { type: "int64", written: marksOf(field) }),
  year: () => ({ type: "int64" }),
  number: (field) => (field.bareNumber === false ? text() : { type: "decimal", written: marksOf(field) }),
  boolean: (field) => ({
    type: "bool",
    written: {
      trueWords: given(textsOf(field.trueValues), ["true", "True", "TRUE", "1"]),
      falseWords: given(textsOf(field.falseValues), ["false", "False", "FALSE", "0"]),
    },
  }),
  date: (field) => dated("date", field),
  datetime: (field) => dated(/%z/i.test(String(field.format ?? "%z")) ? "timestamptz(6)" : "timestamp(6)", field),
  time: (field) => dated("time(6)", field),
  object: json,
  array: json,
  geojson: json,
};

function given(words: readonly string[], otherwise: readonly string[]): readonly string[] {
  return words.length > 0 ? words : otherwise;
}

function marksOf(field: Raw): WrittenAs {
  const [decimalMark, groupMark] = [textOf(field.decimalChar), textOf(field.groupChar)];
  return {
    ...(decimalMark === undefined || decimalMark === "." ? {} : { decimalMark }),
    ...(groupMark === undefined ? {} : { groupMark }),
  };
}

/** "any" says nothing that a reader could go by. */
function dated(type: string, { format }: Raw): Read {
  if (format === "any") return text();
  const pattern = textOf(format);
  return pattern?.includes("%") ? { type, written: { datePattern: pattern } } : { type };
}
