import type { FieldPath, Json, JsonSchema } from "../model/values.ts";
import type { ChangeAbout, HttpStream } from "./change.ts";
import type { CompareRecords, FieldChange } from "./compare-records.ts";
import { type FoundRecords, lookUp, recordsAt, saysNothing } from "./find-records.ts";
import type { StreamChange } from "./parameter-changes.ts";
import type { SchemaNode } from "./schema-node.ts";

export interface Records {
  readonly stream: HttpStream;
  /** Whole answers. */
  readonly old: SchemaNode;
  readonly now: SchemaNode;
  /** Where the new document's records were found. */
  readonly foundAt: FieldPath | undefined;
  /** What an analysis of the old document makes of a record; the connector's own may have been edited. */
  readonly analysed: JsonSchema;
  readonly compare: CompareRecords;
}

/** The records' place, and their fields. */
export function recordChanges(records: Records): readonly StreamChange[] {
  const { stream, old, now } = records;
  const path = stream.access.recordsPath;
  const before = recordsAt(old, path);
  if (!before) return [];
  const after = recordsAt(now, path);
  if (isUnstated(path, now, after)) return saysNothing(before.record) ? [] : [undocumented(before, now)];
  if (after && (after.isList || !before.isList)) return fieldChanges(before, after, records);
  const found = records.foundAt;
  const isMoved = found !== undefined && !samePath(found, path) && recordsAt(now, found) !== undefined;
  const inner = insideElement(path).join(".");
  return [
    {
      class: "breaking",
      about: "records",
      detail: isMoved
        ? `the records stand under ${placeInWords(found)}, before ${placeInWords(path)}`
        : `the records no longer stand under ${placeInWords(path)}`,
      evidence: { old: path.join("."), new: isMoved ? found.join(".") : null, oldAt: old.at, newAt: now.at },
      ...(inner !== "" && { field: inner }),
    },
  ];
}

/** The document shows where the records are, or that there is an answer, but not what they hold. */
function isUnstated(path: FieldPath, now: SchemaNode, after: FoundRecords | undefined): boolean {
  if (after) return saysNothing(after.record);
  const found = lookUp(now, path);
  return found.kind === "unstated" || (found.kind === "found" && saysNothing(found.node));
}

function undocumented({ record }: FoundRecords, now: SchemaNode): StreamChange {
  return {
    class: "risky",
    about: "records",
    detail: "the documents no longer say what the records hold",
    evidence: { old: `${record.fields.size} fields`, new: null, oldAt: record.at, newAt: now.at },
  };
}

function placeInWords(path: FieldPath): string {
  return path.join(".") || "the answer itself";
}

function samePath(one: FieldPath, other: FieldPath): boolean {
  return one.join("\0") === other.join("\0");
}

function fieldChanges(before: FoundRecords, after: FoundRecords, records: Records): StreamChange[] {
  const { stream, analysed, compare } = records;
  const roles = rolesOf(stream);
  const inner = insideElement(stream.access.recordsPath);
  const changes = compare(before.record, after.record);
  const whole = changes.find(
    ({ path, what, class: cls }) => path.length === 0 && what === "type" && cls === "breaking",
  );
  if (whole) {
    const { old, now, oldAt, nowAt } = whole;
    const detail = `each record is ${now}, before ${old}`;
    return [{ class: "breaking", about: "records", detail, evidence: { old, new: now, oldAt, newAt: nowAt } }];
  }
  return changes
    .filter(({ path }) => path.length > 0)
    .flatMap((change) => weighed(change, stream.schema, analysed))
    .map((change) => told(change, roles, inner));
}

/** What stands between the elements of the answer's list and the records in them: `Review` of `Results.*.Review`. */
function insideElement(path: FieldPath): readonly string[] {
  const last = path.lastIndexOf("*");
  return last === -1 ? [] : path.slice(last + 1);
}

/** Fields by their dotted paths that the connector knows records or changes by. */
function rolesOf({ primaryKey, incremental }: HttpStream): ReadonlyMap<string, ChangeAbout> {
  const roles = new Map<string, ChangeAbout>();
  if (incremental) roles.set(incremental.cursorField.join("."), "incremental");
  for (const field of primaryKey) roles.set(field.join("."), "primary-key");
  return roles;
}

/**
 * A change as the connector's own schema makes it out: none of a field that somebody took out of it, or wrote as the new
 * document has it. What lies deeper than it goes is part of one value to it, passed on as it comes: nothing breaks.
 */
function weighed(change: FieldChange, own: JsonSchema, analysed: JsonSchema): FieldChange[] {
  const { what, path } = change;
  if (what === "new") return schemaAt(own, path) ? [] : [change];
  const [held, was] = [schemaAt(own, path), schemaAt(analysed, path)];
  if (was === undefined) return [{ ...change, class: "risky" }];
  if (held === undefined) return [];
  return what === "type" && isWrittenAsNow(held, was, change) ? [] : [change];
}

function isWrittenAsNow({ type }: JsonSchema, was: JsonSchema, { now }: FieldChange): boolean {
  if (JSON.stringify(type) === JSON.stringify(was.type)) return false;
  const words = [type].flat().filter((one) => one !== "null");
  return words.sort().join(" or ") === now;
}

function schemaAt(schema: JsonSchema, path: readonly string[]): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((held, step) => {
    const more = held?.additionalProperties;
    return step === "*" ? (held?.items ?? (typeof more === "object" ? more : undefined)) : held?.properties?.[step];
  }, schema);
}

function told(change: FieldChange, roles: ReadonlyMap<string, ChangeAbout>, inner: readonly string[]): StreamChange {
  const field = change.path.join(".");
  const role = [...roles].find(([path]) => path === field || path.startsWith(`${field}.`))?.[1];
  const about = change.class === "additive" ? "field" : (role ?? "field");
  const full = [...inner, ...change.path].join(".");
  const said = (value: Json) => (value === null ? null : `${full}: ${inText(value)}`);
  const renamed = change.renamedTo && [...inner, ...change.renamedTo].join(".");
  return {
    class: change.class,
    about,
    detail: inWords(change, subject(field, about)),
    evidence: { old: said(change.old), new: renamed ?? said(change.now), oldAt: change.oldAt, newAt: change.nowAt },
    field,
  };
}

function inText(value: Json): string {
  if (!Array.isArray(value)) return String(value);
  const shown = value.slice(0, MOST_VALUES).map((one) => JSON.stringify(one));
  return shown.join(", ") + (value.length > MOST_VALUES ? `, and ${value.length - MOST_VALUES} more` : "");
}

const MOST_VALUES = 12;

function subject(field: string, about: ChangeAbout): string {
  if (about === "primary-key") return `the key field ${field}`;
  if (about === "incremental") return `the field ${field}, by which changed records are known,`;
  return `the field ${field}`;
}

function inWords(one: FieldChange, field: string): string {
  const { old, now, renamedTo } = one;
  switch (one.what) {
    case "gone":
      return `${field} is gone`;
    case "renamed":
      return `${field} is now called ${(renamedTo ?? []).join(".")}`;
    case "new":
      return `${field} is new`;
    case "type":
      return one.class === "breaking" ? `${field} is ${now}, before ${old}` : `${field} may be ${now}, before ${old}`;
    case "null":
      return `${field} may be null`;
    case "optional":
      return `${field} may be missing`;
    case "values":
      return `${field} may hold other values: ${inText(now)}`;
    case "format":
      return `${field} is written as ${now}, before ${old}`;
    case "deprecated":
      return `${field} is marked as deprecated`;
  }
}
