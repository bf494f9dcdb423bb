import type { SchemaView } from "../../evidence/schema-view.ts";
import type { FieldPath } from "../../model/values.ts";

/** A place in an answer where records may lie. */
export interface RecordPlace {
  readonly path: FieldPath;
  /** list: an array. map: an object whose values are the records. object: one record. */
  readonly shape: "list" | "map" | "object";
  /** Of one element, value or object. */
  readonly record: SchemaView | undefined;
  /** Of the array, map or object itself. */
  readonly holder: SchemaView;
  /** The object that has the place as a property; undefined for the root. */
  readonly container: SchemaView | undefined;
  /** Objects of a list that only wrap the record: `list[].customer`. */
  readonly wrapped: boolean;
}

/** Levels of objects that an envelope may have: `response.result.items` is the deepest seen. */
const DEEPEST = 4;
/** Schemas looked at in one answer; a record of hundreds of fields is no envelope. */
const BUDGET = 300;
/** Plain fields from which an object is a record: what lies in it is looked at only where its name says that it may be a list of others. */
const RECORD_FIELDS = 6;

/** What an envelope has beside the record. */
export const LINKS = /^_?links?$/i;

interface Walk {
  readonly places: RecordPlace[];
  readonly budget: { left: number };
  readonly names: PropertyNames;
}

/** What the names of properties say, to whom knows the operation. */
export interface PropertyNames {
  /** A list of records may be called so inside an object with fields of its own. */
  readonly mayHoldRecords: (name: string) => boolean;
  /** A list of them is called so, by what the operation gives and by its plural. */
  readonly mayHoldMany: (name: string) => boolean;
  /** It tells about a page of records, not about one. */
  readonly tellsOfPage: (name: string) => boolean;
}

interface Step {
  readonly path: FieldPath;
  readonly container: SchemaView | undefined;
  readonly seen: readonly string[];
}

/** Every place of an answer's schema where records may lie, the root first; cycles are cut. */
export function recordPlaces(root: SchemaView, names: PropertyNames): RecordPlace[] {
  const walk: Walk = { places: [], budget: { left: BUDGET }, names };
  visit(root, { path: [], container: undefined, seen: [] }, walk);
  return walk.places;
}

function visit(view: SchemaView, step: Step, walk: Walk): void {
  if (walk.budget.left-- <= 0 || step.seen.includes(view.id) || step.path.length > DEEPEST) return;
  const inside: Step = { ...step, seen: [...step.seen, view.id] };
  if (view.types.includes("array")) visitList(view, inside, walk);
  if (isMap(view)) visitMap(view, inside, walk);
  else if (view.types.includes("object") || view.properties.size > 0) visitObject(view, inside, walk);
  for (const branch of view.alternatives) visit(branch, inside, walk);
}

function visitObject(view: SchemaView, step: Step, walk: Walk): void {
  const { path, container } = step;
  walk.places.push({ path, shape: "object", record: view, holder: view, container, wrapped: false });
  const isRecord = hasFieldsOfItsOwn(view, walk.names);
  for (const [name, child] of view.properties) {
    if (isRecord && !walk.names.mayHoldRecords(name)) continue;
    if (saysNothing(child) && walk.names.mayHoldMany(name)) {
      const below = { path: [...path, name], container: view };
      walk.places.push({ ...below, shape: "list", record: undefined, holder: child, wrapped: false });
    }
    visit(child, { ...step, path: [...path, name], container: view }, walk);
  }
}

function hasFieldsOfItsOwn(view: SchemaView, { tellsOfPage }: PropertyNames): boolean {
  let plain = 0;
  for (const [name, { types }] of view.properties) {
    if (types.length === 0 || types.includes("object") || types.includes("array") || tellsOfPage(name)) continue;
    if (++plain >= RECORD_FIELDS) return true;
  }
  return false;
}

function visitList(view: SchemaView, step: Step, walk: Walk): void {
  const { path, container } = step;
  const record = view.items;
  walk.places.push({ path, shape: "list", record, holder: view, container, wrapped: false });
  if (!record || step.seen.includes(record.id)) return;
  const told = [...record.properties].filter(([name]) => !LINKS.test(name)).map(([, child]) => child);
  const onlyObjects = told.length > 0 && told.every(isObject);
  for (const [name, child] of record.properties) {
    const below = { path: [...path, "*", name], container: record };
    if (onlyObjects && isObject(child)) {
      walk.places.push({ ...below, shape: "list", record: child, holder: child, wrapped: true });
    } else if (child.types.includes("array")) {
      walk.places.push({ ...below, shape: "list", record: child.items, holder: child, wrapped: false });
    }
  }
}

/** `{ "<id>": {…}, … }`: the values are records, or each holds a list of them. */
function visitMap(view: SchemaView, step: Step, walk: Walk): void {
  const value = typeof view.additionalProperties === "object" ? view.additionalProperties : undefined;
  if (!value || step.seen.includes(value.id)) return;
  const path = [...step.path, "*"];
  const { container } = step;
  const shape = value.types.includes("array") ? "list" : "map";
  const record = shape === "list" ? value.items : value;
  walk.places.push({ path, shape, record, holder: view, container, wrapped: false });
  for (const [name, child] of value.properties) {
    if (!child.types.includes("array")) continue;
    const place = { path: [...path, name], record: child.items, holder: child, container: value };
    walk.places.push({ ...place, shape: "list", wrapped: false });
  }
}

/** `"images": {}`: the document doesn't say what it holds. */
function saysNothing({
  types,
  properties,
  items,
  alternatives,
  additionalProperties,
  enum: values,
}: SchemaView): boolean {
  const shapes = types.length > 0 || properties.size > 0 || items !== undefined || alternatives.length > 0;
  return !shapes && additionalProperties === undefined && values === undefined;
}

export function isMap(view: SchemaView): boolean {
  return view.properties.size === 0 && typeof view.additionalProperties === "object" && !view.types.includes("array");
}

export function isObject(view: SchemaView): boolean {
  return view.properties.size > 0 || (view.types.length === 1 && view.types[0] === "object");
}
