import { candidate } from "../../evidence/confidence.ts";
import type { DetectedField } from "../../evidence/file-detection.ts";
import type { ColumnFact } from "../../evidence/file-facts.ts";
import type { Evidence, Finding } from "../../evidence/finding.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { FileField, WrittenAs } from "../../model/file.ts";
import { type TypeCandidate, typeCandidates } from "./type-candidates.ts";

/** What the other columns of the file tell of how values are written. */
export interface Habits {
  readonly dateOrder: "day-first" | "month-first" | undefined;
  readonly decimalMark: "." | "," | undefined;
}

/** Of so many values one may be wrong before the column is a text. */
const FOR_ONE_WRONG = 20;

/** A column's type and how its values are written. */
export function detectField(stream: string, column: ColumnFact, habits: Habits): DetectedField {
  if (column.declared) return declaredField(stream, column, column.declared);
  const { values } = column;
  const fitting = typeCandidates(column)
    .filter(({ count }) => (values - count) * FOR_ONE_WRONG <= values)
    .sort((a, b) => b.count - a.count);
  const [best] = fitting;
  const asText = codeReason(column);
  if (!best || asText) return textField(stream, column, asText ?? textReason(column));
  const chosen = fitting.filter(({ count }) => count === best.count);
  const field = (one: TypeCandidate): FileField => fieldOf(column, one.type, one.written);
  const open = openBetween(chosen, habits);
  const settled = open ? undefined : settledBy(chosen, habits);
  const one = settled?.one ?? best;
  const evidence = evidenceOf(column, one, settled?.because);
  return {
    finding: { about: "fields", stream, ...candidate(field(one), evidence), rivals: rivalsOf(chosen, one, field) },
    description: undefined,
    ...(open ? { by: byOf(open, field) } : {}),
    misfits:
      one.count < values && one.unlike ? { count: values - one.count, of: values, at: one.unlike.at } : undefined,
  };
}

function rivalsOf(
  chosen: readonly TypeCandidate[],
  one: TypeCandidate,
  field: (one: TypeCandidate) => FileField,
): Finding<FileField>["rivals"] {
  return chosen
    .filter((other) => other !== one)
    .slice(0, 3)
    .map((other) => candidate(field(other), [says("files/form", 0.4, `also ${other.says}`, other.shown)]));
}

function evidenceOf(column: ColumnFact, one: TypeCandidate, because: string | undefined): Evidence[] {
  const { values, rows, empty } = column;
  const share = `${one.says} in ${counted(one.count)} of ${counted(values)} values`;
  const weight = one.count < values ? 0.8 : values >= 100 ? 0.95 : values >= 10 ? 0.9 : 0.75;
  return [
    says(
      "files/form",
      weight,
      `${share}${empty > 0 ? ` (${counted(empty)} of ${counted(rows)} rows have none)` : ""}`,
      one.shown,
    ),
    ...(because === undefined ? [] : [{ signal: "files/habit", weight: 0.5, says: because }]),
    ...(one.count < values && one.unlike
      ? [{ signal: "files/misfit", weight: 0, says: "the first value that is none", at: one.unlike.at }]
      : []),
  ];
}

function says(signal: string, weight: number, text: string, { at }: { readonly at: SourceRef }): Evidence {
  return { signal, weight, says: text, at };
}

export function counted(number: number): string {
  return number.toLocaleString("en-US");
}

// Dates and numbers that can be read in two ways

type Open =
  | { readonly kind: "date-order"; readonly dayFirst: TypeCandidate; readonly monthFirst: TypeCandidate }
  | { readonly kind: "decimal-mark"; readonly point: TypeCandidate; readonly comma: TypeCandidate };

const isDayFirst = ({ written }: TypeCandidate) => /^%d[/-]%m/.test(written?.datePattern ?? "");
const isMonthFirst = ({ written }: TypeCandidate) => /^%m[/-]%d/.test(written?.datePattern ?? "");
const isNumber = ({ type }: TypeCandidate) => type.startsWith("decimal");
const markOf = ({ written }: TypeCandidate) => written?.decimalMark ?? ".";

function pairOf(chosen: readonly TypeCandidate[]): Open | undefined {
  const dayFirst = chosen.find(isDayFirst);
  const monthFirst = chosen.find(isMonthFirst);
  if (dayFirst && monthFirst) return { kind: "date-order", dayFirst, monthFirst };
  const point = chosen.find((one) => isNumber(one) && markOf(one) === ".");
  const comma = chosen.find((one) => isNumber(one) && markOf(one) === ",");
  return point && comma ? { kind: "decimal-mark", point, comma } : undefined;
}

