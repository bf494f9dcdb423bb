import type { SchemaView } from "../../evidence/schema-view.ts";
import type { SchemaNames } from "../../model/schema-names.ts";
import type { Json, JsonSchema, JsonType } from "../../model/values.ts";
import { rememberedOf } from "../remembered.ts";
import { type ComponentPart, componentNames, isComponent } from "./component-names.ts";

/** Levels of nesting that are ever written out; what lies deeper is an object of any shape. */
const DEEPEST = 6;
/** Schemas written out for one record: as many levels as fit, so that no field is told in full at another's cost. */
const BUDGET = 250;
const LONGEST_DESCRIPTION = 300;
const MOST_VALUES = 100;

interface Walk {
  readonly seen: readonly SchemaView[];
  /** Levels that may follow. */
  readonly levels: number;
  readonly told: Told;
  readonly made: Made;
}

/** What came of the views below one that is being written. */
interface Told {
  levels: number;
  /** Something is left out for lack of levels. */
  isCut: boolean;
  readonly cuts: Set<SchemaView>;
}

/** One writing of a view. Its levels and cuts tell all that it hangs on. */
interface Written {
  readonly schema: JsonSchema;
  /** That there are, at most as many as were allowed. */
  readonly levels: number;
  readonly isCut: boolean;
  /** What it came back to, standing around it. */
  readonly cuts: readonly SchemaView[];
}

/** All that was written in one analysis. */
interface Made {
  /** By the levels that were allowed and what was seen above. */
  readonly asked: (view: SchemaView) => Map<string, Written>;
  /** Of views in which nothing lies: there is one writing of each. */
  readonly leaves: Map<SchemaView, JsonSchema>;
  /** By what came of it: records share their parts wherever they come out the same. */
  readonly parts: Map<SchemaView, Map<string, Written>>;
}

export interface RecordSchemas {
  /** Of one record: cycles are cut, alternatives of objects are merged into one object with everything optional, `null` is a type like any other. */
  of(record: SchemaView): JsonSchema;
  /** Of the components in all schemas that were made. */
  names(): SchemaNames;
}

/** Writes the JSON Schemas of one analysis. Of several documents, names begin with their document's. */
export function createRecordSchemas(isOfSeveral: boolean): RecordSchemas {
  const made: Made = { asked: rememberedOf(() => new Map()), leaves: new Map(), parts: new Map() };
  return {
    of: rememberedOf((record: SchemaView) => recordSchema(record, made)),
    names: () => {
      const components = [...made.parts].filter(([view]) => isComponent(view));
      const parts = components.flatMap(([view, written]) => partsOf(view, written));
      return componentNames(parts, isOfSeveral);
    },
  };
}

function recordSchema(view: SchemaView, made: Made): JsonSchema {
  const schema = write(view, { seen: [], levels: affordableLevels(view), told: nothingTold(), made });
  // One record is an object, whatever the document forgot to say; only a list of values has records of another type.
  if (isSingleValue(view) || schema.type === "object") return schema;
  const { type: _, ...rest } = schema;
  return { type: "object", ...rest };
}

const nothingTold = (): Told => ({ levels: 0, isCut: false, cuts: new Set() });

/** A part is all of it where the view as a record of its own would be written as that. */
function partsOf(view: SchemaView, parts: ReadonlyMap<string, Written>): ComponentPart[] {
  return [...parts.values()].map((part) => ({
    ...part,
    view,
    isWhole: part.cuts.length === 0 && (!part.isCut || part.levels >= affordableLevels(view)),
  }));
}

/** As many levels as stay within the budget; the record's own fields always. */
const affordableLevels: (view: SchemaView) => number = rememberedOf((view) => {
  let level: readonly SchemaView[] = [view];
  let written = 0;
  for (let levels = 1; levels <= DEEPEST; levels++) {
    const next: SchemaView[] = [];
    for (const one of level) {
      next.push(...children(one));
      if (written + next.length > BUDGET) return Math.max(1, levels - 1);
    }
    written += next.length;
    level = next;
  }
  return DEEPEST;
});

