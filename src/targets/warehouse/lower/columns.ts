import type { CursorFormat } from "../../../model/incremental.ts";
import type { Stream } from "../../../model/stream.ts";
import type { JsonSchema, JsonType } from "../../../model/values.ts";
import { inShort } from "../../../printing/in-short.ts";
import type { Column, Columns } from "../plan.ts";

/**
 * The columns of a stream's table. Texts stay texts, decimals among them; what is nested is one JSON column; what may
 * be of several types is text.
 */
export function columnsOf({ schema, primaryKey, incremental }: Stream): Columns {
  const keys = new Set(primaryKey.flatMap((path) => (path.length === 1 ? path : [])));
  const cursor = incremental?.cursorField.length === 1 ? incremental.cursorField[0] : undefined;
  return Object.fromEntries(
    Object.entries(fieldsOf(schema)).map(([name, field]) => {
      const format = name === cursor ? incremental?.format : undefined;
      return [name, column(field, { isKey: keys.has(name), format })];
    }),
  );
}

/** The fields of a record; where it may have one of several shapes, those of all of them. */
function fieldsOf({ properties, anyOf = [] }: JsonSchema): Readonly<Record<string, JsonSchema>> {
  if (properties) return properties;
  const shapes = anyOf.flatMap((shape) => Object.entries(fieldsOf(shape)));
  const byName = Map.groupBy(shapes, ([name]) => name);
  return Object.fromEntries(
    [...byName].map(([name, held]) => {
      const schemas = held.map(([, schema]) => schema);
      const [only] = schemas;
      return [name, only && schemas.length === 1 ? only : { anyOf: schemas }];
    }),
  );
}

interface Place {
  readonly isKey: boolean;
  /** Of a cursor. */
  readonly format: CursorFormat | undefined;
}

function column(schema: JsonSchema, { isKey, format }: Place): Column {
  const types = typesOf(schema);
  const description = inShort(schema.title ?? schema.description ?? "");
  return {
    ...dataType(schema, types, format !== undefined && format.kind !== "date-time" && format.kind !== "date"),
    ...(isKey ? { nullable: false } : {}),
    ...(description === "" ? {} : { description }),
  };
}

function dataType(schema: JsonSchema, types: ReadonlySet<JsonType>, asWritten: boolean): Column {
  const [type] = types;
  if (types.size === 1 && type !== undefined) return { data_type: single(type, schema, asWritten) };
  const numbers = [...types].every((one) => one === "integer" || one === "number");
  if (types.size === 2 && numbers) return { data_type: "double" };
  const nested = [...types].every((one) => one === "object" || one === "array");
  if (types.size === 2 && nested) return { data_type: "json" };
  return { data_type: "text", "x-several-types": true };
}

function single(type: JsonType, { format }: JsonSchema, asWritten: boolean): Column["data_type"] {
  switch (type) {
    case "string":
      if (asWritten) return "text";
      return format === "date-time" ? "timestamp" : format === "date" ? "date" : "text";
    case "integer":
      return "bigint";
    case "number":
      return "double";
    case "boolean":
      return "bool";
    case "object":
    case "array":
      return "json";
    case "null":
      return "text";
  }
}

/** What a value may be; empty where nothing is said. */
function typesOf({ type, properties, items, anyOf = [] }: JsonSchema): ReadonlySet<JsonType> {
  const given = type === undefined ? [] : [type].flat();
  const found: readonly JsonType[] =
    given.length > 0 ? given : properties ? ["object"] : items ? ["array"] : anyOf.flatMap((one) => [...typesOf(one)]);
  return new Set(found.filter((one) => one !== "null"));
}
