import type { SchemaView } from "../evidence/schema-view.ts";
import type { SourceRef } from "../evidence/source-ref.ts";
import type { FieldPath, JsonType } from "../model/values.ts";
import { isRecord, type Raw } from "./json-value.ts";
import { plainSchema } from "./plain-schema.ts";
import { type Placeholder, placeholderOf } from "./sample-placeholder.ts";
import { typesOfValues } from "./schema-types.ts";
import { formatOfTexts } from "./text-format.ts";

/** One value that a document shows: a record, or a whole answer. */
export interface Sample {
  readonly value: unknown;
  readonly at: SourceRef;
  /** The place of a value within; else its pointer is that of the sample with the path behind it. Elements are steps. */
  readonly placeOf?: (path: FieldPath) => SourceRef;
}

/** Elements of one array that are looked at: they seldom differ, and samples can be long. */
const ELEMENTS = 200;
const DEEPEST = 24;
const EXAMPLES = 3;

/**
 * The schema that samples of one thing show together. What is promised: every type, property and null that was seen is
 * in it, all elements and samples merged; a format (`date-time`, `date`, `uuid`, `email`, `uri`) holds for every text
 * seen; whole numbers are integers until a fraction is seen; `required` are the fields of every object where at least
 * two were seen; objects whose keys are ids or dates have `additionalProperties`; objects beside arrays or plain values
 * are `alternatives`; enums are never inferred; what is null or empty everywhere has no type or no items. Plain values
 * are kept as `examples`. Placeholders (`<integer>`, `{{id}}`) give their type and are no examples.
 */
export function inferSchema(samples: readonly [Sample, ...Sample[]]): SchemaView {
  const [first] = samples;
  const seen = samples.map((sample) => ({ value: sample.value, sample, path: [] }));
  return (
    viewOf(seen, { key: "", id: `sample ${first.at.document}#${first.at.pointer}`, depth: 0 }) ?? plainSchema(first.at)
  );
}

/** A value that was met, and where. */
interface Seen {
  readonly value: unknown;
  readonly sample: Sample;
  readonly path: FieldPath;
}

interface Spot {
  /** The property's name. */
  readonly key: string;
  readonly id: string;
  readonly depth: number;
}

function viewOf(all: readonly Seen[], spot: Spot): SchemaView | undefined {
  const [first] = all;
  if (!first) return undefined;
  const at = placeOf(all.find(({ value }) => value !== null) ?? first);
  const nullable = all.some(({ value }) => value === null || isNullWord(value));
  const present = all.filter(({ value }) => value !== null && value !== undefined && !isNullWord(value));
  const objects = present.filter(({ value }) => isRecord(value));
  const arrays = present.filter(({ value }) => Array.isArray(value));
  const plain = present.filter(({ value }) => typeof value !== "object");
  const kinds = [objects, arrays, plain].filter((kind) => kind.length > 0);
  if (kinds.length > 1) {
    const alternatives = kinds.flatMap((kind, index) => viewOf(kind, { ...spot, id: `${spot.id}|${index}` }) ?? []);
    return plainSchema(at, { id: spot.id, nullable, alternatives });
  }
  const said = { id: spot.id, nullable, ...plainParts(plain, spot.key) };
  if (spot.depth >= DEEPEST)
    return plainSchema(at, { ...said, ...(plain.length > 0 ? {} : { types: typesOf(present) }) });
  if (objects.length > 0) return plainSchema(at, { ...said, types: ["object"], ...objectParts(objects, spot) });
  if (arrays.length > 0) return plainSchema(at, { ...said, types: ["array"], items: itemsOf(arrays, spot) });
  return plainSchema(at, said);
}

function placeOf({ sample, path }: Seen): SourceRef {
  if (sample.placeOf) return sample.placeOf(path);
  const steps = path.map((step) => `/${escaped(step)}`);
  return { document: sample.at.document, pointer: sample.at.pointer + steps.join("") };
}

