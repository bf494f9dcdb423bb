import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { FieldPath } from "../../model/values.ts";
import { plainName } from "../pagination/plain-name.ts";
import { rememberedOf } from "../remembered.ts";

/** A field of a record that could identify it: one value, neither a flag nor a list. */
export interface KeyField {
  readonly path: FieldPath;
  readonly name: string;
  /** Without case and separators. */
  readonly plain: string;
  /** `undefined`: only seen in an example. */
  readonly schema: SchemaView | undefined;
  readonly required: boolean;
}

/** The fields that could be keys; of a record that is one of several shapes, those that all shapes have. */
export function keyFields(stream: ListedStream): readonly KeyField[] {
  const { record } = stream;
  const stated = record ? fieldsOf(record) : [];
  return stated.length > 0 ? stated : fieldsOfExamples(stream);
}

/** Fields of objects within the record, one level down, by the object's name. */
export function nestedFields(record: SchemaView | undefined): ReadonlyMap<string, readonly KeyField[]> {
  const found = new Map<string, readonly KeyField[]>();
  for (const [name, schema] of record?.properties ?? []) {
    if (schema.properties.size === 0) continue;
    const inner = fieldsOf(schema).map((field) => ({ ...field, path: [name, ...field.path] }));
    found.set(name, inner);
  }
  return found;
}

const fieldsOf: (record: SchemaView) => readonly KeyField[] = rememberedOf((record) => {
  const own = [...record.properties]
    .filter(([, schema]) => isValue(schema))
    .map(([name, schema]) => fieldOf(name, schema, record.required.has(name)));
  const shapes = record.alternatives.map(
    (shape) => new Map([...shape.properties].filter(([, schema]) => isValue(schema))),
  );
  const [first, ...others] = shapes;
  if (!first) return own;
  const everywhere = [...first].filter(
    ([name]) => others.every((shape) => shape.has(name)) && !own.some((field) => field.name === name),
  );
  return [...own, ...everywhere.map(([name, schema]) => fieldOf(name, schema, false))];
});

function fieldOf(name: string, schema: SchemaView | undefined, required: boolean): KeyField {
  return { path: [name], name, plain: plainName(name), schema, required };
}

function isValue(schema: SchemaView): boolean {
  if (schema.writeOnly) return false;
  const types = schema.types.filter((type) => type !== "null");
  if (types.length === 0) return schema.properties.size === 0 && schema.items === undefined;
  return types.some((type) => type === "string" || type === "integer" || type === "number");
}

/** Where no schema tells, an example does. */
function fieldsOfExamples({ media, recordsPath }: ListedStream): KeyField[] {
  for (const { value } of media?.examples ?? []) {
    const record = firstRecord(value, recordsPath ?? []);
    if (!record) continue;
    return Object.entries(record)
      .filter(([, inner]) => typeof inner === "string" || typeof inner === "number")
      .map(([name]) => fieldOf(name, undefined, false));
  }
  return [];
}

function firstRecord(value: unknown, path: FieldPath): Readonly<Record<string, unknown>> | undefined {
  if (Array.isArray(value)) return firstRecord(value[0], path[0] === "*" ? path.slice(1) : path);
  if (typeof value !== "object" || value === null) return undefined;
  const [step, ...rest] = path;
  const held = value as Readonly<Record<string, unknown>>;
  if (step === undefined) return held;
  return firstRecord(step === "*" ? Object.values(held)[0] : held[step], rest);
}
