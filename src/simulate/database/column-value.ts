import type { Column } from "../../model/database.ts";
import type { Json } from "../../model/values.ts";
import { hashOf } from "../random.ts";
import type { SqlDialect } from "./sql-dialect.ts";

/** A value as SQL writes it, and as a record holds it. */
export interface ColumnValue {
  readonly sql: string;
  readonly json: Json;
}

const NULL: ColumnValue = { sql: "NULL", json: null };
const FIRST = Date.UTC(2025, 0, 6);
const MINUTE = 60_000;
const DAY = 86_400_000;

/** The moment of the `index`th row; two in a row share one. */
export const momentOf = (index: number): number => FIRST + (index - (index % 2)) * MINUTE;

/** Values that many things go wrong with: what is absent, the ends of a type, other scripts. Never a key. */
export function columnValue(column: Column, index: number, dialect: SqlDialect): ColumnValue {
  if (column.nullable && index % 7 === 1) return NULL;
  return edgeValue(column, index, dialect) ?? keyValue(column, index, dialect);
}

function edgeValue({ type, nullable }: Column, index: number, dialect: SqlDialect): ColumnValue | undefined {
  const variant = index % 7;
  const [, size] = /\((\d+)/.exec(type) ?? [];
  if (variant === 2) return lowest(type, dialect);
  if (variant === 3) return highest(type, dialect);
  if (variant === 4 && type.startsWith("text") && Number(size ?? 99) >= 12) {
    const text = `ß “\\n” \u{1f600} '%s`;
    return { sql: dialect.text(text), json: text };
  }
  // What JSON has no word for.
  if (variant === 5 && nullable && dialect.kind === "postgresql") {
    if (/^float/.test(type)) return { sql: index % 2 === 0 ? "'NaN'" : "'-Infinity'", json: null };
    if (/^(?:timestamp|timestamptz|date)\b/.test(type)) return { sql: "'infinity'", json: null };
  }
  return undefined;
}

const BITS: Readonly<Record<string, number>> = { int8: 7, int16: 15, int24: 23, int32: 31, int64: 63 };
const UNSIGNED: Readonly<Record<string, number>> = { uint8: 8, uint16: 16, uint24: 24, uint32: 32, uint64: 64 };

function lowest(type: string, dialect: SqlDialect): ColumnValue | undefined {
  const bits = BITS[type];
  if (bits !== undefined) return { sql: String(-(2n ** BigInt(bits))), json: -(2 ** bits) };
  if (type in UNSIGNED) return { sql: "0", json: 0 };
  const decimal = digitsOf(type, dialect);
  if (decimal !== undefined) return decimalValue(`-${decimal}`, dialect);
  if (type === "date") return { sql: "'0001-01-01'", json: "0001-01-01" };
  if (/^text(?:\(|$)/.test(type)) return { sql: "''", json: "" };
  return undefined;
}

function highest(type: string, dialect: SqlDialect): ColumnValue | undefined {
  const bits = BITS[type] ?? UNSIGNED[type];
  if (bits !== undefined && !(dialect.kind === "sqlite" && type === "uint64"))
    return { sql: String(2n ** BigInt(bits) - 1n), json: Number(2n ** BigInt(bits) - 1n) };
  const decimal = digitsOf(type, dialect);
  if (decimal !== undefined) return decimalValue(decimal, dialect);
  if (type === "date") return { sql: "'9999-12-31'", json: "9999-12-31" };
  return undefined;
}

/** As many digits as the type has; SQLite keeps decimals as doubles. */
function digitsOf(type: string, { kind }: SqlDialect): string | undefined {
  const [, precision = "", scale = "0"] = /^decimal\((\d+)(?:,(\d+))?\)/.exec(type) ?? [];
  if (precision === "" || kind === "sqlite") return undefined;
  const [whole, fraction] = [Number(precision) - Number(scale), Number(scale)];
  return `${whole > 0 ? "9".repeat(whole) : "0"}${fraction > 0 ? `.${"9".repeat(fraction)}` : ""}`;
}

const decimalValue = (text: string, { kind }: SqlDialect): ColumnValue =>
  kind === "sqlite" ? { sql: text, json: String(Number(text)) } : { sql: text, json: text };

/** A value that no other row has, as far as the type has so many. */
export function keyValue({ type, native }: Column, index: number, dialect: SqlDialect): ColumnValue {
  const family = /^[a-z_]+\d*/.exec(type)?.[0] ?? "";
  if (/^u?int\d+$/.test(family)) return { sql: String(index + 1), json: index + 1 };
  const quoted = (text: string, json: Json = text): ColumnValue => ({ sql: dialect.text(text), json });
  const inner = /^array<(.*)>$/s.exec(type)?.[1];
  if (inner !== undefined) return arrayValue({ name: "", native: "", type: inner, nullable: true }, index, dialect);
  switch (family) {
    case "bool":
      return { sql: dialect.bool(index % 2 === 1), json: index % 2 === 1 };
    case "decimal":
    case "decfloat":
      return ordinaryDecimal(type, index, { dialect, native });
    case "float32":
    case "float64":
      return { sql: `${index + 0.5}`, json: index + 0.5 };
    case "geometry":
      return dialect.kind === "mysql" ? bytesValue(index, dialect) : quoted(textOf(type, index));
    case "bytes":
    case "rowversion":
      return bytesValue(index, dialect);
    case "date":
    case "time":
    case "timetz":
    case "timestamp":
    case "timestamptz":
      return timeValue(type, index, dialect);
    case "interval":
      return dialect.kind === "postgresql"
        ? quoted(`${index + 1} days 02:03:04`, `P${index + 1}DT2H3M4S`)
        : quoted("P1D");
    case "uuid":
      return quoted(`${hex(index, 8)}-0000-4000-8000-${hex(index, 12)}`);
    case "json":
      return quoted(`{"at": ${index}, "deep": [2.50, null, "ü"]}`, { at: index, deep: [2.5, null, "ü"] });
    case "map":
      return mapValue(index, dialect);
    case "xml":
      return quoted(`<row at="${index}"/>`);
    case "bits":
      return bitsValue(type, index, dialect);
    case "enum":
    case "set":
      return choiceValue(type, index, dialect);
    default:
      return quoted(textOf(type, index));
  }
}

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, "0");

function textOf(type: string, index: number): string {
  const size = Number(/\((\d+)/.exec(type)?.[1] ?? 60);
  const text = `${index.toString(36).padStart(Math.min(3, size), "0")} é ${hashOf(index, type).toString(36)}`;
  return text.slice(0, size).trimEnd();
}

function ordinaryDecimal(
  type: string,
  index: number,
  { dialect, native }: { readonly dialect: SqlDialect; readonly native: string },
): ColumnValue {
  const [, precision = "20", scale = "2"] = /\((\d+)(?:,(\d+))?\)/.exec(type) ?? [];
  const digits = Math.max(0, Number(precision) - Number(scale));
  const whole = digits === 0 ? 0 : (index + 1) % 10 ** Math.min(digits, 6);
  if (dialect.kind === "sqlite") {
    const value = Number(scale) > 0 ? whole + 0.25 : whole;
    // Without a word for a number in its type, a column keeps what it is given.
    return { sql: String(value), json: /char|clob|text/i.test(native) ? `${value}` : String(value) };
  }
  const fraction = Number(scale) > 0 ? `.${"25".padEnd(Number(scale), "0").slice(0, Number(scale))}` : "";
  return { sql: `${whole}${fraction}`, json: `${whole}${fraction}` };
}

function bytesValue(index: number, dialect: SqlDialect): ColumnValue {
  const bytes = Buffer.from([index % 256, 0, 0xff, 0x80]);
  return { sql: dialect.bytes(bytes.toString("hex")), json: bytes.toString("base64") };
}

function timeValue(type: string, index: number, dialect: SqlDialect): ColumnValue {
  const at = new Date(FIRST + index * DAY + index * MINUTE).toISOString();
  const [day, clock] = [at.slice(0, 10), at.slice(11, 19)];
  const quoted = (sql: string, json: string): ColumnValue => ({ sql: dialect.text(sql), json });
  const fraction = fractionOf(type, index, dialect);
  if (type === "date") return quoted(day, day);
  if (type.startsWith("timetz")) return quoted(`${clock}+02`, `${clock}+02:00`);
  if (/^time\b|^time\(/.test(type)) {
    const zeros = dialect.kind === "mysql" ? fraction.replace(/[1-9]/g, "0") : "";
    return quoted(clock, clock + zeros);
  }
  const zone = type.startsWith("timestamptz") && dialect.kind === "postgresql" ? "+00" : "";
  return quoted(`${day} ${clock}${fraction}${zone}`, `${day}T${clock}${fraction}+00:00`);
}

/** MySQL writes as many digits as the type has; PostgreSQL none that are nothing. */
export function fractionOf(type: string, index: number, { kind }: SqlDialect): string {
  const size = Number(/\((\d)\)/.exec(type)?.[1] ?? (kind === "mysql" ? 0 : 6));
  const isFine = size === 6 && index % 2 === 0;
  if (isFine) return ".123456";
  return kind === "mysql" && size > 0 ? `.${"0".repeat(size)}` : "";
}

function mapValue(index: number, dialect: SqlDialect): ColumnValue {
  const json = { at: String(index), none: null };
  const sql = dialect.kind === "postgresql" ? `"at"=>"${index}", "none"=>NULL` : JSON.stringify(json);
  return { sql: dialect.text(sql), json };
}

function bitsValue(type: string, index: number, dialect: SqlDialect): ColumnValue {
  const size = Number(/\((\d+)\)/.exec(type)?.[1] ?? 1);
  const text = (index % 2 ** Math.min(size, 20)).toString(2).padStart(size, "0");
  return { sql: dialect.kind === "sqlite" ? String(Number.parseInt(text, 2)) : `B'${text}'`, json: text };
}

function choiceValue(type: string, index: number, dialect: SqlDialect): ColumnValue {
  const choices = (/\((.*)\)$/s.exec(type)?.[1] ?? "a").split("|");
  const text = choices[index % choices.length] ?? "";
  if (!type.startsWith("set")) return { sql: dialect.text(text), json: text };
  return dialect.kind === "mysql"
    ? { sql: dialect.text(text), json: [text] }
    : { sql: dialect.text(JSON.stringify([text])), json: [text] };
}

function arrayValue(element: Column, index: number, dialect: SqlDialect): ColumnValue {
  const held = [keyValue(element, index, dialect), NULL, keyValue(element, index + 1, dialect)];
  const json = held.map((value) => value.json);
  if (dialect.kind !== "postgresql") return { sql: dialect.text(JSON.stringify(json)), json };
  const type = dialect.typeOf({ ...element, type: `array<${element.type}>` });
  return { sql: `CAST(ARRAY[${held.map(({ sql }) => sql).join(", ")}] AS ${type})`, json };
}