function children(view: SchemaView): SchemaView[] {
  const more = typeof view.additionalProperties === "object" ? [view.additionalProperties] : [];
  return [...view.properties.values(), ...(view.items ? [view.items] : []), ...more, ...view.alternatives];
}

function isSingleValue(view: SchemaView): boolean {
  return view.types.length > 0 && !view.types.includes("object") && view.properties.size === 0;
}

/** Each view is written once for all places where it comes out the same. */
function write(view: SchemaView, walk: Walk): JsonSchema {
  const { seen, levels, told } = walk;
  const leaf = walk.made.leaves.get(view);
  if (leaf) return leaf;
  const { id } = view;
  const around = seen.find((one) => one.id === id);
  if (around) {
    told.cuts.add(around);
    return shallow(view);
  }
  if (isLeaf(view)) return writeLeaf(view, walk);
  if (levels <= 0) {
    told.isCut = true;
    return shallow(view);
  }
  const written = writeOnce(view, walk, belowOf(view, levels));
  told.levels = Math.max(told.levels, written.levels);
  told.isCut ||= written.isCut;
  for (const cut of written.cuts) told.cuts.add(cut);
  return written.schema;
}

/** Nothing is ever below it. */
function isLeaf({ additionalProperties, properties, items, alternatives }: SchemaView): boolean {
  return typeof additionalProperties !== "object" && properties.size === 0 && !items && alternatives.length === 0;
}

function writeLeaf(view: SchemaView, { seen, levels, made }: Walk): JsonSchema {
  if (view.base) write(view.base, { seen, levels, told: nothingTold(), made });
  const schema = writeOut(view, { seen, levels, told: nothingTold(), made });
  const leaf = shared(view, { schema, levels: 0, isCut: false, cuts: [] }, made);
  made.leaves.set(view, leaf.schema);
  return leaf.schema;
}

function writeOnce(view: SchemaView, { seen, levels, made }: Walk, below: Below): Written {
  const cuts = seen.filter(({ id }) => below.ids.has(id));
  const asked = made.asked(view);
  const key = keyOf(below.levels, cuts);
  const known = asked.get(key);
  if (known) return known;
  // What has only words of its own is told by the component that it speaks of.
  if (view.base) write(view.base, { seen, levels, told: nothingTold(), made });
  const written = shared(view, writeNew(view, { seen: cuts, levels: below.levels, made }), made);
  asked.set(key, written);
  return written;
}

function writeNew(view: SchemaView, { seen, levels, made }: Omit<Walk, "told">): Written {
  const told = nothingTold();
  const schema = writeOut(view, { seen: [...seen, view], levels: levels - 1, told, made });
  told.cuts.delete(view);
  return { schema, levels: told.levels + 1, isCut: told.isCut, cuts: [...told.cuts] };
}

function shared(view: SchemaView, written: Written, { parts }: Made): Written {
  const ofView = parts.get(view) ?? new Map<string, Written>();
  parts.set(view, ofView);
  const key = keyOf(written.levels, written.cuts);
  const held = ofView.get(key) ?? written;
  ofView.set(key, held);
  return held;
}

function keyOf(levels: number, cuts: readonly SchemaView[]): string {
  return cuts.length === 0 ? String(levels) : [levels, ...cuts.map(({ id }) => id).sort()].join(" ");
}

interface Below {
  /** Of the schemas that are met below, as many levels down as were asked for. */
  readonly ids: ReadonlySet<string>;
  /** How many levels there are, at most as many as were asked for. */
  readonly levels: number;
}

const belows: (view: SchemaView) => Map<number, Below> = rememberedOf(() => new Map());

