import type { SchemaView } from "../../evidence/schema-view.ts";
import { rememberedOf } from "../remembered.ts";
import type { OperationView } from "../streams/operation-view.ts";
import { singular, words } from "../streams/words.ts";
import { type Asked, isNamedExactlySo, isNamedSo } from "./asked.ts";
import { isEnvelopeWord, placeName, sameThing, type Thing, thingOf } from "./place-names.ts";
import { isObject, LINKS, type RecordPlace } from "./record-places.ts";

/** What a rule about record places looks at. */
export interface PlaceView {
  readonly place: RecordPlace;
  /** Every place of the same answer. */
  readonly all: readonly RecordPlace[];
  readonly asked: Asked;
}

/** Those of the names of envelopes that are no fields of records: an order has items, but no results. */
const ONLY_ENVELOPE = /^(data|results?|records?|rows|hits|docs|result_?set|search_?results)$/i;

/** A list or a map, of anything. */
export function isOfMany({ place }: PlaceView): boolean {
  return place.shape !== "object";
}

/** Something beside the records, unless it is what the operation gives. */
export function isAside({ aside }: RecordPlace, noun: Thing | undefined = undefined): boolean {
  return aside !== undefined && (noun === undefined || !placeName(aside).stem.includes(noun.stem));
}

/** `payouts`, `PayoutList` and `payout_items` for an operation that gives payouts. */
export function namedLikeResource(place: RecordPlace, asked: Asked): boolean {
  return isNamedSo(asked, place.name);
}

/** The list right beside it is called exactly as what the operation gives. */
export function besideTheNamed({ place, all, asked }: PlaceView): boolean {
  if (place.shape !== "list" || all.length < 2 || isNamedExactlySo(asked, place.name)) return false;
  return all.some(
    (one) =>
      one !== place &&
      one.shape === "list" &&
      one.container !== undefined &&
      one.container === place.container &&
      one.record !== undefined &&
      isObject(one.record) &&
      isNamedExactlySo(asked, one.name),
  );
}

export function recordNamedLikeResource({ place, asked }: PlaceView): boolean {
  const kind = place.record && kindOf(place.record);
  if (!kind) return false;
  return asked.nouns.some(
    (noun) => kind.stem === noun.stem || kind.stem.endsWith(`_${noun.stem}`) || sameThing(kind, noun),
  );
}

/** What a schema is called; `undefined`: nothing. */
const kindOf: (record: SchemaView) => Thing | undefined = rememberedOf(({ name }) => {
  const { trimmed } = placeName(name ?? "");
  return trimmed === "" ? undefined : thingOf(trimmed);
});

/** An object that is given in pages, with a list of objects in it, is no record. */
export function isPagedAnswer({ place, all, asked }: PlaceView): boolean {
  if (place.shape !== "object" || place.path.length > 0 || !asked.operation.takesPages) return false;
  return all.some(
    (one) =>
      one.shape === "list" &&
      one.path.length === 1 &&
      one.record !== undefined &&
      isObject(one.record) &&
      !isAside(one),
  );
}

/** `envelopeTemplates` for templates. */
export function namedWithResource({ place, asked: { noun } }: PlaceView): boolean {
  return noun !== undefined && place.name.stem.endsWith(`_${noun.stem}`);
}

/** Everything beside the place is about the page or repeats what was asked; nothing beside it counts as well. */
export function besidePaging({ container, name }: RecordPlace, { operation }: Asked): boolean {
  if (!container) return false;
  return notOfPaging(container).every(
    (key) => key === name.text || operation.operation.parameters.some((parameter) => parameter.name === key),
  );
}

const notOfPaging: (container: SchemaView) => readonly string[] = rememberedOf(({ properties }) =>
  [...properties.keys()].filter((key) => !placeName(key).tellsOfPage),
);

/** Fields that belong to a record rather than to an envelope. */
export const ownFields: (view: SchemaView) => readonly string[] = rememberedOf(({ properties }) =>
  [...properties].filter(([name, child]) => !placeName(name).tellsOfPage && !isHolder(child)).map(([name]) => name),
);

