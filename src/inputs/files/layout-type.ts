import type { DeclaredField } from "../../evidence/file-facts.ts";
import type { FileField } from "../../model/file.ts";
import type { LayoutRow } from "./layout-table.ts";

/** What a field of a line is; `open`: what isn't said, so that it is a text until somebody does. */
export interface LayoutType extends Pick<FileField, "type" | "written"> {
  readonly open?: NonNullable<DeclaredField["open"]>;
}

/** Days and times as layouts spell them: `CCYYMMDD`, `DD.MM.YYYY`, `YYYYMMDDHHMMSS`. */
const PATTERN =
  /\b(?:(?:CC|YY)?YY[-./]?MM[-./]?DD|DD[-./]?MM[-./]?(?:CC|YY)?YY|MM[-./]?DD[-./]?(?:CC|YY)?YY)(?:[ T]?HH:?MM(?::?SS)?)?\b/i;
/** Digits that name something: as a number they would lose their leading zeros. `CUST-NO` and `ACCTNO`, no `AMOUNT`. */
const CODE =
  /zip|postal|plz|phone|iban|account|konto|ean|gtin|isbn|code|(?:[a-z]{3}no|[-_ ](?:no|nr|id)|.(?:num|number|nummer))$/i;

/** Of the row's type, picture and words. */
export function layoutType(row: LayoutRow): LayoutType {
  const pattern = (PATTERN.exec(row.type) ?? PATTERN.exec(row.description))?.[0];
  if (pattern !== undefined) return datedType(pattern);
  const picture = /^(?:pic(?:ture)?\s+(?:is\s+)?)?([SX9AVPZ*+,.()\d-]+)$/i.exec(row.type.trim())?.[1];
  if (picture !== undefined && /[9XAZ]/i.test(picture) && !/^\d+$/.test(picture)) return ofPicture(picture, row);
  return ofWords(row);
}

function datedType(spelled: string): LayoutType {
  const upper = spelled.toUpperCase().replaceAll("CCYY", "YYYY");
  const [, day = "", between = "", time = ""] = /^([YMD./-]+)([ T]?)(HH.*)?$/.exec(upper) ?? [];
  const dayPattern = day.replace("YYYY", "%Y").replace("YY", "%y").replace("MM", "%m").replace("DD", "%d");
  if (time === "")
    return dayPattern === "%Y-%m-%d" ? { type: "date" } : { type: "date", written: { datePattern: dayPattern } };
  const timePattern = time.replace("HH", "%H").replace("MM", "%M").replace("SS", "%S");
  return { type: "timestamp(0)", written: { datePattern: dayPattern + between + timePattern } };
}

/** COBOL's pictures, of what is written in characters. */
function ofPicture(picture: string, { name }: LayoutRow): LayoutType {
  const spelled = picture
    .toUpperCase()
    .replace(/(.)\((\d{1,3})\)/g, (_, sign: string, times: string) => sign.repeat(Math.min(Number(times), 200)));
  if (/[XA]/.test(spelled)) return { type: "text" };
  if (spelled.startsWith("S"))
    return {
      type: "text",
      open: { kind: "sign", says: "the picture has a sign, and where it stands isn't said: often in the last digit" },
    };
  const [whole = "", fraction = ""] = spelled.split(/[V.]/);
  const [digits, decimals] = [whole, fraction].map((part) => part.replace(/[^9Z*]/g, "").length) as [number, number];
  if (decimals === 0)
    return digits > 18 ? { type: `decimal(${digits},0)` } : CODE.test(name) ? { type: "text" } : { type: "int64" };
  const type = `decimal(${Math.min(38, digits + decimals)},${decimals})`;
  return spelled.includes("V") ? { type, written: { impliedDecimals: decimals } } : { type };
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:a|an|c|x|char|character|varchar|string|text|alpha|alphanumeric|alphanum|alnum)\b/i, "text"],
  [/^(?:bool|boolean)\b/i, "bool"],
  [/^(?:n|num|numeric|number|int|integer|decimal|dec|amount|9)\b/i, "number"],
  [/^(?:d|date|datum)\b/i, "date"],
];

function ofWords({ type, decimals, length, name }: LayoutRow): LayoutType {
  const word = WORDS.find(([pattern]) => pattern.test(type.trim()))?.[1] ?? "text";
  if (word === "date") return { type: "text", open: { kind: "date", says: "how the date is written isn't said" } };
  if (word !== "number") return { type: word };
  const scale = decimals ?? Number(/\(\s*\d+\s*[,.]\s*(\d{1,2})\s*\)/.exec(type)?.[1] ?? 0);
  if (scale > 0) {
    const says = `whether the point before its ${scale} decimals is written isn't said`;
    return { type: "text", open: { kind: "decimals", decimals: scale, says } };
  }
  if (CODE.test(name)) return { type: "text" };
  return { type: length > 18 ? `decimal(${Math.min(length, 38)},0)` : "int64" };
}
