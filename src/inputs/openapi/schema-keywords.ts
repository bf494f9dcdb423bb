import type { JsonType } from "../../model/values.ts";
import { isRecord, member, type Raw } from "../json-value.ts";
import { flag, type Node } from "../node.ts";
import { isJsonType, readTypeWord } from "../schema-types.ts";

/** What single keywords of a schema object say, in whichever form they are written. */

export function requiredOf({ required }: Raw): string[] {
  return Array.isArray(required) ? required.filter((name) => typeof name === "string") : [];
}

/** `required: true` on the property itself: draft 3's way, still written. */
export function requiredOnProperties({ properties }: Raw): string[] {
  if (!isRecord(properties)) return [];
  return Object.keys(properties).filter((name) => member(properties[name], "required") === true);
}

/** The name of a schema among the document's components, or of a file that is one schema. */
export function componentName({ document, pointer }: Node): string | undefined {
  if (pointer === "") return /([^/]+?)(?:\.\w+)*$/.exec(document.name)?.[1];
  const match = /^\/(?:(?:components\/schemas|definitions|\$defs)\/)?([^/]+)$/.exec(pointer);
  return match?.[1]?.replaceAll("~1", "/").replaceAll("~0", "~");
}

export function saysType(raw: Raw): boolean {
  return raw.type !== undefined || raw.nullable !== undefined;
}

const SINGLE: Readonly<Record<JsonType, readonly JsonType[]>> = {
  null: [],
  boolean: ["boolean"],
  integer: ["integer"],
  number: ["number"],
  string: ["string"],
  array: ["array"],
  object: ["object"],
};

/** Without `null`. `undefined`: nothing that we understand is said; `[]`: anything. */
export function typesOf(type: unknown): readonly JsonType[] | undefined {
  if (typeof type === "string" && isJsonType(type)) return SINGLE[type];
  const read = (Array.isArray(type) ? type : [type]).flatMap(readWords);
  if (read.length === 0) return undefined;
  return read.includes("any") ? [] : [...new Set(read.filter((one) => one !== "any" && one !== "null"))];
}

/** As one of the standards has it; `file` is 2.0's. */
export function isStandardType(type: unknown): boolean {
  if (Array.isArray(type)) return type.length > 0 && type.every((word) => typeof word === "string" && isJsonType(word));
  return typeof type === "string" && (isJsonType(type) || type === "file");
}

/** `string|null`, `string or integer` and the like are several. */
function readWords(word: unknown): (JsonType | "any")[] {
  if (word === null) return ["null"];
  if (typeof word !== "string") return [];
  return word.split(/[|,]| or /).flatMap((one) => readTypeWord(one)?.type ?? []);
}

export function formatOfType(type: unknown): string | undefined {
  return typeof type === "string" && !isJsonType(type) ? readTypeWord(type)?.format : undefined;
}

export function enumOf(raw: Raw): readonly unknown[] | undefined {
  if (Array.isArray(raw.enum)) return raw.enum.length > 0 ? raw.enum : undefined;
  return Object.hasOwn(raw, "const") ? [raw.const] : undefined;
}

export function examplesOf({ example, examples }: Raw): readonly unknown[] | undefined {
  const several = Array.isArray(examples) ? examples : isRecord(examples) ? Object.values(examples).map(unwrapped) : [];
  const all = example === undefined ? several : [example, ...several];
  return all.length > 0 ? all : undefined;
}

/** An Example Object where the standard wants plain values. */
function unwrapped(example: unknown): unknown {
  const isObject = isRecord(example) && Object.hasOwn(example, "value");
  return isObject && Object.keys(example).every((key) => /^(value|summary|description)$/.test(key))
    ? example.value
    : example;
}

export function number(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

export function isEmpty(value: unknown): boolean {
  for (const key in value as object) if (Object.hasOwn(value as object, key)) return false;
  return true;
}

export function isNullable(raw: Raw): boolean {
  if (flag(raw.nullable) || flag(raw["x-nullable"])) return true;
  const { type } = raw;
  const isPlain = type === undefined || (typeof type === "string" && type !== "null" && isJsonType(type));
  if (!isPlain && (Array.isArray(type) ? type : [type]).flatMap(readWords).includes("null")) return true;
  return enumOf(raw)?.includes(null) ?? false;
}
