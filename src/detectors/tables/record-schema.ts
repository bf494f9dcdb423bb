import type { Column } from "../../model/database.ts";
import type { JsonSchema, JsonType } from "../../model/values.ts";

/** How each family of types is written in a record. */
const WRITTEN: Readonly<Record<string, { readonly type: JsonType; readonly format?: string }>> = {
  bool: { type: "boolean" },
  float32: { type: "number" },
  float64: { type: "number" },
  date: { type: "string", format: "date" },
  time: { type: "string", format: "time" },
  timetz: { type: "string", format: "time" },
  timestamp: { type: "string", format: "date-time" },
  timestamptz: { type: "string", format: "date-time" },
  uuid: { type: "string", format: "uuid" },
  map: { type: "object" },
  set: { type: "array" },
  array: { type: "array" },
};

const OF_JSON: readonly JsonType[] = ["object", "array", "string", "number", "boolean"];
const OF_OPAQUE: readonly JsonType[] = ["string", "number", "boolean", "object", "array"];

/** The JSON Schema of one row. */
export function recordSchema(columns: readonly Column[], comments: ReadonlyMap<string, string>): JsonSchema {
  const properties = columns.map((column): [string, JsonSchema] => {
    const comment = comments.get(column.name);
    const own = valueSchema(column.type, column.nullable);
    return [column.field ?? column.name, comment === undefined ? own : { ...own, description: comment }];
  });
  return { type: "object", properties: Object.fromEntries(properties) };
}

function valueSchema(type: string, nullable: boolean): JsonSchema {
  const family = /^[a-z_]+\d*/.exec(type)?.[0] ?? "";
  const or = (types: readonly JsonType[]) => (nullable ? [...types, "null" as const] : types);
  if (family === "json") return { type: or(OF_JSON) };
  if (family === "opaque" || family === "refcursor") return { type: or(OF_OPAQUE) };
  if (/^u?int\d+$/.test(family)) return { type: or(["integer"]) };
  const written = WRITTEN[family] ?? { type: "string" as const };
  const inner = /^array<(.*)>$/s.exec(type)?.[1];
  return {
    type: or([written.type]),
    ...(written.format === undefined ? {} : { format: written.format }),
    ...(inner === undefined ? {} : { items: valueSchema(inner, true) }),
  };
}
