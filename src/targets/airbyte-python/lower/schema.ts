import { perSchema } from "../../../model/per-schema.ts";
import type { JsonSchema } from "../../../model/values.ts";
import type { YamlMap } from "../../../printing/yaml.ts";
import { fieldSchema } from "../../airbyte-schema.ts";

/** Of one stream's records as Airbyte's destinations read it: every field nullable, nothing forbidden. */
export function recordSchema(schema: JsonSchema): YamlMap {
  const { properties = {}, additionalProperties } = schema;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    ...(additionalProperties === true ? { additionalProperties } : {}),
    properties: fields(properties),
  };
}

const fields = (held: Readonly<Record<string, JsonSchema>>): YamlMap =>
  Object.fromEntries(Object.entries(held).map(([name, schema]) => [name, field(schema)]));

/** Objects are open anyway; only where any field may come is it worth a word: the others are watched. */
const field: (schema: JsonSchema) => YamlMap = perSchema((schema) => {
  const { additionalProperties, ...said } = fieldSchema(schema, { field, fields });
  return schema.additionalProperties ? { ...said, additionalProperties: additionalProperties ?? true } : said;
});
