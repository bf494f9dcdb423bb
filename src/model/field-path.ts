import type { FieldPath, Json, JsonSchema } from "./values.ts";

export function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a place, undefined where there is none. `*` isn't followed. */
export function readPath(value: Json | undefined, path: FieldPath): Json | undefined {
  let here = value;
  for (const name of path) here = isObject(here) && Object.hasOwn(here, name) ? here[name] : undefined;
  return here;
}

/** A copy with the value at that place; what stands in the way and is no object gives way. */
export function withValue(target: Json | undefined, path: FieldPath, value: Json): Json {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const object = isObject(target) ? target : {};
  return { ...object, [name]: withValue(object[name], rest, value) };
}

/** The schema of the value at a place; undefined where the schema doesn't speak of it. */
export function schemaAt(schema: JsonSchema | undefined, path: FieldPath): JsonSchema | undefined {
  const [name, ...rest] = path;
  if (schema === undefined || name === undefined) return schema;
  const own = name === "*" ? schema.items : schema.properties?.[name];
  if (own) return schemaAt(own, rest);
  for (const option of schema.anyOf ?? []) {
    const found = schemaAt(option, path);
    if (found) return found;
  }
  return undefined;
}

/** The same place, whatever it is called in. */
export function samePath(one: FieldPath, other: FieldPath): boolean {
  return one.length === other.length && one.every((name, index) => name === other[index]);
}

/** A value as it stands in a path or a query. */
export function valueText(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}