function belowOf(view: SchemaView, levels: number): Below {
  const known = belows(view).get(levels);
  if (known) return known;
  const ids = new Set<string>();
  let most = 0;
  for (const child of levels > 0 ? children(view) : []) {
    ids.add(child.id);
    if (isLeaf(child)) continue;
    const below = belowOf(child, levels - 1);
    for (const id of below.ids) ids.add(id);
    most = Math.max(most, below.levels);
  }
  const made = { ids, levels: Math.min(levels, most + 1) };
  belows(view).set(levels, made);
  return made;
}

function writeOut(view: SchemaView, inside: Walk): JsonSchema {
  if (view.alternatives.length > 0) return writeAlternatives(view, inside);
  const properties = writeProperties(view.properties, inside);
  return {
    ...shallow(view),
    ...properties,
    ...writeItems(view, inside),
    ...writeMore(view, inside),
    ...promised(view),
  };
}

/** What can be said of a schema without looking into it. */
const shallow: (view: SchemaView) => JsonSchema = rememberedOf((view) => {
  const type = typeOf(view);
  const values =
    view.enum && view.enum.length > 0 && view.enum.length <= MOST_VALUES ? (view.enum as Json[]) : undefined;
  return {
    ...(type === undefined ? {} : { type }),
    ...described(view),
    ...(view.format === undefined ? {} : { format: view.format }),
    ...(values === undefined ? {} : { enum: view.nullable && !values.includes(null) ? [...values, null] : values }),
  };
});

function typeOf(view: SchemaView): JsonType | readonly JsonType[] | undefined {
  const types: JsonType[] = view.types.length > 0 ? [...view.types] : view.properties.size > 0 ? ["object"] : [];
  if (types.length === 0) return undefined;
  // Listed values are given whatever the type beside them says.
  for (const type of (view.enum ?? []).map(typeOfValue)) if (!fits(type, types)) types.push(type);
  if (view.nullable && !types.includes("null")) types.push("null");
  return types.length === 1 ? types[0] : types;
}

function writeProperties(from: ReadonlyMap<string, SchemaView>, walk: Walk): Pick<JsonSchema, "properties"> {
  if (from.size === 0) return {};
  const entries = [...from].filter(([, child]) => !child.writeOnly).map(([name, child]) => [name, write(child, walk)]);
  return { properties: Object.fromEntries(entries) };
}

function writeItems(view: SchemaView, walk: Walk): Pick<JsonSchema, "items"> {
  return view.items && view.types.includes("array") ? { items: write(view.items, walk) } : {};
}

function writeMore(view: SchemaView, walk: Walk): Pick<JsonSchema, "additionalProperties"> {
  const more = view.additionalProperties;
  if (typeof more !== "object") return {};
  return { additionalProperties: write(more, walk) };
}

function promised(view: SchemaView): Pick<JsonSchema, "required"> {
  const required = [...view.required].filter((name) => view.properties.has(name));
  return required.length > 0 ? { required } : {};
}

/** Objects become one object with the properties of all; anything else stays a choice. */
function writeAlternatives(view: SchemaView, walk: Walk): JsonSchema {
  const branches = view.alternatives;
  const written = branches.map((branch) => write(branch, walk));
  const own = writeProperties(view.properties, walk).properties ?? {};
  if (written.every(isObject)) return mergeObjects(view, own, written);
  const [only] = written;
  const nullable = view.nullable || branches.some((branch) => branch.nullable);
  if (written.length === 1 && only) return { ...only, ...described(view), ...(nullable ? withNull(only) : {}) };
  const scalar = scalarTypes(written);
  if (scalar) return { type: nullable ? [...scalar, "null"] : scalar, ...described(view) };
  return { ...described(view), anyOf: nullable ? [...written, { type: "null" }] : written };
}

