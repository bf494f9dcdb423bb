import type { JsonSchema, JsonType } from "../model/values.ts";
import { plainText } from "../printing/wrap.ts";
import type { YamlMap, YamlValue } from "../printing/yaml.ts";

/** What makes the schemas inside one. */
interface Inside {
  field(schema: JsonSchema): YamlMap;
  fields(held: Readonly<Record<string, JsonSchema>>): YamlMap;
}

/** One field as Airbyte's destinations read it: nullable, and nothing is forbidden. */
export function fieldSchema(schema: JsonSchema, inside: Inside): YamlMap {
  const types = typesOf(schema);
  return {
    ...(types.length === 0 ? {} : { type: ["null", ...types.filter((type) => type !== "null")] }),
    ...(schema.description === undefined ? {} : { description: prose(schema.description) }),
    ...format(schema.format, types),
    ...(schema.anyOf ? { anyOf: schema.anyOf.map(inside.field) } : {}),
    ...(types.includes("object") ? objectParts(schema, inside) : {}),
    ...(types.includes("array") && schema.items ? { items: inside.field(schema.items) } : {}),
  };
}

function typesOf({ type }: JsonSchema): readonly JsonType[] {
  if (type === undefined) return [];
  return typeof type === "string" ? [type] : type;
}

function objectParts(schema: JsonSchema, inside: Inside): YamlMap {
  const values = schema.additionalProperties;
  return {
    additionalProperties: typeof values === "object" ? inside.field(values) : true,
    ...(schema.properties ? { properties: inside.fields(schema.properties) } : {}),
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
