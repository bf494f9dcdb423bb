import { isNested, referrerOf, type SchemaNames } from "../../model/schema-names.ts";
import type { JsonSchema } from "../../model/values.ts";
import type { YamlMap } from "../../printing/yaml.ts";

export interface SharedSchemas {
  /** The schema with references to those that are shared; the `added` fields were put into records by the connector. */
  write(schema: JsonSchema, added: readonly string[]): YamlMap;
  /** All that were referred to, by name. */
  all(): YamlMap;
}

/** Writes each named schema once. */
export function createSharedSchemas(names: SchemaNames): SharedSchemas {
  const referrer = referrerOf(names);
  const shared = new Map<string, YamlMap>();
  const inFull = new Map<JsonSchema, YamlMap>();
  const written = new Map<JsonSchema, YamlMap>();

  const write = (schema: JsonSchema, added: readonly string[]): YamlMap => {
    const found = referrer.refer(schema, added);
    if (!found) return full(schema);
    shared.set(found.name, full(found.to));
    return { $ref: `#/schemas/${found.name}`, ...parts(found.own) };
  };
  // What holds no other schema is written as it is; the interface can't say that it holds what JSON holds.
  const one = (schema: JsonSchema): YamlMap =>
    isNested(schema) ? kept(written, schema, () => write(schema, [])) : (schema as unknown as YamlMap);
  const full = (schema: JsonSchema): YamlMap => kept(inFull, schema, () => parts(schema));

  /** With references in what it holds, none in its own place. */
  const parts = (schema: JsonSchema): YamlMap => {
    const { properties, items, additionalProperties: more, anyOf } = schema;
    return {
      ...(schema as unknown as YamlMap),
      ...(properties && {
        properties: Object.fromEntries(Object.entries(properties).map(([name, held]) => [name, one(held)])),
      }),
      ...(items && { items: one(items) }),
      ...(typeof more === "object" && { additionalProperties: one(more) }),
      ...(anyOf && { anyOf: anyOf.map(one) }),
    };
  };
  return {
    write: (schema, added) => (added.length === 0 ? one(schema) : write(schema, added)),
    all: () => Object.fromEntries([...shared].sort(([name], [other]) => (name < other ? -1 : 1))),
  };
}

function kept<Made>(known: Map<JsonSchema, Made>, schema: JsonSchema, make: () => Made): Made {
  const held = known.get(schema) ?? make();
  known.set(schema, held);
  return held;
}
