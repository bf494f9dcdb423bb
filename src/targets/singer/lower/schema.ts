import { perSchema } from "../../../model/per-schema.ts";
import type { FieldPath, Json, JsonSchema, JsonType } from "../../../model/values.ts";
import { plainText } from "../../../printing/wrap.ts";
import type { RecordSchema } from "../plan.ts";

/** Formats that loaders make typed columns of; the others only add ways to refuse a record. */
const KEPT_FORMATS = new Set(["date-time", "date", "time"]);
const ANY: readonly JsonType[] = ["string", "number", "integer", "boolean", "object", "array", "null"];

type Printed = { readonly [key: string]: Json };

/**
 * A record's schema as Singer loaders want it: everything but the keys may be null, and nothing in it refuses a record
 * that the source really gave (enums, promised fields, closed objects).
 */
export function singerSchema(schema: JsonSchema, keys: readonly FieldPath[]): RecordSchema {
  const names = new Set(keys.filter((key) => key.length === 1).flat());
  const properties = Object.entries(schema.properties ?? {}).map(([name, held]) => [
    name,
    names.has(name) ? asGiven(held) : orNull(held),
  ]);
  return { type: "object", properties: Object.fromEntries(properties), ...openTo(schema) };
}

const asGiven: (schema: JsonSchema) => Printed = perSchema((schema) => printed(schema, false));
const orNull: (schema: JsonSchema) => Printed = perSchema((schema) => printed(schema, true));

function printed(schema: JsonSchema, nullable: boolean): Printed {
  const words = {
    ...(schema.title === undefined ? {} : { title: plainText(schema.title) }),
    ...(schema.description === undefined ? {} : { description: plainText(schema.description) }),
  };
  if (schema.anyOf && schema.anyOf.length > 0) {
    const options = schema.anyOf.map(asGiven);
    return { anyOf: nullable ? [...options, { type: "null" }] : options, ...words };
  }
  const types = typesOf(schema);
  const type = nullable && !types.includes("null") ? [...types, "null"] : types;
  return {
    type: type.length === 1 ? (type[0] ?? "null") : type,
    ...(schema.format !== undefined && KEPT_FORMATS.has(schema.format) && types.includes("string")
      ? { format: schema.format }
      : {}),
    ...(schema.properties
      ? {
          properties: Object.fromEntries(Object.entries(schema.properties).map(([name, held]) => [name, orNull(held)])),
        }
      : {}),
    ...openTo(schema),
    ...(schema.items ? { items: orNull(schema.items) } : {}),
    ...words,
  };
}

function typesOf(schema: JsonSchema): readonly JsonType[] {
  const given = schema.type === undefined ? [] : [schema.type].flat();
  if (given.length > 0) return given;
  if (schema.properties) return ["object"];
  return schema.items ? ["array"] : ANY;
}

/** Objects are open anyway; only what their other fields are is worth a word. */
function openTo({ additionalProperties }: JsonSchema): Printed {
  if (typeof additionalProperties === "object") return { additionalProperties: orNull(additionalProperties) };
  return additionalProperties === true ? { additionalProperties: true } : {};
}
