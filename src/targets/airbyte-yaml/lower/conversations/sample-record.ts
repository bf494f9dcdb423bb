import type { CursorFormat } from "../../../../model/incremental.ts";
import type { LiftedField } from "../../../../model/stream.ts";
import type { FieldPath, Json, JsonSchema } from "../../../../model/values.ts";
import { cursorText } from "../../../cursor-text.ts";
import { schemaAt } from "../schema.ts";
import type { HttpStream } from "../scope.ts";

/** Day of the first record's cursor; each further record is a minute later. */
const FIRST_RECORD = Date.parse("2024-04-20T06:00:00Z");
const MINUTE = 60_000;
const MOST_FIELDS = 8;

/** A field that other streams look at. */
export interface NeededField {
  readonly path: FieldPath;
  /** A text there consists of digits, since it must not become a number on its way. */
  readonly isNumeral?: boolean;
}

/** A small record as the source sends it, that fits the schema. */
export function sampleRecord(stream: HttpStream, index: number, needed: readonly NeededField[]): Json {
  const added = new Set([...stream.parents, ...(stream.lifted ?? [])].map(({ recordField }) => recordField));
  const shown = Object.entries(stream.schema.properties ?? {})
    .filter(([name]) => !added.has(name))
    .slice(0, MOST_FIELDS);
  const plain: Json = Object.fromEntries(
    shown.filter(([name]) => name !== "$ref").map(([name, schema]) => [name, sampleOf(schema, name, index, 0)]),
  );
  const named: readonly NeededField[] = [...stream.primaryKey.map((path) => keyField(stream, path)), ...needed];
  const identified = named
    .filter(({ path: [name] }) => !added.has(name))
    .reduce<Json>((record, { path, isNumeral }) => {
      const value = identity(schemaAt(stream.schema, path), stream.name, index);
      return withValue(record, path, isNumeral === true && typeof value === "string" ? numeral(index) : value);
    }, plain);
  const { incremental } = stream;
  if (!incremental) return identified;
  const { field = incremental.cursorField } = liftedTo(stream, incremental.cursorField) ?? {};
  return withValue(identified, field, cursorAt(incremental.format, index, stream));
}

/** The record as it comes out: with the values from deeper in it that the connector repeats at its top. */
export function withLifted(record: Json, { lifted = [] }: HttpStream): Json {
  return lifted.reduce<Json>((whole, { field, recordField }) => {
    const value = valueAt(record, field);
    return value === null ? whole : withValue(whole, [recordField], value);
  }, record);
}

const liftedTo = ({ lifted = [] }: HttpStream, [name, ...rest]: FieldPath): LiftedField | undefined =>
  rest.length > 0 ? undefined : lifted.find(({ recordField }) => recordField === name);

function keyField(stream: HttpStream, path: FieldPath): NeededField {
  const lifted = liftedTo(stream, path);
  return lifted ? { path: lifted.field, isNumeral: true } : { path };
}

/** The cursor of the record at `index`, as the record holds it. */
export function cursorAt(format: CursorFormat, index: number, stream: HttpStream): Json {
  if (format.kind === "integer") return 1000 + index;
  const text = cursorText(format, FIRST_RECORD + index * MINUTE);
  const isNumber = format.kind === "epoch-seconds" || format.kind === "epoch-milliseconds";
  const type = schemaAt(stream.schema, stream.incremental?.cursorField ?? [])?.type;
  return isNumber && type !== "string" ? Number(text) : text;
}

function identity(schema: JsonSchema | undefined, stream: string, index: number): Json {
  const types = schema?.type === undefined ? [] : [schema.type].flat();
  if (types.includes("integer") || types.includes("number")) return 1000 + index;
  return `${stream}-${index + 1}`;
}

const numeral = (index: number): string => String(1001 + index);

function sampleOf(schema: JsonSchema, name: string, index: number, depth: number): Json {
  // What is null comes out as nothing at all.
  const listed = (schema.enum ?? []).filter((value) => value !== null);
  if (listed.length > 0) return listed[index % listed.length] ?? null;
  const [type = "string"] = (schema.type === undefined ? [] : [schema.type].flat()).filter((one) => one !== "null");
  switch (type) {
    case "object": {
      const inner = depth > 1 ? [] : Object.entries(schema.properties ?? {}).slice(0, MOST_FIELDS / 2);
      return Object.fromEntries(inner.map(([key, held]) => [key, sampleOf(held, key, index, depth + 1)]));
    }
    case "array":
      return schema.items && depth < 2 ? [sampleOf(schema.items, name, index, depth + 1)] : [];
    case "integer":
      return index + 1;
    case "number":
      return index + 0.5;
    case "boolean":
      return index % 2 === 0;
    case "string":
      return sampleText(schema.format, name, index);
  }
}

function sampleText(format: string | undefined, name: string, index: number): string {
  if (format === "date-time") return cursorText({ kind: "date-time" }, FIRST_RECORD + index * MINUTE);
  if (format === "date") return cursorText({ kind: "date" }, FIRST_RECORD + index * MINUTE);
  return `${name} ${index + 1}`;
}

/** The value with `at` in the place of `path`. */
export function withValue(root: Json, path: FieldPath, at: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return at;
  const map = typeof root === "object" && root !== null && !Array.isArray(root) ? root : {};
  const held = (map as { readonly [name: string]: Json })[key] ?? {};
  return { ...map, [key]: withValue(held, rest, at) };
}

export function valueAt(root: Json, path: FieldPath): Json {
  return path.reduce<Json>((at, key) => {
    const isMap = typeof at === "object" && at !== null && !Array.isArray(at);
    return isMap ? ((at as { readonly [name: string]: Json })[key] ?? null) : null;
  }, root);
}