function isHolder(view: SchemaView): boolean {
  return view.types.includes("array") || isObject(view);
}

export function isOnlyList({ place, all }: PlaceView): boolean {
  const above = place.path.slice(0, -1).filter((step) => step !== "*");
  if (above.some((step) => !placeName(step).isEnvelope)) return false;
  const lists = all.filter((one) => one.shape !== "object" && !one.wrapped && !isAside(one) && !one.nested);
  const ofObjects = lists.filter(({ record }) => record !== undefined && !isScalar(record));
  const [only, ...more] = ofObjects.length > 0 ? ofObjects : lists;
  return only === place && more.length === 0;
}

/** A list inside a list or a map that alone is called like what the operation gives: `category_groups[].categories`. */
export function answersTheName(place: RecordPlace, { all, asked: { noun } }: PlaceView): boolean {
  if (!place.nested || place.shape !== "list" || place.wrapped || !noun) return false;
  // The list outside must be called something else, or it may be what is asked for.
  const outside = place.path.slice(0, place.path.lastIndexOf("*")).findLast((step) => step !== "*");
  if (outside === undefined || placeName(outside).isEnvelope) return false;
  if (!sameThing(place.name, noun) && !noun.stem.endsWith(`_${place.name.stem}`)) return false;
  return !all.some((one) => !one.nested && one.shape === "list" && sameThing(one.name, noun));
}

/** The root has many parts, and the list lies inside one of them that is neither an envelope nor what the operation gives. */
export function amongManyParts({ place, all, asked }: PlaceView): boolean {
  const [first = "", ...more] = place.path;
  const root = all.find(({ path }) => path.length === 0)?.holder;
  if (more.length === 0 || !root || placeName(first).isEnvelope || isNamedSo(asked, placeName(first))) return false;
  return holders(root).filter((name) => name !== first).length >= 3;
}

/** Parts of an answer that hold more than a value and don't tell about the page. */
const holders: (root: SchemaView) => readonly string[] = rememberedOf(({ properties }) =>
  [...properties].filter(([name, part]) => !placeName(name).tellsOfPage && isHolder(part)).map(([name]) => name),
);

/** `monday.hours`, `tuesday.hours`, …: the same lists in three parts or more that are all alike. */
export function isOneOfAlike({ place, all }: PlaceView): boolean {
  if (place.shape !== "list" || place.record === undefined || place.path.includes("*")) return false;
  const alike = all.filter(
    (one) =>
      one !== place &&
      one.shape === "list" &&
      one.path.length === place.path.length &&
      one.path.at(-1) === place.path.at(-1),
  );
  if (alike.length < 2) return false;
  const fields = fieldNames(place.record);
  return alike.filter(({ record }) => (record ? fieldNames(record) : "") === fields).length >= 2;
}

const fieldNames: (record: SchemaView) => string = rememberedOf(({ properties }) => [...properties.keys()].join(" "));

export function isInAttributes({ path }: RecordPlace): boolean {
  const at = path.lastIndexOf("attributes");
  return at >= 0 && at < path.length - 1 && path[at - 1] !== "*";
}

export function isMapPlace(place: RecordPlace): boolean {
  return place.path.includes("*");
}

export function besideOtherMaps({ place, all }: PlaceView): boolean {
  return all.some((one) => one.shape === "map" && one.container === place.container && one.holder !== place.holder);
}

/** An object around exactly one object (and what tells about the answer): `{ "data": {…} }`, `{ "ok": true, "customer": {…} }`. */
export function wrapsOne(place: RecordPlace, { all, asked }: PlaceView): boolean {
  if (place.shape !== "object" || place.path.length !== 1 || !place.container || isAside(place)) return false;
  if (holdsEnvelopedList(place, all, asked)) return false;
  if (place.name.isEnvelope || namedLikeResource(place, asked)) return besidePaging(place, asked);
  return (
    /^[a-z_][\w-]*$/i.test(place.path[0] ?? "") &&
    notOfOutcome(place.container).every((key) => key === place.path[0]) &&
    place.holder.properties.size >= 2
  );
}