/** Both ways fit, and no other column of the file tells which is meant. */
function openBetween(chosen: readonly TypeCandidate[], { dateOrder, decimalMark }: Habits): Open | undefined {
  const pair = pairOf(chosen);
  if (!pair) return undefined;
  return (pair.kind === "date-order" ? dateOrder : decimalMark) === undefined ? pair : undefined;
}

function settledBy(chosen: readonly TypeCandidate[], { dateOrder, decimalMark }: Habits) {
  const pair = pairOf(chosen);
  if (pair?.kind === "date-order")
    return {
      one: dateOrder === "month-first" ? pair.monthFirst : pair.dayFirst,
      because: `other dates of these files have the ${dateOrder === "month-first" ? "month" : "day"} first`,
    };
  if (pair?.kind === "decimal-mark")
    return {
      one: decimalMark === "," ? pair.comma : pair.point,
      because: `other numbers of these files have "${decimalMark}" before their fraction`,
    };
  return undefined;
}

function byOf(open: Open, field: (one: TypeCandidate) => FileField): NonNullable<DetectedField["by"]> {
  if (open.kind === "date-order")
    return {
      kind: "date-order",
      fields: { "day-first": field(open.dayFirst), "month-first": field(open.monthFirst) },
    };
  return { kind: "decimal-mark", fields: { ".": field(open.point), ",": field(open.comma) } };
}

function orderOf(one: TypeCandidate): Habits["dateOrder"] {
  if (isMonthFirst(one)) return "month-first";
  return isDayFirst(one) ? "day-first" : undefined;
}

/** What a column tells of the habits: a day above 12, a number that can be read in one way only. */
export function habitOf(column: ColumnFact): Habits & { readonly at: SourceRef; readonly shown: string } {
  const fitting = column.declared ? [] : typeCandidates(column).sort((a, b) => b.count - a.count);
  const [best] = fitting;
  const enough = best && (column.values - best.count) * FOR_ONE_WRONG <= column.values ? best : undefined;
  const chosen = enough ? fitting.filter(({ count }) => count === enough.count) : [];
  const isOpen = pairOf(chosen) !== undefined;
  const { at, text } = enough?.shown ?? { at: column.at, text: "" };
  const telling = enough && !isOpen ? enough : undefined;
  return {
    at,
    shown: text,
    dateOrder: telling && orderOf(telling),
    decimalMark: telling && isNumber(telling) ? (markOf(telling) === "," ? "," : ".") : undefined,
  };
}

// Texts

function textField(stream: string, column: ColumnFact, because: Evidence): DetectedField {
  const field = fieldOf(column, "text", undefined);
  return {
    finding: { about: "fields", stream, ...candidate(field, [because]), rivals: [] },
    description: undefined,
    misfits: undefined,
  };
}

const CODE =
  /(?:^|[^a-z])(?:zip|zip_?code|postal_?code|postcode|plz|phone|telephone|telefon|tel|mobile|fax|iban|bic|account(?:_?(?:no|nr|number))?|konto(?:nummer|nr)?|ean|gtin|upc|isbn|ssn|sku|vat(?:_?(?:id|no))?|tax_?id|barcode|serial(?:_?(?:no|number))?)(?:$|[^a-z])/i;

/** Digits that are no number: with zeros in front, too many of them, or called like a code. */
function codeReason(column: ColumnFact): Evidence | undefined {
  const { numbers, values, forms, name, at } = column;
  const whole = forms.find(({ form }) => form === "whole");
  if (!whole || whole.count < values * 0.95) return undefined;
  const isDay = forms.some(({ form, count }) => form === "date %Y%m%d" && count === values);
  const { leadingZero, length, whole: digits } = numbers;
  if (leadingZero)
    return says(
      "files/leading-zero",
      0.95,
      `${counted(leadingZero.count)} values begin with 0: digits of a code, no number`,
      leadingZero.first,
    );
  if (CODE.test(snake(name)))
    return says("files/code-name", 0.85, "it is called like a code of digits, which is no number", { at });
  if (digits > 18)
    return says("files/long-digits", 0.9, `values have up to ${digits} digits, more than a number keeps`, whole.first);
  if (length !== undefined && length >= 8 && values >= 5 && !isDay)
    return says("files/same-length", 0.7, `all values have ${length} digits, as codes do`, whole.first);
  return undefined;
}

function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

