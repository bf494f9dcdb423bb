import { candidate, conclude } from "../../evidence/confidence.ts";
import type { Candidate, Evidence, Finding } from "../../evidence/finding.ts";
import type { HttpFacts, ParameterFact } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import { pathParams } from "../../model/path-template.ts";
import type { FieldPath } from "../../model/values.ts";
import { plainName } from "../pagination/plain-name.ts";
import { isSketched } from "../records/sketched-record.ts";
import { compositeKeys } from "./composite-keys.ts";
import { againstSignals, makingSignals, supportingSignals } from "./field-signals.ts";
import { nestedKeys } from "./nested-keys.ts";
import { pickedFields } from "./picked-fields.ts";
import { type KeyField, keyFields } from "./record-fields.ts";
import { resourceNames } from "./resource-names.ts";
import { type PickIndex, pickIndex, picksOf } from "./sibling-params.ts";
import type { WeighedField } from "./weighed-field.ts";

type Key = readonly FieldPath[];

/** The field or fields that identify a record, for each stream that has any candidate. */
export function detectPrimaryKeys(streams: readonly ListedStream[], facts: HttpFacts): readonly Finding<Key>[] {
  const index = pickIndex(facts);
  return streams.flatMap((stream) => {
    const finding = conclude<Key>("primary-key", stream.name, candidatesOf(stream, index));
    return finding ? [finding] : [];
  });
}

function candidatesOf(stream: ListedStream, index: PickIndex): Candidate<Key>[] {
  const fields = keyFields(stream);
  const resources = resourceNames(stream);
  const shared = sharedParams(stream);
  const picks = picksOf(index, stream.operation.path).filter(({ parameter }) => !shared.includes(parameter.name));
  const making = {
    resources,
    parents: parentsOf(stream),
    picked: pickedFields(picks, fields, resources),
    isOfMany: stream.many,
    own: fields.length === 0 ? undefined : ownParameter(stream),
  };
  const weighed = fields.flatMap((field) => weigh(field, making) ?? []);
  weighed.sort((a, b) => b.confidence - a.confidence);
  const settled = stream.record && isSketched(stream.record) ? weighed : onlyOne(weighed, fields);
  const single = settled.map(({ field, ...weight }): Candidate<Key> => ({ value: [field.path], ...weight }));
  const composite = compositeKeys({ stream, fields, weighed: settled, picks });
  return [...composite, ...single, ...nestedKeys(stream, resources, settled)];
}

/** What a list is asked for by is the same in all of its records: `/schedules/{season}`. */
function sharedParams({ operation, many }: ListedStream): readonly string[] {
  return many ? pathParams(operation.path) : [];
}

const NOTHING: readonly Evidence[] = [];

/** What makes a field of a stream's records a candidate, beside what it says itself. */
interface Making {
  readonly resources: ReadonlySet<string>;
  readonly parents: ReadonlySet<string>;
  readonly picked: ReadonlyMap<string, readonly Evidence[]>;
  readonly isOfMany: boolean;
  readonly own: ParameterFact | undefined;
}

function weigh(field: KeyField, { resources, parents, picked, isOfMany, own }: Making): WeighedField | undefined {
  const signals = makingSignals(field, resources, isOfMany && parents.size === 0);
  const asked = picked.get(field.name) ?? askedFor(field, own);
  if (signals.length + asked.length === 0) return undefined;
  const { confidence, evidence, against } = candidate(
    null,
    [...signals, ...asked, ...supportingSignals(field)],
    againstSignals(field, resources, parents),
  );
  return { field, confidence, evidence, against };
}

/** The only field that could be a key, in a record that names no other records, more likely is it. */
function onlyOne(weighed: readonly WeighedField[], fields: readonly KeyField[]): readonly WeighedField[] {
  const [only, ...others] = weighed;
  if (!only || others.length > 0 || only.confidence >= 0.5) return weighed;
  // A user's or a host's name is as often the owner's as the record's own.
  if (only.evidence.some(({ signal }) => signal === "key/login")) return weighed;
  // Two records may well lead to the same address.
  if (only.evidence.every(({ signal }) => signal === "key/address")) return weighed;
  if (
    fields.some(
      ({ name, plain }) => plain !== only.field.plain && /[a-z](_id|Id|ID|_uuid|_gid|_sid|_key|Key)$/.test(name),
    )
  )
    return weighed;
  const says = "no other field could tell the records apart";
  const evidence = [...only.evidence, { signal: "key/only-one", weight: 0.3, says }];
  const { confidence } = candidate(null, evidence, only.against);
  return [{ ...only, evidence, confidence }];
}

/** What the key of any record is called: the parent's, and these records' own. */
const OF_ANY = /^(id|resourcename)$/;

/**
 * Names of the path's parameters that stand for records above these. A parameter at its end picks these themselves,
 * even where they come as a list of one; the one object of a parent is known by it.
 */
function parentsOf({ operation, many }: ListedStream): ReadonlySet<string> {
  if (!many) return new Set();
  const names = pathParams(operation.path).map(plainName);
  if (/\}(\.\w+)?\/?$/.test(operation.path)) names.pop();
  return new Set(names.filter((name) => !OF_ANY.test(name)));
}

/** A single object is found by its own key, or is the only one of its parent. */
function ownParameter({ operation, many }: ListedStream): ParameterFact | undefined {
  const own = many ? [] : pathParams(operation.path).map(plainName);
  const last = own.at(-1);
  // A name that stands in the path before as well says nothing.
  if (last === undefined || own.indexOf(last) < own.length - 1) return undefined;
  return operation.parameters.find(({ in: place, name }) => place === "path" && plainName(name) === last);
}

function askedFor(field: KeyField, own: ParameterFact | undefined): readonly Evidence[] {
  if (!own || plainName(own.name) !== field.plain) return NOTHING;
  const says = `the object is asked for by "${own.name}"`;
  return [{ signal: "key/own-parameter", weight: 0.75, says, at: own.at }];
}
