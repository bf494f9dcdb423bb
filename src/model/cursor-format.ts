import { readDate, writeDate } from "./date-pattern.ts";
import type { CursorFormat } from "./incremental.ts";
import type { Json, JsonSchema } from "./values.ts";

/** A cursor's value, whatever it is written as: milliseconds since 1970, or the number itself for `integer`. */
export type CursorRank = number;

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

export function writeCursor(format: CursorFormat, rank: CursorRank, schema?: JsonSchema): Json {
  const text = cursorText(format, rank);
  const numeric = format.kind === "epoch-seconds" || format.kind === "epoch-milliseconds" || format.kind === "integer";
  const types = schema?.type === undefined ? [] : [schema.type].flat();
  const asNumber = types.includes("integer") || types.includes("number") || (numeric && !types.includes("string"));
  return asNumber && /^\d+$/.test(text) ? Number(text) : text;
}

function cursorText(format: CursorFormat, rank: CursorRank): string {
  switch (format.kind) {
    case "date-time":
      return new Date(rank).toISOString().replace(".000Z", "Z");
    case "date":
      return new Date(rank).toISOString().slice(0, 10);
    case "epoch-seconds":
      return String(Math.floor(rank / 1000));
    case "epoch-milliseconds":
    case "integer":
      return String(rank);
    case "pattern":
      return writeDate(format.pattern, rank);
  }
}

/** What a filter's value stands for; undefined where it isn't written in the format. */
export function readCursor(format: CursorFormat, text: string): CursorRank | undefined {
  switch (format.kind) {
    case "date-time":
      return RFC_3339.test(text) ? Date.parse(text.replace(" ", "T").toUpperCase()) : undefined;
    case "date":
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : undefined;
    case "epoch-seconds":
      return /^\d+$/.test(text) ? Number(text) * 1000 : undefined;
    case "epoch-milliseconds":
    case "integer":
      return /^-?\d+$/.test(text) ? Number(text) : undefined;
    case "pattern":
      return readDate(format.pattern, text);
  }
}

/**
 * The rank as the format can tell it: a filter by date doesn't see hours.
 * Both ends of a comparison are cut to it, so `lte` a date holds the whole day.
 */
export function asPreciseAs(format: CursorFormat, rank: CursorRank): CursorRank {
  const text = cursorText(format, rank);
  return readCursor(format, text) ?? rank;
}
