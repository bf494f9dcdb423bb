import type { DeclaredField } from "../../evidence/file-facts.ts";
import type { FileFormat, WrittenAs } from "../../model/file.ts";
import { isRecord, member, type Raw } from "../json-value.ts";
import type { SourceDocument } from "../source-document.ts";
import { encodingOf, listOf, PLAIN, pointerTo, type SpecifiedFiles, textOf, textsOf } from "./file-spec.ts";
import { stemOf } from "./table-schema.ts";

/** Whether a value is metadata of the W3C's CSV on the Web. */
export function isCsvw(value: unknown): boolean {
  const context = listOf(member(value, "@context"));
  return (
    context.includes("http://www.w3.org/ns/csvw") &&
    (Array.isArray(member(value, "tables")) || isRecord(member(value, "tableSchema")))
  );
}

/** What the metadata say of each table. */
export function readCsvw(spec: SourceDocument): SpecifiedFiles[] {
  const tables = member(spec.value, "tables");
  const all = Array.isArray(tables)
    ? tables.map((table, at) => [table, ["tables", at]] as const)
    : [[spec.value, []] as const];
  return all.flatMap(([table, above]) => (isRecord(table) ? [tableOf(table, spec, above)] : []));
}

function tableOf(table: Raw, spec: SourceDocument, above: readonly (string | number)[]): SpecifiedFiles {
  const schema = member(table, "tableSchema");
  const url = textOf(table.url);
  const primaryKey = textsOf(member(schema, "primaryKey"));
  const columns = listOf(member(schema, "columns")).filter(isRecord);
  const isVirtual = ({ virtual }: Raw) => virtual === true;
  const named = columns.filter((column) => !isVirtual(column));
  const names = new Map(named.map((column, at) => [textOf(column.name) ?? `column_${at + 1}`, headerOf(column, at)]));
  return {
    spec,
    name: url === undefined ? stemOf(spec.name) : stemOf(`${url}.json`),
    description: titleOf(table["dc:description"]) ?? titleOf(table["dc:title"]),
    paths: url === undefined || /^[a-z]+:\/\//i.test(url) ? [] : [url],
    format: formatOf(member(table, "dialect") ?? member(spec.value, "dialect")),
    encoding: encodingOf(member(member(table, "dialect") ?? member(spec.value, "dialect"), "encoding")),
    fields: named.map((column, at) =>
      columnOf(column, headerOf(column, at), {
        at: pointerTo(spec, [...above, "tableSchema", "columns", columns.indexOf(column)]),
        isKey: primaryKey.includes(textOf(column.name) ?? ""),
      }),
    ),
    primaryKey: primaryKey.map((name) => names.get(name) ?? name),
    remarks: [],
    at: pointerTo(spec, above),
  };
}

/** Titles stand in the header. */
function headerOf(column: Raw, at: number): string {
  return titleOf(column.titles) ?? textOf(column.name) ?? `column_${at + 1}`;
}

function titleOf(value: unknown): string | undefined {
  if (isRecord(value)) return titleOf(Object.values(value)[0]);
  return textsOf(value)[0];
}

function formatOf(dialect: unknown): FileFormat | undefined {
  if (!isRecord(dialect)) return undefined;
  const quote = dialect.quoteChar;
  const comment = textOf(dialect.commentPrefix);
  const skipped = typeof dialect.skipRows === "number" ? dialect.skipRows : 0;
  return {
    kind: "delimited",
    delimiter: textOf(dialect.delimiter) ?? PLAIN.delimiter,
    ...(quote === null ? {} : { quote: textOf(quote) ?? '"' }),
    ...(dialect.doubleQuote === false ? { escape: "\\" } : {}),
    header: dialect.header !== false && dialect.headerRowCount !== 0,
    skipLines: Math.max(0, skipped),
    ...(comment === undefined ? {} : { comment }),
  };
}

function columnOf(
  column: Raw,
  name: string,
  { at, isKey }: { readonly at: DeclaredField["at"]; readonly isKey: boolean },
): DeclaredField {
  const { datatype } = column;
  const base = textOf(isRecord(datatype) ? datatype.base : datatype) ?? "string";
  const format = isRecord(datatype) ? datatype.format : undefined;
  const nulls = textsOf(column.null).filter((word) => word !== "");
  const written = { ...writtenOf(base, format), ...(nulls.length === 0 ? {} : { nullWords: nulls }) };
  return {
    field: {
      name,
      type: typeOf(base, written),
      nullable: column.required !== true && !isKey,
      ...(Object.keys(written).length === 0 ? {} : { written }),
    },
    description: titleOf(column["dc:description"]),
    says: `the metadata say ${base}`,
    at,
  };
}

const DECIMALS = new Set(["decimal", "number", "double", "float"]);
const WHOLE =
  /^(?:integer|long|int|short|byte|nonNegativeInteger|positiveInteger|unsigned\w+|nonPositiveInteger|negativeInteger|gYear)$/;

function typeOf(base: string, { datePattern }: WrittenAs): string {
  if (WHOLE.test(base)) return "int64";
  if (DECIMALS.has(base)) return "decimal";
  if (base === "boolean") return "bool";
  if (base === "date" || base === "time") return base === "date" ? "date" : "time(6)";
  if (/^date-?time(?:Stamp)?$/i.test(base))
    return base === "dateTimeStamp" || datePattern?.endsWith("%z") ? "timestamptz(6)" : "timestamp(6)";
  return base === "json" ? "json" : "text";
}

function writtenOf(base: string, format: unknown): WrittenAs {
  if (isRecord(format)) {
    const [decimalMark, groupMark] = [textOf(format.decimalChar), textOf(format.groupChar)];
    return {
      ...(decimalMark === undefined || decimalMark === "." ? {} : { decimalMark }),
      ...(groupMark === undefined ? {} : { groupMark }),
    };
  }
  const pattern = textOf(format);
  if (pattern === undefined) return {};
  if (base === "boolean") {
    const [yes, no] = pattern.split("|");
    return yes === undefined || no === undefined ? {} : { trueWords: [yes], falseWords: [no] };
  }
  return /^(?:date|time)/i.test(base) && pattern !== "yyyy-MM-dd" ? { datePattern: strptime(pattern) } : {};
}

const DIRECTIVES: Readonly<Record<string, string>> = {
  yyyy: "%Y",
  yy: "%y",
  MMM: "%b",
  MM: "%m",
  M: "%m",
  dd: "%d",
  d: "%d",
  HH: "%H",
  H: "%H",
  mm: "%M",
  ss: "%S",
};

/** `dd/MM/yyyy` in strptime's words. */
function strptime(pattern: string): string {
  return pattern
    .replaceAll("'", "")
    .replace(
      /yyyy|yy|MMM|MM?|dd?|HH?|mm|ss|S+|[xXZ]+/g,
      (sign) => DIRECTIVES[sign] ?? (sign.startsWith("S") ? "%f" : "%z"),
    );
}