function textReason(column: ColumnFact): Evidence {
  if (column.values === 0) return says("files/no-value", 0.6, "no row has a value, so it is taken for text", column);
  const text = column.forms.find(({ form }) => form === "text");
  return text
    ? says("files/text", 0.9, `words in ${counted(text.count)} of ${counted(column.values)} values`, text.first)
    : says("files/mixed", 0.8, "values of several kinds, which only text holds", column);
}

/** `nullable` unless it is proven otherwise: a sample without gaps proves nothing. */
function fieldOf({ name, nullWords }: ColumnFact, type: string, written: WrittenAs | undefined): FileField {
  const strong = /^(?:NULL|\\N|#N\/A|<null>|\(null\))$/;
  const words = nullWords.map(({ word }) => word).filter((word) => type !== "text" || strong.test(word));
  const all = { ...written, ...(words.length === 0 ? {} : { nullWords: words }) };
  return { name, type, nullable: true, ...(Object.keys(all).length === 0 ? {} : { written: all }) };
}

/** What a sample says of what the specification leaves open. */
function settledField(column: ColumnFact, { field, open }: NonNullable<ColumnFact["declared"]>): FileField | undefined {
  if (!open || column.values === 0) return undefined;
  const all = typeCandidates({ ...column, name: open.kind === "date" ? "date" : column.name });
  const fitting = all.filter(({ count }) => count === column.values);
  if (open.kind === "date") {
    const dates = fitting.filter(({ type }) => type === "date");
    const [one] = dates;
    return one && dates.length === 1
      ? { ...field, type: "date", ...(one.written && { written: one.written }) }
      : undefined;
  }
  const { decimals } = open;
  if (open.kind !== "decimals" || decimals === undefined) return undefined;
  const type = `decimal(${Math.min(38, Math.max(18, field.place?.length ?? 18))},${decimals})`;
  if (column.forms.some(({ form, count }) => form === "whole" && count === column.values))
    return { ...field, type, written: { impliedDecimals: decimals } };
  const pointed = column.forms.some(({ form, count }) => form === "number . -" && count === column.values);
  return pointed && column.numbers.fraction["."] === decimals ? { ...field, type } : undefined;
}

/** The specification's word; values of a sample that it doesn't hold are told. */
function declaredField(
  stream: string,
  column: ColumnFact,
  declared: NonNullable<ColumnFact["declared"]>,
): DetectedField {
  const { description, says: told, at, open } = declared;
  const settled = settledField(column, declared);
  const field = settled ?? declared.field;
  const evidence: Evidence[] = [
    { signal: "files/declared", weight: 0.97, says: told, at },
    ...(settled && column.first
      ? [says("files/settled", 0.8, `how it is written is seen in all ${counted(column.values)} values`, column.first)]
      : []),
  ];
  return {
    finding: { about: "fields", stream, ...candidate(field, evidence), rivals: [] },
    description,
    ...(open && !settled ? { open: { says: open.says, at } } : {}),
    misfits: misfitsOf(field, column),
  };
}

/** Whether the sample's values can be of the declared type, as far as their form tells. */
function misfitsOf({ type, written }: FileField, column: ColumnFact): DetectedField["misfits"] {
  if (column.rows === column.empty || /^(?:text|json|bool|uuid|time\b)/.test(type)) return undefined;
  if (written?.impliedDecimals !== undefined) return undefined;
  const family = type.replace(/\(.*$/, "");
  // The specification's word is as good as a name that says so.
  const same = typeCandidates({ ...column, name: "date" }).filter((one) => {
    const other = one.type.replace(/\(.*$/, "");
    if (family === "decimal" || family.startsWith("float")) return /^(?:int|decimal|float)/.test(other);
    return other === family || (/^u?int/.test(family) && other === "int64");
  });
  if (/^u?int|^decimal|^float/.test(family) && column.numbers.leadingZero) return undefined;
  const pattern = written?.datePattern;
  // Digits alone tell no pattern but the usual one.
  if (pattern !== undefined && /^(?:%[A-Za-z])+$/.test(pattern) && !pattern.startsWith("%Y%m%d")) return undefined;
  const exact = pattern === undefined ? same : same.filter((one) => one.written?.datePattern === pattern);
  const best = exact.sort((a, b) => b.count - a.count)[0];
  // A word for nothing that the specification doesn't know is a value.
  const words = column.nullWords.filter(({ word }) => !(written?.nullWords ?? []).includes(word));
  const odd = column.values - (best?.count ?? 0);
  const count = words.reduce((sum, word) => sum + word.count, odd);
  if (count === 0) return undefined;
  const first = odd > 0 ? (best?.unlike ?? column.first) : words[0];
  return { count, of: column.rows - column.empty, at: first?.at ?? column.at };
}
