import { createReferrer, type SchemaNames } from "../model/schema-names.ts";
import type { JsonSchema } from "../model/values.ts";
import { isMap, type YamlMap, type YamlValue } from "../printing/yaml.ts";

/** A named schema of fewer lines is written where it is used: looking it up would take longer than reading it. */
const WORTH_A_NAME = 6;

export interface SharedSchemas {
  /** The schema with references to those that are shared; the `added` fields were put into records by the connector. */
  write(schema: JsonSchema, added: readonly string[]): YamlMap;
  /** All that were referred to, by name. */
  all(): YamlMap;
}

/**
 * Writes each named schema once. Whether one is shared hangs on itself alone, never on how often it is used: another
 * stream adds its own lines and moves no others.
 */
export function createSharedSchemas(names: SchemaNames): SharedSchemas {
  const referrer = createReferrer(names);
  const shared = new Map<string, YamlMap>();
  const inFull = new Map<JsonSchema, YamlMap>();
  const written = new Map<JsonSchema, YamlMap>();

  const write = (schema: JsonSchema, added: readonly string[]): YamlMap => {
    const found = referrer.refer(schema, added);
    const named = found && full(found.to);
    if (!found || !named || lines(named) < WORTH_A_NAME) return full(schema);
    shared.set(found.name, named);
    return { $ref: `#/schemas/${found.name}`, ...parts(found.own) };
  };
  const one = (schema: JsonSchema): YamlMap => kept(written, schema, () => write(schema, []));
  const full = (schema: JsonSchema): YamlMap => kept(inFull, schema, () => parts(schema));

  /** With references in what it holds, none in its own place. */
  const parts = (schema: JsonSchema): YamlMap => {
    const { properties, items, additionalProperties: more, anyOf } = schema;
    return {
      // A schema holds what JSON holds; its interface can't say so.
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

/** That it takes up; short lists stand on the line of their key. */
function lines(value: YamlValue): number {
  if (!isMap(value))
    return Array.isArray(value) ? value.reduce((sum, held) => sum + (isMap(held) ? lines(held) : 0), 0) : 0;
  return Object.values(value).reduce<number>((sum, held) => sum + 1 + lines(held), 0);
}
