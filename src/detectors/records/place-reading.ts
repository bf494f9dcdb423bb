import type { SchemaView } from "../../evidence/schema-view.ts";
import { remembered, rememberedOf } from "../remembered.ts";
import type { OperationView } from "../streams/operation-view.ts";
import { isPlural, singular, stem, words } from "../streams/words.ts";
import { isObject, LINKS, type PropertyNames, type RecordPlace } from "./record-places.ts";

/** What a rule about record places looks at. */
export interface PlaceView {
  readonly place: RecordPlace;
  /** Every place of the same answer. */
  readonly all: readonly RecordPlace[];
  readonly operation: OperationView;
}

/** Names that envelopes give to the records, whatever these are. */
const ENVELOPE = new Set(
  (
    "data items item results result records record value values rows row entries entry content contents list objects " +
    "elements resources hits docs documents response collection members children edges nodes payload " +
    "search_results result_set output"
  ).split(" "),
);
/** Those of them that are no fields of records: an order has items, but no results. */
const ONLY_ENVELOPE = /^(data|results?|records?|rows|hits|docs|result_?set|search_?results)$/i;
/** Names of what stands beside the records. */
const ASIDE =
  /^_?(errors?|warnings?|_?links|included?s?|includes|expansions|meta(data)?|facets?|aggregations?|pagination|paging|page_?info|cursors?|debug|notices?|validation\w*|embedded_resources|relationships|search_?criteria|expand(s|able)?|profiling|breadcrumbs?)$/i;
/** Names that stand beside the records where what they hold is small. */
const OFTEN_ASIDE =
  /^_?(messages?|link|status|filters?|sort(s|ed|ing)?|columns?|headers?|schema|ranges?|query|tags|fields)$/i;
/** Properties that tell how a request went. */
const OUTCOME =
  /^_?(ok|success|(response_?)?status(_?code)?|code|messages?|msg|errors?|error_?(code|message)s?|warnings?|request_?id|trace_?id|(response_?)?meta(data)?|links?|api_?version|jsonapi|took|timestamp|result_?code|copyright)$/i;
/** Properties of an object that tell about a page of records, not about one record. */
const PAGING =
  /^(@?odata[.\w]*|_?(links?|meta(data)?)|pagination|paging|page_?(info|size|number|count|token|no|num)?|pages|per_?page|(next|prev(ious)?|first|last)(_?(page|uri|cursor|token|link|url|uri|offset|href|sync_?token|page_?(token|url|uri)))?|total(_?(count|items|results?|pages|records|rows|elements|size|hits|entries|num\w*))?|count|has_?(more|next)(_\w+)?|is_?last(_?page)?|limit|offset|skip|top|cursor|size|num_?(results|pages|found)|(start|end)(_?(at|index|position))?|max_?results|(result|total)_?set_?size|search_?criteria|response_?(metadata|status|code|time)|result_?(info|size|count|set)|continuation_?token|self|href|kind|etag|object|status|success|ok|code|error_?(code|message|s)?|errors|warnings?|messages?|request_?id|uri|url|from|to|sort(ed)?_?(by|order)?|(first|next|prev\w*|last)_?page_?ur[il]|facets|resource|included|copyright|took|timed_?out|api_?version|version|number_?of_?elements|empty|order|query|has_?previous|jsonapi|provider_?name|date_?time_?utc|id|(un)?filtered|results?_?per_?page)$/i;

/** A list or a map, of anything. */
export function isOfMany({ place }: PlaceView): boolean {
  return place.shape !== "object";
}

const nameOf: (place: RecordPlace) => string = rememberedOf(({ path }) => path.findLast((step) => step !== "*") ?? "");

export function envelopeName(place: RecordPlace): boolean {
  return ENVELOPE.has(words(nameOf(place)).join("_"));
}

/** A list of the operation's records is called like an envelope or like them. */
export function propertyNames(operation: OperationView): PropertyNames {
  return {
    mayHoldRecords: (name) => ENVELOPE.has(words(name).join("_")) || isNamed(stem(name), operation),
    mayHoldMany: (name) => isNamed(stem(name), operation) && isPlural(words(name).at(-1) ?? ""),
    tellsOfPage: (name) => PAGING.test(name),
  };
}

