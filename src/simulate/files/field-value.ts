import { readDate, writeDate } from "../../model/date-pattern.ts";
import type { FileField, FileFormat, WrittenAs } from "../../model/file.ts";
import type { Json } from "../../model/values.ts";
import { hashOf } from "../random.ts";

/** A value as a file holds it (empty: nothing), and as a record holds it. */
export interface FieldValue {
  readonly text: string;
  readonly json: Json;
}

export interface ValuePlace {
  readonly format: FileFormat;
  readonly encoding: string;
  /** Whether no other record has the value. */
  readonly isKey: boolean;
  /** Whether the record has a decimal as a number. */
  readonly asNumber: boolean;
}

const NOTHING: FieldValue = { text: "", json: null };
const FIRST = Date.UTC(2025, 0, 6, 8, 30, 15);
const STEP = 86_400_000 + 61_000;

/** Values that many things go wrong with: nothing, long numbers, line breaks, signs of the form itself. Never a key. */
export function fieldValue(field: FileField, index: number, place: ValuePlace): FieldValue {
  const { nullWords = [] } = field.written ?? {};
  if (field.nullable && !place.isKey && index % 7 === 1) {
    const word = nullWords[index % (nullWords.length + 1)] ?? "";
    return { ...NOTHING, text: word };
  }
  const family = /^[a-z_]+/.exec(field.type)?.[0] ?? "";
  switch (family) {
    case "int":
    case "uint":
      return { text: String(index + 1), json: index + 1 };
    case "decimal":
    case "decfloat":
    case "money":
      return decimalValue(field, index, place.asNumber);
    case "float":
      return numberValue(`${index}.5`, field.written ?? {}, index + 0.5);
    case "bool":
      return boolValue(field.written ?? {}, index % 2 === 0);
    case "date":
    case "time":
    case "timestamp":
    case "timestamptz":
      return timeValue(family, index, field.written?.datePattern);
    case "json":
    case "map":
    case "array":
      if (field.place) return { text: `{"at":${index}}`, json: { at: index } };
      return { text: `{"at": ${index}, "deep": [2.50, null, "x"]}`, json: { at: index, deep: [2.5, null, "x"] } };
    default:
      return textValue(field, index, place);
  }
}

function decimalValue({ type, place, written = {} }: FileField, index: number, asNumber: boolean): FieldValue {
  const [, precision = "18", scale = "2"] = /\((\d+)(?:,(\d+))?\)/.exec(type) ?? [];
  const decimals = written.impliedDecimals ?? Number(scale);
  // Beside the digits, a place holds a sign and a point.
  const room = place ? place.length - 2 : Number(precision);
  const most = Math.max(1, Math.min(room, Number(precision)) - decimals);
  const whole = index % 7 === 3 ? "9".repeat(most) : String((1200 + index) % 10 ** Math.min(most, 9));
  const fraction =
    decimals === 0 ? "" : index % 7 === 3 ? "9".repeat(decimals) : "10".padEnd(decimals, "0").slice(0, decimals);
  const plain = `${index % 7 === 2 ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
  const json = asNumber ? Number(plain) : plain;
  return numberValue(plain, written, json);
}

/** With the marks of its file: `-1.234,50`; or without a point, where that is implied. */
function numberValue(plain: string, written: WrittenAs, json: Json): FieldValue {
  const { decimalMark = ".", groupMark, impliedDecimals = 0 } = written;
  if (impliedDecimals > 0) return { text: plain.replace(".", ""), json };
  const [whole = "", fraction] = plain.split(".");
  const grouped = groupMark === undefined ? whole : whole.replace(/\B(?=(?:\d{3})+$)/g, groupMark);
  return { text: fraction === undefined ? grouped : `${grouped}${decimalMark}${fraction}`, json };
}

function boolValue({ trueWords = [], falseWords = [] }: WrittenAs, value: boolean): FieldValue {
  const word = value ? trueWords.at(-1) : falseWords.at(-1);
  return { text: word ?? String(value), json: value };
}

const PATTERNS = {
  date: "%Y-%m-%d",
  time: "%H:%M:%S",
  timestamp: "%Y-%m-%d %H:%M:%S",
  timestamptz: "%Y-%m-%dT%H:%M:%S+00:00",
} as const;

function timeValue(family: keyof typeof PATTERNS, index: number, pattern: string | undefined): FieldValue {
  const form = pattern ?? PATTERNS[family];
  const text = writeDate(form, FIRST + index * STEP);
  // As exact as the pattern is.
  const iso = new Date(readDate(form, text) ?? 0).toISOString();
  const [day, clock] = [iso.slice(0, 10), iso.slice(11, 19)];
  const json = { date: day, time: clock, timestamp: `${day}T${clock}+00:00`, timestamptz: `${day}T${clock}+00:00` };
  return { text, json: json[family] };
}

function textValue({ type, place, name }: FileField, index: number, where: ValuePlace): FieldValue {
  const size = place?.length ?? Number(/\((\d+)/.exec(type)?.[1] ?? 60);
  const [, choices] = /^enum\((.*)\)$/s.exec(type) ?? [];
  if (choices !== undefined) {
    const list = choices.split("|");
    return same(list[index % list.length] ?? "");
  }
  if (type === "uuid") return same(`00000000-0000-4000-8000-${String(index).padStart(12, "0")}`);
  const short = index.toString(36).padStart(Math.min(3, size), "0");
  if (where.isKey || size < 16) return same(short.slice(-size));
  if (index % 7 === 4) return same(awkward(short, where));
  if (index % 7 === 5 && where.format.kind !== "fixed-width") return same(`  ${short} `);
  return same(`${short} ${accent(where.encoding)} ${hashOf(index, name).toString(36)}`.slice(0, size).trimEnd());
}

const same = (text: string): FieldValue => ({ text, json: text });

/** A letter that the encoding has, and not every other one has at that place. */
function accent(encoding: string): string {
  if (/^utf|^u8$|16|32/i.test(encoding)) return "é";
  return /^(?:cp125[247]|windows-125[247]|latin-?1|latin_?1|iso-?8859-?1|iso8859_1|l1)$/i.test(encoding) ? "é" : "e";
}

/** What stands for something else in the file's own form. */
function awkward(short: string, { format, encoding }: ValuePlace): string {
  const beyond = /^utf/i.test(encoding) ? " \u2028\u{1f600}" : "";
  switch (format.kind) {
    case "delimited": {
      const { quote, delimiter, escape: sign = "" } = format;
      if (quote === undefined) return `${short} %s 'x'${beyond}`.replaceAll(delimiter, "");
      return `${short} ${quote}said${quote}${delimiter} so\r\nand ${sign}${quote}${beyond}`;
    }
    case "json-lines":
    case "json":
      return `${short} "said", {so}\nand \\${beyond}`;
    case "fixed-width":
      return `${short} "x";`;
  }
}
