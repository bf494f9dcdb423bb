import { perSchema } from "../../../model/per-schema.ts";
import { referrerOf, type SchemaNames, type SchemaReference } from "../../../model/schema-names.ts";
import { addedFields, type ParentLink, type Stream } from "../../../model/stream.ts";
import type { FieldPath, JsonSchema } from "../../../model/values.ts";
import type { YamlMap } from "../../../printing/yaml.ts";
import { fieldSchema } from "../../airbyte-schema.ts";

/** Where shared schemas stand in the manifest. */
const SHARED = "#/definitions/schemas/";
/** What the CDK's references can name. */
const NAMEABLE = /^[\w.:-]+$/;

export interface ManifestSchemas {
  /** Of one stream's records as Airbyte's destinations read it: every field nullable, nothing forbidden. */
  record(stream: RecordsOf): YamlMap;
  /** What was referred to, by name. */
  shared(): YamlMap;
}

interface RecordsOf extends Pick<Stream, "schema" | "lifted"> {
  readonly parents: readonly Pick<ParentLink, "recordField">[];
}

/** Each named schema once, under its name; keys beside a reference stand in place of what it refers to. */
export function createSchemas(names: SchemaNames): ManifestSchemas {
  const { refer } = referrerOf(names);
  const used = new Map<string, YamlMap>();

  const shared = (schema: JsonSchema, added: readonly string[]): SchemaReference | undefined => {
    const found = refer(schema, added);
    if (!found || !NAMEABLE.test(found.name)) return undefined;
    const named = full(found.to);
    // A schema that doesn't say that it is of objects shows no fields.
    if (found.to.properties && !named.properties) return undefined;
    used.set(found.name, named);
    return found;
  };
  const field = perSchema((schema): YamlMap => {
    const found = shared(schema, []);
    if (!found) return full(schema);
    const own = Object.keys(found.own).length === 0 ? {} : differing(full(schema), full(found.to));
    return own ? { $ref: SHARED + found.name, ...own } : full(schema);
  });
  const full = perSchema((schema): YamlMap => fieldSchema(schema, { field, fields: (held) => fields(held, field) }));
  return {
    record: (stream) => {
      const { properties = {} } = stream.schema;
      const added = addedFields(stream).filter((name) => Object.hasOwn(properties, name));
      const found = stream.schema.anyOf ? undefined : shared(stream.schema, added);
      const head = { $schema: "http://json-schema.org/draft-07/schema#", type: "object", additionalProperties: true };
      if (!found) return { ...head, properties: fields(properties, field) };
      const own = Object.entries(properties).filter(([name]) => added.includes(name));
      return {
        $ref: SHARED + found.name,
        ...head,
        ...(own.length > 0 && {
          properties: { $ref: `${SHARED}${found.name}/properties`, ...fields(Object.fromEntries(own), field) },
        }),
      };
    },
    shared: () => Object.fromEntries([...used].sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

/** Undefined where something would have to be taken back. */
function differing(one: YamlMap, other: YamlMap): YamlMap | undefined {
  if (Object.keys(other).some((key) => one[key] === undefined)) return undefined;
  return Object.fromEntries(
    Object.entries(one).filter(
      ([key, value]) => key !== "properties" && JSON.stringify(value) !== JSON.stringify(other[key]),
    ),
  );
}

/** Whether a field somewhere in the schema has the name that the manifest keeps to itself. */
export const holdsReference: (schema: JsonSchema) => boolean = perSchema((schema) => {
  const { properties = {}, items, additionalProperties: more, anyOf = [] } = schema;
  if (Object.hasOwn(properties, "$ref")) return true;
  return [...Object.values(properties), ...anyOf, items, more].some(
    (one) => typeof one === "object" && holdsReference(one),
  );
});

type FieldOf = (schema: JsonSchema) => YamlMap;

function fields(held: Readonly<Record<string, JsonSchema>>, field: FieldOf): YamlMap {
  return Object.fromEntries(
    Object.entries(held)
      // A field of that name would be taken for a reference. It is read all the same.
      .filter(([name]) => name !== "$ref")
      .map(([name, schema]) => [name, field(schema)]),
  );
}

/** The schema of what stands there; undefined where nothing is said of it. */
export function schemaAt(schema: JsonSchema | undefined, path: FieldPath): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((at, key) => at?.properties?.[key], schema);
}
