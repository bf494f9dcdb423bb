import type { SourceRef } from "../evidence/source-ref.ts";
import type { Json, JsonType } from "../model/values.ts";
import type { ChangeClass } from "./change.ts";
import type { FieldNode, SchemaNode } from "./schema-node.ts";

/** One difference between two schemas that stand at one place of the data. */
export interface NodeDifference {
  readonly class: ChangeClass;
  readonly what: "gone" | "renamed" | "new" | "type" | "null" | "optional" | "values" | "format" | "deprecated";
  /** The field that it is about; absent: the place itself. */
  readonly step?: string;
  readonly old: Json;
  readonly now: Json;
  readonly oldAt: SourceRef;
  readonly nowAt: SourceRef;
  /** Where the field has another name now. */
  readonly renamedTo?: string;
}

/** What differs here and among the fields right below; what lies deeper is compared at its own place. */
export function nodeDifferences(old: SchemaNode, now: SchemaNode): readonly NodeDifference[] {
  return isAnotherType(old, now)
    ? ownDifferences(old, now)
    : [...ownDifferences(old, now), ...fieldDifferences(old, now)];
}

/** Nothing that could stand there before may stand there now. */
export function isAnotherType(old: SchemaNode, now: SchemaNode): boolean {
  return newTypes(old, now).length > 0 && ![...now.types].some((type) => fits(type, old));
}

function ownDifferences(old: SchemaNode, now: SchemaNode): readonly NodeDifference[] {
  const places = { oldAt: old.at, nowAt: now.at };
  if (newTypes(old, now).length > 0) {
    const another = isAnotherType(old, now);
    const words = { old: typeInWords(old), now: typeInWords(now) };
    const type: NodeDifference = { class: another ? "breaking" : "risky", what: "type", ...words, ...places };
    if (another) return [type];
    return [type, ...weakerDifferences(old, now)];
  }
  return weakerDifferences(old, now);
}

function weakerDifferences(old: SchemaNode, now: SchemaNode): readonly NodeDifference[] {
  const differences: NodeDifference[] = [];
  const add = (what: NodeDifference["what"], was: Json, is: Json) =>
    differences.push({ class: "risky", what, old: was, now: is, oldAt: old.at, nowAt: now.at });
  if (now.nullable && !old.nullable) add("null", "not null", "nullable");
  if (now.deprecated && !old.deprecated) add("deprecated", false, true);
  const values = newValues(old, now);
  if (values.length > 0) add("values", old.enum as Json, values as Json);
  const [before, after] = [timeFormat(old), timeFormat(now)];
  if (before !== undefined && after !== undefined && before !== after) add("format", before, after);
  return differences;
}

/** Types that the data may have now and could not have before; none where either document leaves it open. */
function newTypes(old: SchemaNode, now: SchemaNode): JsonType[] {
  if (old.types.size === 0 || now.types.size === 0) return [];
  return [...now.types].filter((type) => !fits(type, old));
}

function fits(type: JsonType, { types }: SchemaNode): boolean {
  return types.has(type) || (type === "integer" && types.has("number"));
}

/** Of single values; lists and objects that a schema allows are more than names of a state. */
function newValues(old: SchemaNode, now: SchemaNode): unknown[] {
  if (!old.enum || !now.enum) return [];
  const held = new Set(old.enum);
  return now.enum.filter((value) => typeof value !== "object" && !held.has(value));
}

/** Formats that say how a time is written; all others change nothing of what is read. */
function timeFormat({ format }: SchemaNode): string | undefined {
  return format !== undefined && /^(date-?time|date|time)$/i.test(format) ? format.toLowerCase() : undefined;
}

function fieldDifferences(old: SchemaNode, now: SchemaNode): readonly NodeDifference[] {
  // A document that no longer shows any field doesn't say that they are gone.
  if (now.fields.size === 0) return [];
  const gone = [...old.fields].filter(([name]) => !now.fields.has(name));
  const added = [...now.fields].filter(([name]) => !old.fields.has(name));
  const renamed = new Map(gone.flatMap(([name, field]) => renaming(name, field, added)));
  const taken = new Set(renamed.values());
  return [
    ...gone.map(([name, field]) => goneField(name, field, now, renamed.get(name))),
    ...added.filter(([name]) => !taken.has(name)).map(([name, field]) => newField(name, field, old)),
    ...[...old.fields].flatMap(([name, field]) => optionalField(name, field, now.fields.get(name))),
  ];
}

type Named = readonly [string, FieldNode];

/** The same name in another spelling: `ImageURL48` and `ImageUrl48`, `created_at` and `createdAt`. */
function renaming(name: string, { node }: FieldNode, added: readonly Named[]): [string, string][] {
  const fitting = added.filter(([other, field]) => plain(other) === plain(name) && !isAnotherType(node, field.node));
  const [only] = fitting;
  return only && fitting.length === 1 ? [[name, only[0]]] : [];
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

function goneField(
  name: string,
  { node, required }: FieldNode,
  now: SchemaNode,
  to: string | undefined,
): NodeDifference {
  const old = `${typeInWords(node)}${required ? " (required)" : ""}`;
  const at = { oldAt: node.at, nowAt: now.at };
  if (to === undefined) return { class: "breaking", what: "gone", step: name, old, now: null, ...at };
  return { class: "breaking", what: "renamed", step: name, old, now: to, renamedTo: to, ...at };
}

function newField(name: string, { node }: FieldNode, old: SchemaNode): NodeDifference {
  const at = { oldAt: old.at, nowAt: node.at };
  return { class: "additive", what: "new", step: name, old: null, now: typeInWords(node), ...at };
}

function optionalField(step: string, { node, required }: FieldNode, now: FieldNode | undefined): NodeDifference[] {
  if (!required || !now || now.required) return [];
  const at = { oldAt: node.at, nowAt: now.node.at };
  return [{ class: "risky", what: "optional", step, old: "required", now: "optional", ...at }];
}

/** `integer`, `array of string`, `object or string`, `anything`. */
export function typeInWords({ types, items }: SchemaNode): string {
  const words = [...types].sort().map((type) => (type === "array" ? listInWords(items) : type));
  return words.join(" or ") || "anything";
}

function listInWords(items: SchemaNode | undefined): string {
  return items && items.types.size > 0 ? `array of ${[...items.types].sort().join(" or ")}` : "array";
}
