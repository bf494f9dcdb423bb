import type { JsonType } from "../model/values.ts";
import { readTypeWord } from "./schema-types.ts";

/** What stands in a sample in a value's place. */
export interface Placeholder {
  /** Empty: any. */
  readonly types: readonly JsonType[];
  readonly format: string | undefined;
}

const ANY: Placeholder = { types: [], format: undefined };
const TEXT: Placeholder = { types: ["string"], format: undefined };
/** Fields that tell a type: their `integer` is a value. */
const TELLS_TYPE = /type|kind|format|class|schema/i;
const BARE_WORD = /^(?:int(?:eger)?|int64|int32|bool(?:ean)?|number|float|double|decimal|date-?time|timestamp)$/i;
/** What converters of OpenAPI write where they gave up. */
const GAVE_UP = /^<(?:circular reference|error: too many levels)\b/i;

/**
 * What a sample's text stands for, where it stands for a type or for something that is filled in, not for itself:
 * `<integer>`, `<dateTime>`, `string`, `{{id}}`, `YOUR_NAME`. `undefined`: it is a value. `key` is the field's name.
 */
export function placeholderOf(text: string, key = ""): Placeholder | undefined {
  if (text.length > 200) return undefined;
  const named = /^<\s*([\w-]+(?:\[\])?)\s*>$/.exec(text)?.[1];
  if (named !== undefined) return namedType(named) ?? TEXT;
  if (GAVE_UP.test(text)) return ANY;
  if (text === "string") return TEXT;
  if (BARE_WORD.test(text) && !TELLS_TYPE.test(key)) return namedType(text);
  return isFilledIn(text) ? TEXT : undefined;
}

/** `undefined` for a word that names no type. */
function namedType(word: string): Placeholder | undefined {
  if (/^null$/i.test(word)) return { types: ["null"], format: undefined };
  const read = readTypeWord(word);
  if (!read) return undefined;
  return read.type === "any" ? ANY : { types: [read.type], format: read.format };
}

/** Text of which a part is filled in by whoever uses it. */
function isFilledIn(text: string): boolean {
  return (
    /\{\{[^{}]*\}\}/.test(text) || /^<[^<>]+>$/.test(text) || /^(?:YOUR|MY|INSERT|REPLACE)[_-][A-Z_-]+$/.test(text)
  );
}
