import { perSchema } from "./per-schema.ts";
import type { JsonSchema } from "./values.ts";

/** What schemas that stand at several places are called in the documents: `customer`. By identity; no name twice. */
export type SchemaNames = ReadonlyMap<JsonSchema, string>;

/** A schema as a named one and what differs from it. */
export interface SchemaReference {
  readonly to: JsonSchema;
  readonly name: string;
  /** Keys in place of those of the named one; fields beside its own. */
  readonly own: JsonSchema;
}

/** Of its lines, as YAML; a shorter one is written where it is used: looking it up would take longer than reading it. */
const WORTH_A_NAME = 6;

export interface Referrer {
  /**
   * Undefined where a schema is no named one worth its name, nor such a one with other words. The `added` fields, which
   * a connector writes into records, don't count. It hangs on the schema alone, never on how often one is used.
   */
  refer(schema: JsonSchema, added?: readonly string[]): SchemaReference | undefined;
}

/** Tells schemas by what they are made of: one that shares all its fields with a named one is a reference to that. */
export function referrerOf(names: SchemaNames): Referrer {
  const held = referrers.get(names) ?? createReferrer(names);
  referrers.set(names, held);
  return held;
}

/** Kept for as long as the names are: all that is written of one model asks for the same references. */
const referrers = new WeakMap<SchemaNames, Referrer>();

function createReferrer(names: SchemaNames): Referrer {
  const byFirstField = Map.groupBy(names, ([{ properties = {} }]) => Object.values(properties)[0]);
  const known = new Map<JsonSchema, { readonly added: string; readonly found: SchemaReference | undefined }>();

  const find = (schema: JsonSchema, added: readonly string[]): SchemaReference | undefined => {
    const name = names.get(schema);
    if (name !== undefined) return lines(schema) < WORTH_A_NAME ? undefined : { to: schema, name, own: {} };
    const like = byFirstField.get(firstField(schema, added));
    if (!like || !schema.properties) return undefined;
    const fields = Object.entries(schema.properties);
    const shared = added.length === 0 ? fields : fields.filter(([field]) => !added.includes(field));
    const found = like.flatMap(([to, called]) => {
      const own = hasFields(to, shared) && lines(to) >= WORTH_A_NAME ? differing(schema, to) : undefined;
      return own ? [{ to, name: called, own: withFields(own, fields, shared) }] : [];
    });
    return found.length > 1 ? found.sort(closestFirst)[0] : found[0];
  };
  const refer = (schema: JsonSchema, fields: readonly string[] = []): SchemaReference | undefined => {
    if (!isNested(schema)) return undefined;
    const added = fields.join();
    const held = known.get(schema);
    if (held?.added === added) return held.found;
    const found = find(schema, fields);
    known.set(schema, { added, found });
    return found;
  };
  const lines = perSchema((schema): number => {
    const { properties = {}, items, additionalProperties: more, anyOf = [] } = schema;
    const fields = Object.values(properties);
    const below = [...fields, ...anyOf, ...(items ? [items] : []), ...(typeof more === "object" ? [more] : [])];
    return below.reduce((sum, one) => sum + linesInside(one), Object.keys(schema).length + fields.length);
  });
  const linesInside = (schema: JsonSchema): number => {
    if (!isNested(schema)) return Object.keys(schema).length;
    const reference = refer(schema);
    return reference ? 1 + Object.keys(reference.own).length : lines(schema);
  };
  return { refer };
}

/** The schema of the first field that isn't added. */
function firstField({ properties }: JsonSchema, added: readonly string[]): JsonSchema | undefined {
  for (const name in properties) if (!added.includes(name)) return properties[name];
  return undefined;
}

/** What holds no other schema takes a few lines at most. */
export function isNested({ properties, items, additionalProperties, anyOf }: JsonSchema): boolean {
  return (
    properties !== undefined || items !== undefined || anyOf !== undefined || typeof additionalProperties === "object"
  );
}

function hasFields({ properties = {} }: JsonSchema, fields: readonly (readonly [string, JsonSchema])[]): boolean {
  return (
    Object.keys(properties).length === fields.length && fields.every(([field, schema]) => properties[field] === schema)
  );
}

const KEYS = [
  "type",
  "title",
  "description",
  "format",
  "enum",
  "items",
  "additionalProperties",
  "anyOf",
  "required",
] as const satisfies readonly (keyof JsonSchema)[];

/** Undefined where the schema lacks what the named one says: nothing can be taken back beside a reference. */
function differing(schema: JsonSchema, named: JsonSchema): JsonSchema | undefined {
  const own: Record<string, unknown> = {};
  for (const key of KEYS) {
    const value = schema[key];
    if (isSame(value, named[key])) continue;
    if (value === undefined) return undefined;
    own[key] = value;
  }
  return own;
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  return one.every((value, index) => isSame(value, other[index]));
}

function withFields(
  own: JsonSchema,
  fields: readonly (readonly [string, JsonSchema])[],
  shared: readonly unknown[],
): JsonSchema {
  if (fields.length === shared.length) return own;
  return { ...own, properties: Object.fromEntries(fields.filter((field) => !shared.includes(field))) };
}

function closestFirst(one: SchemaReference, other: SchemaReference): number {
  return Object.keys(one.own).length - Object.keys(other.own).length || (one.name < other.name ? -1 : 1);
}