function isNullWord(value: unknown): boolean {
  return typeof value === "string" && placeholderOf(value)?.types[0] === "null";
}

function typesOf(seen: readonly Seen[]): readonly JsonType[] {
  const types = typesOfValues(seen.map(({ value }) => value));
  return types.includes("number") ? types.filter((type) => type !== "integer") : types;
}

/** Types, format and examples of plain values. */
function plainParts(plain: readonly Seen[], key: string): Pick<SchemaView, "types" | "format" | "examples"> {
  const placeholders: Placeholder[] = [];
  const values: unknown[] = [];
  for (const { value } of plain) {
    const placeholder = typeof value === "string" ? placeholderOf(value, key) : undefined;
    if (placeholder) placeholders.push(placeholder);
    else values.push(value);
  }
  const told = [...typesOfValues(values), ...placeholders.flatMap(({ types }) => types)];
  const types = [...new Set(told)].filter((type) => type !== "integer" || !told.includes("number"));
  const formats = new Set(placeholders.map(({ format }) => format));
  if (values.length > 0) formats.add(formatOfTexts(values));
  const [format] = formats.size === 1 ? formats : [];
  return { types, format, examples: [...new Set(values)].slice(0, EXAMPLES) };
}

type ObjectParts = Pick<SchemaView, "properties" | "required" | "additionalProperties">;

function objectParts(objects: readonly Seen[], spot: Spot): ObjectParts {
  const members = membersByName(objects);
  if (members.size > 0 && [...members.keys()].every(isKeyOfMap)) {
    const all = [...members.values()].flat().slice(0, ELEMENTS);
    const values = viewOf(all, { key: spot.key, id: `${spot.id}/*`, depth: spot.depth + 1 });
    return { properties: new Map(), required: new Set(), additionalProperties: values };
  }
  const properties = new Map<string, SchemaView>();
  const required = new Set<string>();
  for (const [name, seen] of members) {
    const view = viewOf(seen, { key: name, id: `${spot.id}/${escaped(name)}`, depth: spot.depth + 1 });
    if (view) properties.set(name, view);
    if (objects.length > 1 && seen.length === objects.length) required.add(name);
  }
  return { properties, required, additionalProperties: undefined };
}

function membersByName(objects: readonly Seen[]): ReadonlyMap<string, readonly Seen[]> {
  const members = new Map<string, Seen[]>();
  for (const { value, sample, path } of objects) {
    for (const [name, member] of Object.entries(value as Raw)) {
      const seen = { value: member, sample, path: [...path, name] };
      const held = members.get(name);
      if (held) held.push(seen);
      else members.set(name, [seen]);
    }
  }
  return members;
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

const KEYS_OF_MAPS: readonly RegExp[] = [
  /^\d+$/,
  /^\d{4}-\d{2}(?:-\d{2})?(?:T.*)?$/,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /^(?=.*\d)[0-9a-f]{16,}$/i,
  /^(?=.*\d)[a-z]{1,6}_(?=.*[A-Z0-9])[A-Za-z0-9]{10,}$/,
  /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
  /^key_\d+$/,
  /^(?:\{\{.*\}\}|<.*>|\{[^{}]*\})$/,
];

/** No name of a field but an id, a date, or a placeholder for one. */
function isKeyOfMap(name: string): boolean {
  return KEYS_OF_MAPS.some((pattern) => pattern.test(name));
}

function itemsOf(arrays: readonly Seen[], spot: Spot): SchemaView | undefined {
  const elements = arrays.flatMap(({ value, sample, path }) =>
    (value as readonly unknown[]).slice(0, ELEMENTS).map((one, index) => ({
      value: one,
      sample,
      path: [...path, String(index)],
    })),
  );
  return viewOf(elements, { key: spot.key, id: `${spot.id}/0`, depth: spot.depth + 1 });
}