const notOfOutcome: (container: SchemaView) => readonly string[] = rememberedOf(({ properties }) =>
  [...properties.keys()].filter((key) => !placeName(key).tellsOfOutcome),
);

export function wraps(outer: RecordPlace, inner: RecordPlace): boolean {
  return inner.path.length === outer.path.length + 1 && outer.path.every((step, at) => inner.path[at] === step);
}

/** Elements such as `{ "customer": {…}, "card": {…} }`: the one that is named like the resource, or the only one. */
export function wrapsRecord(place: RecordPlace, asked: Asked): boolean {
  const { container, name } = place;
  if (!container) return false;
  if (namedLikeResource(place, asked)) return true;
  const only = [...container.properties.keys()].filter((key) => !LINKS.test(key)).length === 1;
  return only && singular(name.text) === name.text && !isAside(place);
}

export function elementsAreWrapped({ place, all, asked }: PlaceView): boolean {
  return all.length > 1 && all.some((one) => one.wrapped && one.container === place.record && wrapsRecord(one, asked));
}

/** The list hangs on a record: beside it are fields that tell of something else than the page. */
export function insideRecord(place: RecordPlace, asked: Asked): boolean {
  if (!place.container || place.nested) return false;
  if (besidePaging(place, asked)) return false;
  if (asked.byKey && !asked.operation.hasListParameters) return true;
  const isEnvelope = namedLikeResource(place, asked) || ONLY_ENVELOPE.test(place.name.text);
  if (asked.forOne && !isEnvelope) return true;
  return !(isEnvelope || (place.name.isEnvelope && asked.forMany)) && ownFields(place.container).length >= 3;
}

export function holdsEnvelopedList(place: RecordPlace, all: readonly RecordPlace[], asked: Asked): boolean {
  if (all.length < 2) return false;
  return all.some((one) => {
    if (one.shape === "object" || one.path.length === 0 || isAside(one) || isInAttributes(one)) return false;
    if (!place.path.every((step, at) => one.path[at] === step)) return false;
    if (one.nested || insideRecord(one, asked)) return false;
    if (namedLikeResource(one, asked)) return true;
    const direct = one.path.length === place.path.length + 1;
    if (!direct && ownFields(place.holder).length >= 2) return false;
    return one.name.isEnvelope || (direct && besidePaging(one, asked) && !asked.forOne);
  });
}

/** `Returns the messages of a channel`, where the list is called `messages`. */
export function isToldOf({ place, asked }: PlaceView): boolean {
  const name = words(place.name.text);
  if (name.length === 0 || place.path.includes("*") || name.some(isEnvelopeWord)) return false;
  const told = toldThings(asked.operation);
  return name.every((word) => told.has(singular(word)));
}

/** What an operation's summary and description, and its answer's, speak of. */
const toldThings: (operation: OperationView) => ReadonlySet<string> = rememberedOf(({ operation, answer }) => {
  const said = answer.kind === "data" ? answer.response.description : undefined;
  const text = `${operation.summary ?? ""} ${said ?? ""} ${(operation.description ?? "").slice(0, 300)}`;
  return new Set(words(text).map(singular));
});

export function isScalarsBesideRecords({ place, all, asked }: PlaceView): boolean {
  if (!place.record || !isScalar(place.record)) return false;
  const lists = all.some(
    (one) =>
      one.shape !== "object" && one !== place && one.record !== undefined && isObject(one.record) && !isAside(one),
  );
  return (
    lists ||
    (place.container !== undefined && place.path.length > 0 && ownFields(place.container).length > 1 && !asked.forMany)
  );
}

export function isScalar(view: SchemaView): boolean {
  return view.types.length > 0 && view.types.every((type) => type !== "object" && type !== "array");
}
