import type { JsonType } from "../model/values.ts";

/** What a word in `type` means: the JSON type, with the format that the word itself tells. */
export interface ReadType {
  readonly type: JsonType | "any";
  readonly format?: string;
}

/** Words that are no JSON types but are written as such; compared in lower case. */
const OTHER_WORDS: Readonly<Record<string, ReadType>> = {
  any: { type: "any" },
  mixed: { type: "any" },
  unknown: { type: "any" },
  str: { type: "string" },
  text: { type: "string" },
  char: { type: "string" },
  enum: { type: "string" },
  url: { type: "string", format: "uri" },
  uri: { type: "string", format: "uri" },
  email: { type: "string", format: "email" },
  uuid: { type: "string", format: "uuid" },
  guid: { type: "string", format: "uuid" },
  date: { type: "string", format: "date" },
  time: { type: "string", format: "time" },
  datetime: { type: "string", format: "date-time" },
  "date-time": { type: "string", format: "date-time" },
  timestamp: { type: "string", format: "date-time" },
  file: { type: "string", format: "binary" },
  binary: { type: "string", format: "binary" },
  bytes: { type: "string", format: "byte" },
  byte: { type: "string", format: "byte" },
  password: { type: "string", format: "password" },
  int: { type: "integer" },
  int32: { type: "integer", format: "int32" },
  int64: { type: "integer", format: "int64" },
  long: { type: "integer", format: "int64" },
  short: { type: "integer" },
  bigint: { type: "integer", format: "int64" },
  float: { type: "number", format: "float" },
  double: { type: "number", format: "double" },
  decimal: { type: "number" },
  numeric: { type: "number" },
  bool: { type: "boolean" },
  list: { type: "array" },
  set: { type: "array" },
  map: { type: "object" },
  dict: { type: "object" },
  hash: { type: "object" },
  struct: { type: "object" },
  json: { type: "object" },
  none: { type: "null" },
  nil: { type: "null" },
};

const JSON_TYPES: ReadonlySet<string> = new Set(["null", "boolean", "integer", "number", "string", "array", "object"]);

export function isJsonType(word: string): word is JsonType {
  return JSON_TYPES.has(word);
}

/** `undefined` for a word that means nothing to us. */
export function readTypeWord(word: string): ReadType | undefined {
  const plain = word.trim().toLowerCase();
  if (isJsonType(plain)) return { type: plain };
  if (Object.hasOwn(OTHER_WORDS, plain)) return OTHER_WORDS[plain];
  return /^(array|list)\b|\[\]$/.test(plain) ? { type: "array" } : undefined;
}

/** The types that values have, `null` among them; integers are told from other numbers. */
export function typesOfValues(values: readonly unknown[]): readonly JsonType[] {
  return [...new Set(values.map(typeOfValue))];
}

function typeOfValue(value: unknown): JsonType {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  switch (typeof value) {
    case "boolean":
      return "boolean";
    case "number":
      return Number.isInteger(value) ? "integer" : "number";
    case "string":
      return "string";
    default:
      return "object";
  }
}