/** Something beside the records, unless it is what the operation gives. */
export function isAside(place: RecordPlace, noun: string | undefined = undefined): boolean {
  const aside = asideOf(place);
  return aside !== undefined && (noun === undefined || noun === "" || !stem(aside).includes(noun));
}

const asideOf: (place: RecordPlace) => string | undefined = rememberedOf(
  (place) => place.path.find((step) => ASIDE.test(step)) ?? smallAside(place),
);

function smallAside(place: RecordPlace): string | undefined {
  const name = nameOf(place);
  return OFTEN_ASIDE.test(name) && (place.record?.properties.size ?? 0) < 4 ? name : undefined;
}

/** `payouts`, `PayoutList` and `payout_items` for an operation that gives payouts. */
export function namedLikeResource({ place, operation }: PlaceView): boolean {
  return isNamed(stem(nameOf(place)), operation);
}

function isNamed(name: string, { nouns }: OperationView): boolean {
  return name !== "" && (sameThing(name, nouns.path) || nouns.others.some((noun) => sameThing(name, noun)));
}

/** `orders` for orders, not `order_entries`. */
export function namedExactly({ place, operation: { nouns } }: PlaceView): boolean {
  const name = stem(nameOf(place)).replaceAll("_", "");
  const isSame = (noun: string | undefined) => noun !== undefined && noun.replaceAll("_", "") === name;
  return name !== "" && (isSame(nouns.path) || nouns.others.some(isSame));
}

/** The list right beside it is called exactly as what the operation gives. */
export function besideTheNamed(view: PlaceView): boolean {
  const { place, all } = view;
  if (place.shape !== "list" || namedExactly(view)) return false;
  return all.some(
    (one) =>
      one !== place &&
      one.shape === "list" &&
      one.container !== undefined &&
      one.container === place.container &&
      one.record !== undefined &&
      isObject(one.record) &&
      namedExactly({ ...view, place: one }),
  );
}

function sameThing(name: string, noun: string | undefined): boolean {
  if (noun === undefined || noun === "") return false;
  return squeezed(name) === squeezed(noun) || trimmed(name) === trimmed(noun);
}

const squeezed: (name: string) => string = remembered((name) => name.replaceAll("_", ""));

/** Without the words that say "many of these". */
const trimmed: (name: string) => string = remembered((name) =>
  name.replace(/_(list|collection|item|result|record|detail|data|set|array|entry|response|info)s?$/, ""),
);

const isAboutPaging: (name: string) => boolean = remembered((name) => PAGING.test(name));

export function recordNamedLikeResource({ place, operation }: PlaceView): boolean {
  const name = trimmed(stem(place.record?.name ?? ""));
  if (name === "") return false;
  const nouns = [operation.nouns.path, ...operation.nouns.others];
  return nouns.some(
    (noun) =>
      noun !== undefined && noun !== "" && (name === noun || name.endsWith(`_${noun}`) || sameThing(name, noun)),
  );
}

