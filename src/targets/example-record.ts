import { perSchema } from "../model/per-schema.ts";
import type { FieldPath, Json, JsonSchema, JsonType } from "../model/values.ts";

const DEEPEST = 4;

/** A record as the schema has it, the same each time; the tests' source makes others of it, which differ in `unique`. */
export function exampleRecord(schema: JsonSchema, unique: readonly FieldPath[]): { readonly [name: string]: Json } {
  const record = exampleObject(schema, 0);
  return unique.reduce((held, path) => withScalar(held, path, schema), record);
}

type JsonObject = { readonly [name: string]: Json };

/** A field that tells records apart is a text or a number, even where it may also be an object. */
function withScalar(record: JsonObject, [name, ...rest]: FieldPath, schema: JsonSchema | undefined): JsonObject {
  if (name === undefined) return record;
  const held = record[name];
  const below = schema?.properties?.[name];
  if (rest.length > 0) return { ...record, [name]: withScalar(isObject(held) ? held : {}, rest, below) };
  return typeof held === "string" || typeof held === "number" ? record : { ...record, [name]: scalar(below) };
}

function scalar(schema: JsonSchema | undefined): Json {
  const types = [schema ?? {}, ...(schema?.anyOf ?? [])].flatMap(typesOf);
  return types.includes("string") || types.length === 0 ? "text" : 7;
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function exampleObject({ properties = {} }: JsonSchema, depth: number): { readonly [name: string]: Json } {
  return Object.fromEntries(Object.entries(properties).map(([name, held]) => [name, exampleValue(held, depth + 1)]));
}

/** By depth, for schemas that hold others: records share their parts. */
const DEEP_VALUES = Array.from({ length: DEEPEST + 1 }, (_, depth) =>
  perSchema((schema) => ownValue(schema, depth + 1)),
);

function exampleValue(schema: JsonSchema, depth: number): Json {
  const isDeep = schema.properties !== undefined || schema.items !== undefined;
  const kept = isDeep ? DEEP_VALUES[depth - 1] : undefined;
  return kept ? kept(schema) : ownValue(schema, depth);
}

function ownValue(schema: JsonSchema, depth: number): Json {
  const types = typesOf(schema);
  const [type] = types;
  // A value of a field with several types can't be what each of the SDK's tests of single types wants.
  if (schema.anyOf || type === undefined || types.length > 1 || depth > DEEPEST) return null;
  const given = schema.enum?.find((value) => isOf(type, value));
  return given ?? valueOfType(type, schema, depth);
}

/** Documents list values of other types than they declare. */
function isOf(type: JsonType, value: Json): boolean {
  if (type === "integer") return Number.isInteger(value);
  return type === "array" ? Array.isArray(value) : typeof value === type;
}

function typesOf(schema: JsonSchema): readonly JsonType[] {
  if (typeof schema.type === "string" && schema.type !== "null") return [schema.type];
  const given = [schema.type ?? []].flat().filter((type) => type !== "null");
  if (given.length > 0) return given.includes("number") ? given.filter((type) => type !== "integer") : given;
  if (schema.properties) return ["object"];
  return schema.items ? ["array"] : [];
}

function valueOfType(type: JsonType, schema: JsonSchema, depth: number): Json {
  switch (type) {
    case "null":
      return null;
    case "boolean":
      return true;
    case "integer":
      return 7;
    case "number":
      return 7.25;
    case "string":
      return TEXTS[schema.format ?? ""] ?? "text";
    case "array":
      return schema.items ? [exampleValue(schema.items, depth + 1)] : [];
    case "object":
      return exampleObject(schema, depth);
  }
}

const TEXTS: Readonly<Record<string, string>> = {
  "date-time": "2024-02-29T12:30:00Z",
  date: "2024-02-29",
  time: "12:30:00",
};
