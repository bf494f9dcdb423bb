import type { SchemaView } from "../../evidence/schema-view.ts";
import { rememberedOf } from "../remembered.ts";
import { hasListParameters, type OperationView } from "../streams/operation-view.ts";
import { singular, words } from "../streams/words.ts";
import { type Asked, isNamedSo } from "./asked.ts";
import { isEnvelopeWord, placeName, sameThing, type Thing, thingOf } from "./place-names.ts";
import { isObject, LINKS, type RecordPlace } from "./record-places.ts";

/** Those of the names of envelopes that are no fields of records: an order has items, but no results. */
const ONLY_ENVELOPE = /^(data|results?|records?|rows|hits|docs|result_?set|search_?results)$/i;

/** Something beside the records, unless it is what the operation gives. */
export function isAside({ aside }: RecordPlace, noun: Thing | undefined = undefined): boolean {
  return aside !== undefined && (noun === undefined || !placeName(aside).stem.includes(noun.stem));
}

/** `payouts`, `PayoutList` and `payout_items` for an operation that gives payouts. */
export function namedLikeResource(place: RecordPlace, asked: Asked): boolean {
  return isNamedSo(asked, place.name);
}

export function recordNamedLikeResource({ record }: RecordPlace, asked: Asked): boolean {
  const kind = record && kindOf(record);
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

/** `envelopeTemplates` for templates. */
export function namedWithResource({ name }: RecordPlace, { noun }: Asked): boolean {
  return noun !== undefined && name.stem.endsWith(`_${noun.stem}`);
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

/** Parts of an answer that hold more than a value and don't tell about the page. */
export const holders: (root: SchemaView) => readonly string[] = rememberedOf(({ properties }) =>
  [...properties].filter(([name, part]) => !placeName(name).tellsOfPage && isHolder(part)).map(([name]) => name),
);

export function isInAttributes({ path }: RecordPlace): boolean {
  const at = path.lastIndexOf("attributes");
  return at >= 0 && at < path.length - 1 && path[at - 1] !== "*";
}

export function isMapPlace(place: RecordPlace): boolean {
  return place.path.includes("*");
}

/** An object around exactly one object (and what tells about the answer): `{ "data": {…} }`, `{ "ok": true, "customer": {…} }`. */
export function mayWrapOne(place: RecordPlace, asked: Asked): boolean {
  if (place.shape !== "object" || place.path.length !== 1 || !place.container || isAside(place)) return false;
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

/** Elements such as `{ "customer": {…}, "card": {…} }`: the one that is named like the resource, or the only one. */
export function wrapsRecord(place: RecordPlace, asked: Asked): boolean {
  const { container, name } = place;
  if (!container) return false;
  if (namedLikeResource(place, asked)) return true;
  const only = [...container.properties.keys()].filter((key) => !LINKS.test(key)).length === 1;
  return only && singular(name.text) === name.text && !isAside(place);
}

/** The list hangs on a record: beside it are fields that tell of something else than the page. */
export function insideRecord(place: RecordPlace, asked: Asked): boolean {
  if (!place.container || place.nested) return false;
  if (besidePaging(place, asked)) return false;
  if (asked.byKey && !hasListParameters(asked.operation)) return true;
  const isEnvelope = namedLikeResource(place, asked) || ONLY_ENVELOPE.test(place.name.text);
  if (asked.forOne && !isEnvelope) return true;
  return !(isEnvelope || (place.name.isEnvelope && asked.forMany)) && ownFields(place.container).length >= 3;
}

/** `Returns the messages of a channel`, where the list is called `messages`. */
export function isToldOf(place: RecordPlace, asked: Asked): boolean {
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

export function isScalar(view: SchemaView): boolean {
  return view.types.length > 0 && view.types.every((type) => type !== "object" && type !== "array");
}
