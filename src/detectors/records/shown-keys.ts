import type { SchemaView } from "../../evidence/schema-view.ts";

const KEY = /^_?(id|uuid|guid|gid|sid)$/i;

/** The schema of a record may have forgotten the key that its example shows. */
export function withShownKeys(record: SchemaView, shown: SchemaView): SchemaView {
  if (record === shown || record.alternatives.length > 0) return record;
  if ([...record.properties.keys()].some((name) => KEY.test(name))) return record;
  const keys = [...shown.properties].filter(([name, { types }]) => KEY.test(name) && isPlain(types));
  return keys.length === 0
    ? record
    : withProperties(record, `${record.id} with ${shown.id}`, new Map([...keys, ...record.properties]));
}

function isPlain(types: SchemaView["types"]): boolean {
  return !types.includes("object") && !types.includes("array");
}

/** Field by field: a view may be an object of a class, whose getters aren't copied. */
function withProperties(view: SchemaView, id: string, properties: SchemaView["properties"]): SchemaView {
  const { at, name, types, nullable, title, description, format, pattern, examples, minimum, maximum } = view;
  const { maxItems, readOnly, writeOnly, deprecated, required, items, additionalProperties, alternatives } = view;
  const { discriminator, extensions, enum: values, default: fallback } = view;
  const texts = { name, title, description, format, pattern, discriminator };
  const limits = { enum: values, default: fallback, minimum, maximum, maxItems, nullable, required };
  const flags = { readOnly, writeOnly, deprecated };
  const shape = { types, properties, items, additionalProperties, alternatives };
  return { id, at, ...texts, ...limits, ...flags, ...shape, examples, extensions };
}
