import { type CursorRank, writeCursor } from "../model/cursor-format.ts";
import { isObject, readPath, schemaAt, withValue } from "../model/field-path.ts";
import type { FieldPath, Json, JsonSchema } from "../model/values.ts";
import type { Entry } from "./entry.ts";
import type { RecordRules } from "./record-rules.ts";
import { type Place, schemaValue } from "./schema-value.ts";
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
  let record = anyFields(rules.ownSchema, place);
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
    if (value !== undefined) record = withValue(record, [recordField], value);
  }
  return isObject(record) ? record : {};
}

/** No source answers with records of nothing, even where every field may be absent. */
function anyFields(schema: JsonSchema, place: Place): Json {
  const record = schemaValue(schema, place);
  const names = Object.keys(schema.properties ?? {});
  const empty = isObject(record) && Object.keys(record).length === 0 && names.length > 0;
  return empty ? schemaValue({ ...schema, required: names }, place) : record;
}

/** Of a key of two parts neither tells all records apart alone: the one with fewer values goes round while the other stands. */
function keyValue(rules: RecordRules, path: FieldPath, { seed, awkward, ordinal }: RecordSeed): Json {
  const value = (one: FieldPath, number: number) =>
    uniqueValue(schemaAt(rules.stream.schema, one), [seed, rules.stream.name, ...one], number, { awkward });
  const [first, second, ...others] = rules.pairedKey;
  if (first === undefined || second === undefined || others.length > 0) return value(path, ordinal);
  const values = (one: FieldPath) => valuesOf(schemaAt(rules.stream.schema, one));
  const [quick, slow] = values(first) < values(second) ? [first, second] : [second, first];
  const round = Number.isFinite(values(quick)) ? values(quick) : 2;
  if (path === quick) return value(path, ordinal % round);
  return path === slow ? value(path, Math.floor(ordinal / round)) : value(path, ordinal);
}

/** How many different values a field can have. */
function valuesOf(schema: JsonSchema | undefined): number {
  const listed = schema?.enum?.length ?? 0;
  return listed > 0 ? listed : Number.POSITIVE_INFINITY;
}

function converted(value: Json, schema: JsonSchema | undefined): Json {
  const types = schema?.type === undefined ? [] : [schema.type].flat();
  if (types.includes("string") && typeof value === "number") return String(value);
  const whole = typeof value === "string" && /^\d{1,15}$/.test(value);
  return whole && types.length > 0 && !types.includes("string") ? Number(value) : value;
}
