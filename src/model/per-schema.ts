import type { JsonSchema } from "./values.ts";

/**
 * A pure function of a schema that keeps what it made for as long as the schema is kept: streams share schemas, and
 * schemas share their parts.
 */
export function perSchema<Made>(make: (schema: JsonSchema) => Made): (schema: JsonSchema) => Made {
  const known = new WeakMap<JsonSchema, { readonly made: Made }>();
  return (schema) => {
    const held = known.get(schema) ?? { made: make(schema) };
    known.set(schema, held);
    return held.made;
  };
}
