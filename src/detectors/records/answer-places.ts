import type { SchemaView } from "../../evidence/schema-view.ts";
import { rememberedOf } from "../remembered.ts";
import { takesPages } from "../streams/operation-view.ts";
import { type Asked, isNamedExactlySo, isNamedSo } from "./asked.ts";
import { placeName, sameThing } from "./place-names.ts";
import {
  besidePaging,
  holders,
  insideRecord,
  isAside,
  isInAttributes,
  isScalar,
  mayWrapOne,
  namedLikeResource,
  ownFields,
  wrapsRecord,
} from "./place-reading.ts";
import { isObject, type RecordPlace } from "./record-places.ts";

/** The places of one answer, with those picked out that tell something of the others. */
export interface AnswerPlaces {
  readonly all: readonly RecordPlace[];
  readonly root: SchemaView | undefined;
  /** The list, of objects if there is one, beside which there is no other. */
  readonly onlyList: RecordPlace | undefined;
  readonly objectLists: readonly RecordPlace[];
  readonly maps: readonly RecordPlace[];
  /** Lists of objects that are called exactly as what the operation gives. */
  readonly exactlyNamed: readonly RecordPlace[];
  /** Lists inside others that alone are called like it. */
  readonly answering: readonly RecordPlace[];
  /** Records that each element of a list is an envelope around. */
  readonly inElements: readonly RecordPlace[];
  /** Lists that hang on no record. */
  readonly freeLists: readonly RecordPlace[];
  /** Objects that the answer is an envelope around. */
  readonly wrappedOnes: readonly RecordPlace[];
}

/** What a rule about record places looks at. */
export interface PlaceView {
  readonly place: RecordPlace;
  /** Every place of the same answer. */
  readonly answer: AnswerPlaces;
  readonly asked: Asked;
}

export function readPlaces(all: readonly RecordPlace[], asked: Asked): AnswerPlaces {
  const many = all.filter(({ shape }) => shape !== "object");
  const objectLists = many.filter((one) => one.record !== undefined && isObject(one.record) && !isAside(one));
  const freeLists = many.filter((one) => isFree(one, asked));
  return {
    all,
    root: all.find(({ path }) => path.length === 0)?.holder,
    onlyList: onlyList(many),
    objectLists,
    maps: many.filter(({ shape }) => shape === "map"),
    exactlyNamed: many.filter((one) => isExactlyNamed(one, asked)),
    answering: answering(many, asked),
    inElements: many.filter((one) => one.wrapped && wrapsRecord(one, asked)),
    freeLists,
    wrappedOnes: all.filter((one) => mayWrapOne(one, asked) && !holdsFreeList(one, freeLists, asked)),
  };
}

function onlyList(many: readonly RecordPlace[]): RecordPlace | undefined {
  const lists = many.filter((one) => !one.wrapped && !isAside(one) && !one.nested);
  const ofObjects = lists.filter(({ record }) => record !== undefined && !isScalar(record));
  const [only, ...more] = ofObjects.length > 0 ? ofObjects : lists;
  return more.length === 0 ? only : undefined;
}

function isExactlyNamed({ shape, container, record, name }: RecordPlace, asked: Asked): boolean {
  if (shape !== "list" || container === undefined || record === undefined) return false;
  return isNamedExactlySo(asked, name) && isObject(record);
}

/** A list inside a list or a map that alone is called like what the operation gives: `category_groups[].categories`. */
function answering(many: readonly RecordPlace[], { noun }: Asked): RecordPlace[] {
  if (!noun || many.some((one) => !one.nested && one.shape === "list" && sameThing(one.name, noun))) return [];
  return many.filter(({ nested, shape, wrapped, path, name }) => {
    if (!nested || shape !== "list" || wrapped) return false;
    // The list outside must be called something else, or it may be what is asked for.
    const outside = path.slice(0, path.lastIndexOf("*")).findLast((step) => step !== "*");
    if (outside === undefined || placeName(outside).isEnvelope) return false;
    return sameThing(name, noun) || noun.stem.endsWith(`_${name.stem}`);
  });
}

