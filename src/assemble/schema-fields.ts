import type { FieldPath, JsonSchema } from "../model/values.ts";

/** The schema with further fields, in each of its shapes. */
export function withProperties(schema: JsonSchema, added: Record<string, JsonSchema>): JsonSchema {
  if (schema.properties || !schema.anyOf) return { ...schema, properties: { ...schema.properties, ...added } };
  return { ...schema, anyOf: schema.anyOf.map((option) => withProperties(option, added)) };
}

/** The schema of what stands there; undefined where nothing is said of it. */
export function schemaAt(schema: JsonSchema, [name, ...rest]: FieldPath): JsonSchema | undefined {
  if (name === undefined) return schema;
  const options = [schema, ...(schema.anyOf ?? [])];
  const holder = options.find(({ properties }) => properties && Object.hasOwn(properties, name));
  const own = holder?.properties?.[name];
  return own && schemaAt(own, rest);
}
