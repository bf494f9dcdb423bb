import type { LiftedField, Stream } from "../model/stream.ts";
import type { FieldPath, JsonSchema } from "../model/values.ts";
import { schemaAt, withProperties } from "./schema-fields.ts";

/** Gives a stream whose key or cursor lies deeper in its records a field at their top for each, typed as it is there. */
export function withLiftedFields(stream: Stream): Stream {
  const deep = deepFields(stream);
  if (deep.length === 0) return stream;
  const taken = new Set(Object.keys(stream.schema.properties ?? {}));
  const lifted: LiftedField[] = [];
  for (const field of deep) {
    const recordField = [field.at(-1) ?? "", field.join("_")].find(
      (name) => /^[a-z]\w*$/i.test(name) && !taken.has(name),
    );
    if (recordField === undefined || !stream.schema.properties) continue;
    taken.add(recordField);
    lifted.push({ field, recordField });
  }
  if (lifted.length === 0) return stream;
  const added = lifted.map(({ field, recordField }): [string, JsonSchema] => [
    recordField,
    liftedSchema(stream, field),
  ]);
  return { ...stream, lifted, schema: withProperties(stream.schema, Object.fromEntries(added)) };
}

function deepFields({ primaryKey, incremental }: Stream): readonly FieldPath[] {
  const all = [...primaryKey, ...(incremental ? [incremental.cursorField] : [])].filter((field) => field.length > 1);
  // What lies in a list is no one value of the record.
  return all.filter((field, index) => !field.includes("*") && all.findIndex((one) => same(one, field)) === index);
}

function same(one: FieldPath, other: FieldPath): boolean {
  return one.join("\0") === other.join("\0");
}

function liftedSchema({ schema }: Stream, field: FieldPath): JsonSchema {
  const { title: _, description: __, ...own } = schemaAt(schema, field) ?? {};
  return { ...own, description: `\`${field.join(".")}\`, repeated where keys and cursors are looked for.` };
}