/** An object that is given in pages, with a list of objects in it, is no record. */
export function isPagedAnswer({ place, all, operation }: PlaceView): boolean {
  if (place.shape !== "object" || place.path.length > 0 || !operation.takesPages) return false;
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
export function namedWithResource({ place, operation: { nouns } }: PlaceView): boolean {
  return nouns.path !== undefined && nouns.path !== "" && stem(nameOf(place)).endsWith(`_${nouns.path}`);
}

/** Everything beside the place is about the page or repeats what was asked; nothing beside it counts as well. */
export function besidePaging(place: RecordPlace, { operation }: OperationView): boolean {
  if (!place.container) return false;
  const others = besideAndNoPaging(place);
  return others.every((key) => operation.parameters.some(({ name }) => name === key));
}

const besideAndNoPaging: (place: RecordPlace) => readonly string[] = rememberedOf(({ container, path }) => {
  const name = path.findLast((step) => step !== "*");
  return [...(container?.properties.keys() ?? [])].filter((key) => key !== name && !isAboutPaging(key));
});

/** Fields that belong to a record rather than to an envelope. */
export const ownFields: (view: SchemaView) => readonly string[] = rememberedOf(({ properties }) =>
  [...properties].filter(([name, child]) => !isAboutPaging(name) && !isHolder(child)).map(([name]) => name),
);

function isHolder(view: SchemaView): boolean {
  return view.types.includes("array") || isObject(view);
}

export function isOnlyList({ place, all }: PlaceView): boolean {
  const above = place.path.slice(0, -1).filter((step) => step !== "*");
  if (above.some((step) => !ENVELOPE.has(words(step).join("_")))) return false;
  const lists = all.filter((one) => one.shape !== "object" && !one.wrapped && !isAside(one) && !isNested(one));
  const ofObjects = lists.filter(({ record }) => record !== undefined && !isScalar(record));
  const [only, ...more] = ofObjects.length > 0 ? ofObjects : lists;
  return only === place && more.length === 0;
}

/** A list inside a list or a map that alone is called like what the operation gives: `category_groups[].categories`. */
export function answersTheName(view: PlaceView): boolean {
  const { place, operation, all } = view;
  if (!isNested(place) || place.shape !== "list" || place.wrapped) return false;
  // The list outside must be called something else, or it may be what is asked for.
  const outside = place.path.slice(0, place.path.lastIndexOf("*")).findLast((step) => step !== "*");
  if (outside === undefined || ENVELOPE.has(words(outside).join("_"))) return false;
  const name = stem(nameOf(place));
  const noun = operation.nouns.path ?? "";
  if (!sameThing(name, noun) && !(noun.endsWith(`_${name}`) && place.path.includes("*"))) return false;
  return !all.some((one) => !isNested(one) && one.shape === "list" && sameThing(stem(nameOf(one)), noun));
}

/** The root has many parts, and the list lies inside one of them that is neither an envelope nor what the operation gives. */
export function amongManyParts({ place, all, operation }: PlaceView): boolean {
  const [first = "", ...more] = place.path;
  const root = all.find(({ path }) => path.length === 0)?.holder;
  if (more.length === 0 || !root || ENVELOPE.has(words(first).join("_")) || isNamed(stem(first), operation))
    return false;
  const parts = [...root.properties].filter(([name, part]) => name !== first && !isAboutPaging(name) && isHolder(part));
  return parts.length >= 3;
}

/** `monday.hours`, `tuesday.hours`, …: the same lists in three parts or more that are all alike. */
export function isOneOfAlike({ place, all }: PlaceView): boolean {
  if (place.shape !== "list" || place.record === undefined || place.path.includes("*")) return false;
  const fields = fieldNames(place);
  const others = all.filter(
    (one) =>
      one !== place &&
      one.shape === "list" &&
      one.path.length === place.path.length &&
      one.path.at(-1) === place.path.at(-1) &&
      fieldNames(one) === fields,
  );
  return others.length >= 2;
}

const fieldNames: (place: RecordPlace) => string = rememberedOf(({ record }) =>
  [...(record?.properties.keys() ?? [])].join(" "),
);

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

export function isNested(place: RecordPlace): boolean {
  return place.path.slice(0, -1).includes("*");
}

export function asksForMany(operation: OperationView): boolean {
  if (operation.endsInParam) return operation.hasListParameters || /^list/i.test(operation.operation.operationId ?? "");
  const noun = operation.lastText?.words.at(-1) ?? "";
  return operation.speaksOfMany || operation.hasListParameters || isPlural(noun);
}

export function asksForOne(operation: OperationView): boolean {
  if (operation.hasListParameters) return false;
  return (endsInKey(operation) || operation.speaksOfOne) && !/^list/i.test(operation.operation.operationId ?? "");
}

const NO_KEY =
  /date|time|year|month|day|period|range|^(from|to|start|end|since|until|lang(uage)?|locale|currency|format|version)$/i;

/** The path ends with the key of one record; a date or a language is none. */
function endsInKey({ endsInParam, segments }: OperationView): boolean {
  return endsInParam && !NO_KEY.test(segments.at(-1)?.params[0] ?? "");
}

/** An object around exactly one object (and what tells about the answer): `{ "data": {…} }`, `{ "ok": true, "customer": {…} }`. */
export function wrapsOne(view: PlaceView): boolean {
  const { place } = view;
  if (place.shape !== "object" || place.path.length !== 1 || !place.container || isAside(place)) return false;
  if (holdsEnvelopedList(view)) return false;
  if (envelopeName(place) || namedLikeResource(view)) return besidePaging(place, view.operation);
  const others = [...place.container.properties.keys()].filter((key) => key !== place.path[0]);
  return (
    /^[a-z_][\w-]*$/i.test(place.path[0] ?? "") &&
    others.every((key) => OUTCOME.test(key)) &&
    place.holder.properties.size >= 2
  );
}

export function wraps(outer: RecordPlace, inner: RecordPlace): boolean {
  return inner.path.length === outer.path.length + 1 && outer.path.every((step, at) => inner.path[at] === step);
}

/** Elements such as `{ "customer": {…}, "card": {…} }`: the one that is named like the resource, or the only one. */
export function wrapsRecord(view: PlaceView): boolean {
  const { container } = view.place;
  if (!container) return false;
  const only = [...container.properties.keys()].filter((name) => !LINKS.test(name)).length === 1;
  return (
    namedLikeResource(view) || (only && singular(nameOf(view.place)) === nameOf(view.place) && !isAside(view.place))
  );
}

export function elementsAreWrapped({ place, all, operation }: PlaceView): boolean {
  return all.some(
    (one) => one.wrapped && one.container === place.record && wrapsRecord({ place: one, all, operation }),
  );
}

/** The list hangs on a record: beside it are fields that tell of something else than the page. */
export function insideRecord(view: PlaceView): boolean {
  const { place, operation } = view;
  if (!place.container || isNested(place)) return false;
  const own = ownFields(place.container).length;
  if (besidePaging(place, operation)) return false;
  if (endsInKey(operation) && !operation.hasListParameters) return true;
  const isEnvelope = namedLikeResource(view) || ONLY_ENVELOPE.test(nameOf(place));
  if (asksForOne(operation) && !isEnvelope) return true;
  return own >= 3 && !(isEnvelope || (envelopeName(place) && asksForMany(operation)));
}

export function holdsEnvelopedList(view: PlaceView): boolean {
  const { place, all, operation } = view;
  return all.some((one) => {
    if (one.shape === "object" || one.path.length === 0 || isAside(one) || isInAttributes(one)) return false;
    if (!place.path.every((step, at) => one.path[at] === step)) return false;
    const inner = { place: one, all, operation };
    if (insideRecord(inner) || isNested(one)) return false;
    if (namedLikeResource(inner)) return true;
    const direct = one.path.length === place.path.length + 1;
    if (!direct && ownFields(place.holder).length >= 2) return false;
    return envelopeName(one) || (direct && besidePaging(one, operation) && !asksForOne(operation));
  });
}

/** `Returns the messages of a channel`, where the list is called `messages`. */
export function isToldOf({ place, operation }: PlaceView): boolean {
  const name = words(nameOf(place));
  if (name.length === 0 || place.path.includes("*")) return false;
  const answer = operation.answer.kind === "data" ? operation.answer.response.description : undefined;
  const text = words(
    `${operation.operation.summary ?? ""} ${answer ?? ""} ${(operation.operation.description ?? "").slice(0, 300)}`,
  );
  const told = new Set(text.map(singular));
  return name.every((word) => told.has(singular(word)) && !ENVELOPE.has(word));
}

export function isScalarsBesideRecords({ place, all, operation }: PlaceView): boolean {
  if (!place.record || !isScalar(place.record)) return false;
  const lists = all.some(
    (one) =>
      one.shape !== "object" && one !== place && one.record !== undefined && isObject(one.record) && !isAside(one),
  );
  return (
    lists ||
    (place.container !== undefined &&
      place.path.length > 0 &&
      ownFields(place.container).length > 1 &&
      !asksForMany(operation))
  );
}

export function isScalar(view: SchemaView): boolean {
  return view.types.length > 0 && view.types.every((type) => type !== "object" && type !== "array");
}
