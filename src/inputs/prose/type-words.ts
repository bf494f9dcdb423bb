import type { JsonType } from "../../model/values.ts";
import { readTypeWord } from "../schema-types.ts";
import { plainText, type Words } from "./blocks.ts";

/** A type as documentation writes it: `< string > array`, `integer (int64)`, `array of [Order](#order)`. */
export interface WrittenType {
  /** Of one element, where it is a list. */
  readonly types: readonly JsonType[];
  readonly format: string | undefined;
  readonly isArray: boolean;
  readonly nullable: boolean;
  readonly enum: readonly string[] | undefined;
  /** Where the type is described. */
  readonly link: string | undefined;
}

const ARRAY = /\barray\b|\blist\b|\[\]|\bcollection of\b/i;
const FORMATS: readonly (readonly [RegExp, string])[] = [
  [/\bdate-?time\b|\btimestamp\b|\biso[ -]?8601\b|\brfc ?3339\b|\bdatetime\b/i, "date-time"],
  [/\bdate\b/i, "date"],
  [/\buuid\b|\bguid\b/i, "uuid"],
  [/\bemail\b/i, "email"],
  [/\bur[li]\b/i, "uri"],
];

/** `undefined`: the words name no type. */
export function readType(words: Words): WrittenType | undefined {
  const text = plainText(words).slice(0, 200);
  const link = words.find((run) => run.link !== undefined)?.link;
  const isArray = ARRAY.test(text);
  const named = text
    .replace(/\b(?:array|list|collection)s?\b|\bof\b|\[\]|[<>]/gi, " ")
    .split(/[^\w-]+/)
    .flatMap((word) => readTypeWord(singular(word)) ?? []);
  const values = /\benum\b[^([{:]*[([{:]\s*([^)\]}]+)/i.exec(text)?.[1];
  const [first] = named.filter(({ type }) => type !== "null" && type !== "any");
  if (!first && !isArray && link === undefined) return undefined;
  const type = first && first.type !== "any" && first.type !== "null" ? [first.type] : [];
  const told = FORMATS.find(([pattern]) => pattern.test(text))?.[1];
  const format = first?.format ?? (first?.type === "string" || !first ? told : undefined);
  return {
    types: format !== undefined && type.length === 0 ? ["string"] : type,
    format,
    isArray,
    nullable: /\bnull(?:able)?\b/i.test(text),
    enum: values?.split(/\s*[,|]\s*/).map((value) => value.replace(/^["'`]|["'`]$/g, "")),
    link,
  };
}

function singular(word: string): string {
  return /^(?:string|integer|number|boolean|object|int|float|date|timestamp|bool|url|uuid)s$/i.test(word)
    ? word.slice(0, -1)
    : word;
}
