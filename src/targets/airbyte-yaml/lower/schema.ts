import { perSchema } from "../../../model/per-schema.ts";
import type { FieldPath, JsonSchema, JsonType } from "../../../model/values.ts";
import { plainText } from "../../../printing/wrap.ts";
import type { YamlMap, YamlValue } from "../../../printing/yaml.ts";

/** The record schema as Airbyte's destinations read it: every field nullable, nothing forbidden. */
export const recordSchema = perSchema(
  (schema): YamlMap => ({
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    additionalProperties: true,
    properties: properties(schema.properties ?? {}),
  }),
);

/** Whether a field somewhere in the schema has the name that the manifest keeps to itself. */
export const holdsReference = perSchema((schema) => JSON.stringify(schema).includes('"$ref":'));

function properties(fields: Readonly<Record<string, JsonSchema>>): YamlMap {
  return Object.fromEntries(
    Object.entries(fields)
      // A field of that name would be taken for a reference. It is read all the same.
      .filter(([name]) => name !== "$ref")
      .map(([name, held]) => [name, fieldSchema(held)]),
  );
}

const fieldSchema = perSchema((schema): YamlMap => {
  const types = typesOf(schema);
  return {
    ...(types.length === 0 ? {} : { type: ["null", ...types.filter((type) => type !== "null")] }),
    ...(schema.description === undefined ? {} : { description: prose(schema.description) }),
    ...format(schema.format, types),
    ...(schema.anyOf ? { anyOf: schema.anyOf.map(fieldSchema) } : {}),
    ...(types.includes("object") ? objectParts(schema) : {}),
    ...(types.includes("array") && schema.items ? { items: fieldSchema(schema.items) } : {}),
  };
});

function typesOf({ type }: JsonSchema): readonly JsonType[] {
  if (type === undefined) return [];
  return typeof type === "string" ? [type] : type;
}

function objectParts(schema: JsonSchema): YamlMap {
  const values = schema.additionalProperties;
  return {
    additionalProperties: typeof values === "object" ? fieldSchema(values) : true,
    ...(schema.properties ? { properties: properties(schema.properties) } : {}),
  };
}

function format(name: string | undefined, types: readonly JsonType[]): YamlMap {
  if (!types.includes("string")) return {};
  switch (name) {
    case "date-time":
      return { format: "date-time", airbyte_type: "timestamp_with_timezone" };
    case "date":
      return { format: "date" };
    case "time":
      return { format: "time", airbyte_type: "time_without_timezone" };
    default:
      return {};
  }
}

/** One line that can't be taken for a reference into the manifest. */
export function prose(text: string): YamlValue {
  const line = plainText(text);
  return line.startsWith("#/") ? `“${line}”` : line;
}

/** The schema of what stands there; undefined where nothing is said of it. */
export function schemaAt(schema: JsonSchema | undefined, path: FieldPath): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((at, key) => at?.properties?.[key], schema);
}
