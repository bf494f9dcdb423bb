import type { Json, JsonSchema } from "../model/values.ts";
import { hashOf, hexOf } from "./random.ts";
import { type Place, schemaValue, uuid } from "./schema-value.ts";

/** Just below the largest whole number that JSON readers with doubles can hold. */
const BIG = 9_007_199_000_000_000;
/** Each breaks a path or a query that was put together without percent-encoding. */
const AWKWARD = ["a b", "x/y", "50%", "q?r", "n#m", "p&q=r", "plus+", "Größe"];

/** A value for a key field: different for each ordinal of a stream, and never null. */
export function uniqueValue(
  schema: JsonSchema | undefined,
  place: Place,
  ordinal: number,
  { awkward }: { readonly awkward: boolean },
): Json {
  const types = schema?.type === undefined ? [] : [schema.type].flat();
  if (schema?.enum && schema.enum.length > 0) return schema.enum[ordinal % schema.enum.length] ?? null;
  if (types.includes("string") || (types.length === 0 && !schema?.anyOf))
    return uniqueText(schema?.format, place, ordinal, awkward);
  if (types.includes("integer") || types.includes("number"))
    return (schema?.format === "int64" ? BIG : 100_000 * (1 + (hashOf(...place) % 90))) + ordinal;
  const option = schema?.anyOf?.find((one) => one.type !== "null");
  return option ? uniqueValue(option, place, ordinal, { awkward }) : schemaValue(schema ?? {}, [...place, ordinal]);
}

function uniqueText(format: string | undefined, place: Place, ordinal: number, awkward: boolean): string {
  switch (format) {
    case "uuid":
    case "guid":
      return uuid(...place, ordinal);
    case "email":
      return `user${ordinal}.${hexOf(4, ...place)}@mail.example`;
    case "uri":
    case "url":
      return `https://files.example/${hexOf(6, ...place)}/${ordinal}`;
    case "date-time":
      return new Date(Date.UTC(2024, 0, 1) + ordinal * 60_000).toISOString().replace(".000Z", "Z");
    case "date":
      return new Date(Date.UTC(2000, 0, 1) + ordinal * 86_400_000).toISOString().slice(0, 10);
    case "int64":
    case "int32":
      return String(100_000 * (1 + (hashOf(...place) % 90)) + ordinal);
    default: {
      const trap = awkward ? AWKWARD[ordinal % AWKWARD.length] : undefined;
      return trap === undefined ? `${hexOf(6, ...place, ordinal)}${ordinal}` : `${trap} ${ordinal}`;
    }
  }
}
