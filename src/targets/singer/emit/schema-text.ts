import type { Json } from "../../../model/values.ts";
import type { RecordSchema } from "../plan.ts";

const EMPTY = '"properties": {}';

/** Prints records' schemas as JSON. They share the schemas of their fields, each of which is printed once. */
export function createSchemaPrinter(): (schema: RecordSchema) => string {
  const known = new Map<Json, string>();
  const fieldText = (field: Json): string => {
    const text = known.get(field) ?? JSON.stringify(field, null, 2).replaceAll("\n", "\n    ");
    known.set(field, text);
    return text;
  };
  return (schema) => {
    const fields = Object.entries(schema.properties).map(
      ([name, field]) => `    ${JSON.stringify(name)}: ${fieldText(field)}`,
    );
    const text = JSON.stringify({ ...schema, properties: {} }, null, 2);
    return fields.length === 0 ? text : text.replace(EMPTY, () => `"properties": {\n${fields.join(",\n")}\n  }`);
  };
}