function mergeObjects(view: SchemaView, own: Record<string, JsonSchema>, branches: readonly JsonSchema[]): JsonSchema {
  const properties: Record<string, JsonSchema> = { ...own };
  for (const branch of branches) {
    for (const [name, schema] of Object.entries(branch.properties ?? {})) {
      const held = Object.hasOwn(properties, name) ? properties[name] : undefined;
      properties[name] = held ? mergeProperty(held, schema) : schema;
    }
  }
  const everywhere = (name: string) => branches.every((branch) => branch.required?.includes(name));
  const required = Object.keys(properties).filter((name) => view.required.has(name) || everywhere(name));
  const optional = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      required.includes(name) || Object.hasOwn(own, name) ? schema : { ...schema, ...withNull(schema) },
    ]),
  );
  const nullable = view.nullable || branches.some((branch) => [branch.type].flat().includes("null"));
  return {
    type: nullable ? ["object", "null"] : "object",
    ...described(view),
    ...(Object.keys(optional).length > 0 ? { properties: optional } : {}),
    ...(required.length > 0 ? { required } : {}),
  };
}

/** Two branches that give one property different shapes: objects are joined, the rest is a choice. */
function mergeProperty(held: JsonSchema, more: JsonSchema): JsonSchema {
  if (held === more || JSON.stringify(held) === JSON.stringify(more)) return held;
  const sameType = JSON.stringify(held.type) === JSON.stringify(more.type);
  if (!sameType) return scalarTypes([held, more]) ? { type: scalarTypes([held, more]) ?? [] } : { anyOf: [held, more] };
  const { enum: heldValues, ...rest } = held;
  const values = heldValues && more.enum ? { enum: [...new Set([...heldValues, ...more.enum])] } : {};
  const properties =
    held.properties && more.properties ? { properties: { ...more.properties, ...held.properties } } : {};
  return { ...rest, ...values, ...properties };
}

function isObject(schema: JsonSchema): boolean {
  return [schema.type].flat().includes("object") && schema.anyOf === undefined;
}

/** The types of a choice between plain values, `undefined` where one is more than a type. */
function scalarTypes(schemas: readonly JsonSchema[]): JsonType[] | undefined {
  const types = new Set<JsonType>();
  for (const { type, properties, items, anyOf, format } of schemas) {
    if (type === undefined || properties || items || anyOf || format) return undefined;
    for (const one of [type].flat() as JsonType[]) types.add(one);
  }
  return types.has("object") || types.has("array") ? undefined : [...types];
}

function withNull(schema: JsonSchema): Partial<JsonSchema> {
  if (schema.anyOf) {
    const known = schema.anyOf.some((branch) => branch.type === "null");
    return known ? {} : { anyOf: [...schema.anyOf, { type: "null" }] };
  }
  if (schema.type === undefined) return {};
  const types = [schema.type].flat() as JsonType[];
  const values = schema.enum && !schema.enum.includes(null) ? { enum: [...schema.enum, null] } : {};
  return types.includes("null") ? {} : { type: [...types, "null"], ...values };
}

function described({ description }: SchemaView): Pick<JsonSchema, "description"> {
  const plain = plainText(description ?? "");
  return plain === "" ? {} : { description: plain };
}

/** The first sentences, without marks of HTML and Markdown, on one line. */
function plainText(text: string): string {
  const plain = text
    .replace(/<[^>]*>/g, " ")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*`]+/g, "")
    // A lone space stays as it is.
    .replace(/\s{2,}|[^\S ]/g, " ")
    .trim();
  if (plain.length <= LONGEST_DESCRIPTION) return plain;
  const cut = plain.slice(0, LONGEST_DESCRIPTION);
  const end = cut.lastIndexOf(". ");
  return end > 80 ? cut.slice(0, end + 1) : `${cut.slice(0, cut.lastIndexOf(" "))} …`;
}

function typeOfValue(value: unknown): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "boolean" || typeof value === "string" ? (typeof value as JsonType) : "object";
}

function fits(type: JsonType, types: readonly JsonType[]): boolean {
  return types.includes(type) || (type === "integer" && types.includes("number"));
}
