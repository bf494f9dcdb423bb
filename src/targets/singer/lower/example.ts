import type { Json, JsonSchema, JsonType } from "../../../model/values.ts";

const DEEPEST = 4;

/** A record as the schema has it, the same each time; the tests' source makes others of it. */
export function exampleRecord(schema: JsonSchema): { readonly [name: string]: Json } {
  return exampleObject(schema, 0);
}

function exampleObject(schema: JsonSchema, depth: number): { readonly [name: string]: Json } {
  const entries = Object.entries(schema.properties ?? {}).map(([name, held]) => [name, exampleValue(held, depth + 1)]);
  return Object.fromEntries(entries);
}

function exampleValue(schema: JsonSchema, depth: number): Json {
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

function typesOf(schema: JsonSchema): JsonType[] {
  const given = schema.type === undefined ? [] : [schema.type].flat().filter((type) => type !== "null");
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
