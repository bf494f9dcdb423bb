import type { FieldPath, Json, JsonSchema } from "../model/values.ts";
import { type CursorRank, writeCursor } from "./cursor-format.ts";
import type { Entry } from "./entry.ts";
import { isObject, readPath, schemaAt, withValue } from "./field-path.ts";
import type { RecordRules } from "./record-rules.ts";
import { schemaValue } from "./schema-value.ts";
import type { SimulatedRecord } from "./simulated-source.ts";
import { uniqueValue } from "./unique-value.ts";

export interface RecordSeed {
  readonly seed: number;
  readonly awkward: boolean;
  /** Counts the records that must have different keys. */
  readonly ordinal: number;
  /** How often the record was changed. */
  readonly revision: number;
  readonly rank: CursorRank | undefined;
  readonly above: Readonly<Record<string, Entry>>;
}

/** One record as the schema, the keys, the cursor and the parents want it. */
export function makeRecord(rules: RecordRules, made: RecordSeed): SimulatedRecord {
  const { stream, incremental } = rules;
  const parents = Object.values(made.above).map((entry) => entry.serial);
  const place = [made.seed, stream.name, made.ordinal, made.revision, ...parents];
  let record: Json = schemaValue({ ...stream.schema, type: "object" }, place);
  for (const path of rules.unique) record = withValue(record, path, keyValue(rules, path, made));
  for (const { field, link } of rules.foreign) {
    const value = readPath(made.above[link.stream]?.record, link.field) ?? null;
    record = withValue(record, field, converted(value, schemaAt(stream.schema, field)));
  }
  if (incremental && made.rank !== undefined) {
    const field = schemaAt(stream.schema, incremental.cursorField);
    record = withValue(record, incremental.cursorField, writeCursor(incremental.format, made.rank, field));
  }
  for (const { field, recordField } of stream.lifted ?? []) {
    const value = readPath(record, field);
    record = value === undefined ? without(record, recordField) : withValue(record, [recordField], value);
  }
  return isObject(record) ? record : {};
}

function without(record: Json, name: string): Json {
  return isObject(record) ? Object.fromEntries(Object.entries(record).filter(([field]) => field !== name)) : record;
}

/** Two records in a row share the first part of a key of several parts, where the other part can tell them apart. */
function keyValue(rules: RecordRules, path: FieldPath, { seed, awkward, ordinal }: RecordSeed): Json {
  const value = (one: FieldPath, number: number) =>
    uniqueValue(schemaAt(rules.stream.schema, one), [seed, rules.stream.name, ...one], number, { awkward });
  const [first, second, ...others] = rules.pairedKey;
  if (first === undefined || second === undefined || others.length > 0) return value(path, ordinal);
  if (value(second, 0) === value(second, 1)) return value(path, ordinal);
  if (path === first) return value(path, ordinal >> 1);
  return path === second ? value(path, ordinal % 2) : value(path, ordinal);
}

function converted(value: Json, schema: JsonSchema | undefined): Json {
  const types = schema?.type === undefined ? [] : [schema.type].flat();
  if (types.includes("string") && typeof value === "number") return String(value);
  const whole = typeof value === "string" && /^\d{1,15}$/.test(value);
  return whole && types.length > 0 && !types.includes("string") ? Number(value) : value;
}