function isFree(one: RecordPlace, asked: Asked): boolean {
  if (one.path.length === 0 || one.nested || isAside(one) || isInAttributes(one)) return false;
  return !insideRecord(one, asked);
}

/** An envelope around a list. */
function holdsFreeList(place: RecordPlace, freeLists: readonly RecordPlace[], asked: Asked): boolean {
  return freeLists.some((one) => {
    if (!place.path.every((step, at) => one.path[at] === step)) return false;
    if (namedLikeResource(one, asked)) return true;
    const direct = one.path.length === place.path.length + 1;
    if (!direct && ownFields(place.holder).length >= 2) return false;
    return one.name.isEnvelope || (direct && besidePaging(one, asked) && !asked.forOne);
  });
}

/** A list or a map, of anything. */
export function isOfMany({ place }: PlaceView): boolean {
  return place.shape !== "object";
}

/** The list right beside it is called exactly as what the operation gives. */
export function besideTheNamed({ place, answer, asked }: PlaceView): boolean {
  if (place.shape !== "list" || answer.exactlyNamed.length === 0 || isNamedExactlySo(asked, place.name)) return false;
  return answer.exactlyNamed.some((one) => one !== place && one.container === place.container);
}

/** An object that is given in pages, with a list of objects in it, is no record. */
export function isPagedAnswer({ place, answer, asked }: PlaceView): boolean {
  if (place.shape !== "object" || place.path.length > 0 || !takesPages(asked.operation)) return false;
  return answer.objectLists.some(({ shape, path }) => shape === "list" && path.length === 1);
}

export function isOnlyList({ place, answer }: PlaceView): boolean {
  return (
    answer.onlyList === place &&
    place.path.every((step, at) => at === place.path.length - 1 || step === "*" || placeName(step).isEnvelope)
  );
}

/** The root has many parts, and the list lies inside one of them that is neither an envelope nor what the operation gives. */
export function amongManyParts({ place, answer: { root }, asked }: PlaceView): boolean {
  const [first = ""] = place.path;
  if (place.path.length < 2 || !root || placeName(first).isEnvelope || isNamedSo(asked, placeName(first))) return false;
  return holders(root).filter((name) => name !== first).length >= 3;
}

/** `monday.hours`, `tuesday.hours`, …: the same lists in three parts or more that are all alike. */
export function isOneOfAlike({ place, answer }: PlaceView): boolean {
  const { shape, record, path } = place;
  if (shape !== "list" || record === undefined || answer.all.length < 3 || path.includes("*")) return false;
  const alike = answer.all.filter(
    (one) =>
      one !== place && one.shape === "list" && one.path.length === path.length && one.path.at(-1) === path.at(-1),
  );
  if (alike.length < 2) return false;
  return alike.filter((one) => (one.record ? fieldNames(one.record) : "") === fieldNames(record)).length >= 2;
}

const fieldNames: (record: SchemaView) => string = rememberedOf(({ properties }) => [...properties.keys()].join(" "));

export function besideOtherMaps({ place, answer }: PlaceView): boolean {
  return answer.maps.some((one) => one.container === place.container && one.holder !== place.holder);
}

export function elementsAreWrapped({ place, answer }: PlaceView): boolean {
  return answer.inElements.some((one) => one.container === place.record);
}

export function holdsTheAsked({ place, answer }: PlaceView): boolean {
  return answer.answering.some((one) => one.container === place.record);
}

export function isEnvelopeOfList({ place, answer, asked }: PlaceView): boolean {
  return place.shape === "object" && answer.freeLists.length > 0 && holdsFreeList(place, answer.freeLists, asked);
}

export function isEnvelopeOfOne({ place, answer }: PlaceView): boolean {
  return place.shape === "object" && place.path.length === 0 && answer.wrappedOnes.length > 0;
}

export function isInEnvelope({ place, answer }: PlaceView): boolean {
  return answer.wrappedOnes.includes(place);
}

export function isScalarsBesideRecords({ place, answer, asked }: PlaceView): boolean {
  if (!place.record || !isScalar(place.record)) return false;
  if (answer.objectLists.some((one) => one !== place)) return true;
  return (
    place.container !== undefined && place.path.length > 0 && ownFields(place.container).length > 1 && !asked.forMany
  );
}
