import { candidate } from "../../evidence/confidence.ts";
import type { Candidate, Evidence } from "../../evidence/finding.ts";
import type { MediaFact, ResponseFact } from "../../evidence/http-facts.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { FieldPath } from "../../model/values.ts";
import type { OperationView } from "../streams/operation-view.ts";
import { type PlaceView, readPlaces } from "./answer-places.ts";
import { type Asked, isNamedSo, readAsked } from "./asked.ts";
import { exampleValue, exampleView } from "./example-view.ts";
import { type RecordPlace, recordPlaces } from "./record-places.ts";
import { RECORD_SIGNALS, type RecordSignal } from "./record-signals.ts";
import { withShownKeys } from "./shown-keys.ts";

/** One place where an operation's records may lie, weighed. */
export interface RecordCandidate extends Candidate<FieldPath> {
  readonly shape: RecordPlace["shape"];
  /** Of one record; undefined where the document doesn't show it. */
  readonly record: SchemaView | undefined;
}

/** Rivals that are kept: further ones say nothing to anybody. */
const KEPT = 5;

/** Every place in an operation's answer where its records may lie, the most likely first. */
export function detectRecords(operation: OperationView): RecordCandidate[] {
  const { answer } = operation;
  if (answer.kind !== "data") return [];
  const merged = new Map<string, RecordCandidate>();
  const asked = readAsked(operation);
  for (const view of answerViews(answer.media)) {
    for (const one of weigh(view, asked, answer.response)) {
      const key = JSON.stringify(one.value);
      const held = merged.get(key);
      merged.set(key, held ? merge(held, one) : one);
    }
  }
  return [...merged.values()].sort((a, b) => b.confidence - a.confidence).slice(0, KEPT);
}

/** The schema, then each example: what is only in the examples is as true. */
function answerViews({ schema, examples }: MediaFact): SchemaView[] {
  const shapes = examples.flatMap(({ value, at }) => {
    const meant = exampleValue(value);
    return meant === undefined || meant === null ? [] : [exampleView(meant, at)];
  });
  return [...(schema ? [schema, ...ownExamples(schema)] : []), ...shapes];
}

/** The answer's schema may hold an example of the whole answer. */
function ownExamples(schema: SchemaView): SchemaView[] {
  const [example] = schema.examples;
  const meant = exampleValue(example);
  return typeof meant === "object" && meant !== null ? [exampleView(meant, schema.at)] : [];
}

function weigh(view: SchemaView, asked: Asked, response: ResponseFact): RecordCandidate[] {
  const all = recordPlaces(view, (name) => isNamedSo(asked, name));
  const answer = readPlaces(all, asked);
  const { document, pointer } = response.at;
  const said = { document, pointer: `${pointer}/description` };
  return all.map((place) => {
    const places: Places = {
      place: place.holder.at,
      container: place.container?.at ?? response.at,
      operation: asked.operation.operation.at,
      record: place.record?.at ?? place.holder.at,
      answer: said,
    };
    const { evidence, against } = firing({ place, answer, asked }, places);
    return { ...candidate(place.path, evidence, against), shape: place.shape, record: place.record };
  });
}

type Places = Readonly<Record<RecordSignal["where"], SourceRef>>;

function firing(view: PlaceView, places: Places): { readonly evidence: Evidence[]; readonly against: Evidence[] } {
  const found: { readonly evidence: Evidence[]; readonly against: Evidence[] } = { evidence: [], against: [] };
  for (const { id, weight, says, side, where, fires } of RECORD_SIGNALS) {
    if (!fires(view)) continue;
    const seen = { signal: id, weight, says, at: places[where] };
    (side === "for" ? found.evidence : found.against).push(seen);
  }
  return found;
}

function merge(held: RecordCandidate, more: RecordCandidate): RecordCandidate {
  const both = candidate(held.value, [...held.evidence, ...more.evidence], [...held.against, ...more.against]);
  const { shape, record } = (held.record?.properties.size ?? 0) > 0 ? held : more;
  return { ...both, shape, record: record && more.record ? withShownKeys(record, more.record) : record };
}
