import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { CursorFormat } from "../../model/incremental.ts";
import type { FieldPath } from "../../model/values.ts";
import { plainName } from "../pagination/plain-name.ts";
import { withoutMarkup } from "../pagination/request-levers.ts";
import { isQualified, type Subject, subjectOfName, subjectsOfText, wordsOf } from "./time-vocabulary.ts";
import { formatOf } from "./value-format.ts";

/** A field of a record that holds a time. */
export interface RecordTime {
  readonly path: FieldPath;
  readonly plain: string;
  readonly subject: Subject;
  readonly format: CursorFormat;
  /** How good a cursor it is by its name alone. */
  readonly weight: number;
  /** Inside an object that is more than the record's envelope. */
  readonly nested: boolean;
  readonly description: string;
  readonly at: SourceRef;
}

/** Objects that are the record itself in another envelope. */
const WRAPPER = /^(attributes|properties|fields|data|record|item|meta|metadata|system|sys|timestamps|audit|dates)$/;
const DEPTH = 3;
/** Of two times of one kind, the one that is called by nothing else is the record's own. */
const QUALIFIED = 0.95;
/** A time deep inside the record says less about the record. */
const NESTED = 0.7;
const TIME_NAME =
  /\b(at|on|date|time|datetime|ts|timestamp|utc|created|updated|modified|changed|added|published|occurred)$|(date|time|timestamp|created|updated|modified)$|^(date|time|last)/;
const EPOCH_SAID = /\b(timestamp|unix|epoch|seconds since|dates?)\b/i;
const TIME_SAID = /\b(dates?|times?|timestamp|unix|epoch|seconds since)\b/i;

/** Finds the times that records hold, the best first; schemas that streams share are looked at once. */
export function createTimeFinder(): (stream: ListedStream) => readonly RecordTime[] {
  const known = new Map<string, readonly RecordTime[]>();
  return ({ record }) => {
    if (!record) return [];
    const held = known.get(record.id) ?? recordTimes(record);
    known.set(record.id, held);
    return held;
  };
}

function recordTimes(record: SchemaView): RecordTime[] {
  const found = timesIn(record, [], new Set());
  const plain = found.filter(({ nested }) => !nested);
  const clear = plain.some(({ subject }) => subject === "updated" || subject === "created" || subject === "event");
  return (clear ? plain : found).sort((a, b) => b.weight - a.weight);
}

function timesIn(schema: SchemaView, path: FieldPath, seen: ReadonlySet<string>): RecordTime[] {
  if (path.length >= DEPTH || seen.has(schema.id)) return [];
  const inside = new Set([...seen, schema.id]);
  return [...propertiesOf(schema)].flatMap(([name, property]) => {
    const here = [...path, name];
    const time = timeOf(name, property, here);
    if (time) return [time];
    if (propertiesOf(property).size === 0 || isOther(name, property)) return [];
    return timesIn(property, here, inside);
  });
}

/** Those of the schema, or those that each of its kinds has. */
function propertiesOf(schema: SchemaView): ReadonlyMap<string, SchemaView> {
  const [first, ...others] = schema.alternatives;
  if (!first) return schema.properties;
  const shared = [...first.properties].filter(([name]) => others.every(({ properties }) => properties.has(name)));
  return new Map([...shared, ...schema.properties]);
}

/** Objects with an id of their own are other records. */
function isOther(name: string, schema: SchemaView): boolean {
  if (WRAPPER.test(plainName(name))) return false;
  return [...schema.properties.keys()].some((key) => /^(id|uuid|guid|gid|sid|.*id)$/.test(plainName(key)));
}

function timeOf(name: string, schema: SchemaView, path: FieldPath): RecordTime | undefined {
  const named = subjectOfName(name);
  const dated = /^date|^unix-time$/.test(schema.format ?? "");
  if (!named && !dated) return undefined;
  const description = withoutMarkup(schema.description ?? "");
  if (!holdsTime(schema, name, description)) return undefined;
  const plain = plainName(name);
  const generic = named === undefined || /^(date|time|timestamp|ts|datetime)$/.test(plain);
  const told = generic ? subjectsOfText(description)[0] : undefined;
  const format = formatOf(schema, description);
  if (named?.subject === "other" && format === undefined) return undefined;
  const wrapped = path.slice(0, -1).every((step) => WRAPPER.test(plainName(step)));
  return {
    path,
    plain,
    subject: told ?? named?.subject ?? "other",
    format: format ?? { kind: "date-time" },
    weight: (named?.weight ?? 0.3) * (wrapped ? 1 : NESTED) * (isQualified(name) ? QUALIFIED : 1),
    nested: !wrapped,
    description,
    at: schema.at,
  };
}

/** A text or number without a format is a time only where its name or a text says so. */
function holdsTime(schema: SchemaView, name: string, description: string): boolean {
  const { types, format, enum: values } = schema;
  // An object that tells a time and its zone is no one value, whichever way it is written.
  if (propertiesOf(schema).size > 0) return false;
  if (values !== undefined || format === "uri" || format === "email" || format === "uuid") return false;
  if (types.length > 0 && !types.some((type) => type === "string" || type === "integer" || type === "number"))
    return false;
  if (/^date|time/.test(format ?? "")) return true;
  if (TIME_NAME.test(wordsOf(name))) return true;
  if (!types.includes("string")) return types.length === 0 || EPOCH_SAID.test(description);
  return TIME_SAID.test(description) || formatOf(schema, description) !== undefined;
}
