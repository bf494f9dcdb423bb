import type { SchemaView } from "../../evidence/schema-view.ts";
import type { FieldPath } from "../../model/values.ts";
import { rememberedOf } from "../remembered.ts";
import { type PlaceName, placeName } from "./place-names.ts";

/** A place in an answer where records may lie. */
export interface RecordPlace {
  readonly path: FieldPath;
  /** What the last step that has a name is called; nothing at the root. */
  readonly name: PlaceName;
  /** The first step that names what stands beside records. */
  readonly aside: string | undefined;
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
  /** It lies in the elements of a list or the values of a map. */
  readonly nested: boolean;
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
  /** Whether what the operation gives is called so. */
  readonly isAsked: (name: PlaceName) => boolean;
}

type Spot = Pick<RecordPlace, "path" | "name" | "container"> & { readonly aside: string | undefined };

interface Step extends Spot {
  readonly seen: readonly string[];
}

/** Every place of an answer's schema where records may lie, the root first; cycles are cut. */
export function recordPlaces(root: SchemaView, isAsked: (name: PlaceName) => boolean): RecordPlace[] {
  const walk: Walk = { places: [], budget: { left: BUDGET }, isAsked };
  visit(root, { path: [], name: placeName(""), container: undefined, aside: undefined, seen: [] }, walk);
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

function place(
  { path, name, container, aside }: Spot,
  shape: RecordPlace["shape"],
  { record, holder, wrapped = false }: Pick<RecordPlace, "record" | "holder"> & { readonly wrapped?: boolean },
): RecordPlace {
  const isAside = aside === undefined && name.isAside === "small" && (record?.properties.size ?? 0) < 4;
  const nested = path.slice(0, -1).includes("*");
  return { path, name, aside: isAside ? name.text : aside, shape, record, holder, container, wrapped, nested };
}

/** A property of what stands at the spot, or of its elements. */
function below(above: Spot, steps: readonly string[], property: PlaceName, container: SchemaView): Spot {
  const name = property.text === "*" ? above.name : property;
  const aside = above.aside ?? (name.isAside === true ? name.text : undefined);
  return { path: [...above.path, ...steps], name, container, aside };
}

interface Property {
  readonly name: PlaceName;
  readonly view: SchemaView;
}

const propertiesOf: (view: SchemaView) => readonly Property[] = rememberedOf(({ properties }) =>
  Array.from(properties, ([name, view]) => ({ name: placeName(name), view })),
);

function visitObject(view: SchemaView, step: Step, walk: Walk): void {
  walk.places.push(place(step, "object", { record: view, holder: view }));
  const isRecord = hasFieldsOfItsOwn(view);
  for (const { name, view: child } of propertiesOf(view)) {
    const isAsked = walk.isAsked(name);
    if (isRecord && !name.isEnvelope && !isAsked) continue;
    const isUntold = isAsked && name.isPlural && saysNothing(child);
    if (!isUntold && isLeaf(child)) {
      walk.budget.left--;
      continue;
    }
    const spot = below(step, [name.text], name, view);
    if (isUntold) walk.places.push(place(spot, "list", { record: undefined, holder: child }));
    visit(child, { ...spot, seen: step.seen }, walk);
  }
}

/** Nothing is in it. */
function isLeaf(view: SchemaView): boolean {
  const { types } = view;
  return (
    !types.includes("array") &&
    !types.includes("object") &&
    view.properties.size === 0 &&
    !isMap(view) &&
    view.alternatives.length === 0
  );
}

const hasFieldsOfItsOwn: (view: SchemaView) => boolean = rememberedOf((view) => {
  let plain = 0;
  for (const { name, view: child } of propertiesOf(view)) {
    const { types } = child;
    if (types.length === 0 || types.includes("object") || types.includes("array") || name.tellsOfPage) continue;
    if (++plain >= RECORD_FIELDS) return true;
  }
  return false;
});

function visitList(view: SchemaView, step: Step, walk: Walk): void {
  const record = view.items;
  walk.places.push(place(step, "list", { record, holder: view }));
  if (!record || step.seen.includes(record.id)) return;
  const onlyObjects = holdsOnlyObjects(record);
  for (const { name, view: child } of propertiesOf(record)) {
    if (onlyObjects && isObject(child)) {
      const spot = below(step, ["*", name.text], name, record);
      walk.places.push(place(spot, "list", { record: child, holder: child, wrapped: true }));
    } else if (child.types.includes("array")) {
      const spot = below(step, ["*", name.text], name, record);
      walk.places.push(place(spot, "list", { record: child.items, holder: child }));
    }
  }
}

/** `{ "customer": {…}, "card": {…} }` */
const holdsOnlyObjects: (view: SchemaView) => boolean = rememberedOf((view) => {
  const told = propertiesOf(view).filter(({ name }) => !LINKS.test(name.text));
  return told.length > 0 && told.every(({ view: child }) => isObject(child));
});

/** `{ "<id>": {…}, … }`: the values are records, or each holds a list of them. */
function visitMap(view: SchemaView, step: Step, walk: Walk): void {
  const value = typeof view.additionalProperties === "object" ? view.additionalProperties : undefined;
  if (!value || step.seen.includes(value.id)) return;
  const shape = value.types.includes("array") ? "list" : "map";
  const record = shape === "list" ? value.items : value;
  const values = { ...step, path: [...step.path, "*"] };
  walk.places.push(place(values, shape, { record, holder: view }));
  for (const { name, view: child } of propertiesOf(value)) {
    if (!child.types.includes("array")) continue;
    const spot = below(values, [name.text], name, value);
    walk.places.push(place(spot, "list", { record: child.items, holder: child }));
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
