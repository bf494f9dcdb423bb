import { candidate } from "../../evidence/confidence.ts";
import type { Candidate, Evidence } from "../../evidence/finding.ts";
import type { MediaFact, ResponseFact } from "../../evidence/http-facts.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { FieldPath } from "../../model/values.ts";
import type { OperationView } from "../streams/operation-view.ts";
import { exampleValue, exampleView } from "./example-view.ts";
import { propertyNames } from "./place-reading.ts";
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
  for (const view of answerViews(answer.media)) {
    for (const one of weigh(view, operation, answer.response)) {
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

function weigh(view: SchemaView, operation: OperationView, response: ResponseFact): RecordCandidate[] {
  const all = recordPlaces(view, propertyNames(operation));
  const at = { operation: operation.operation.at, response: response.at };
  return all.map((place) => {
    const fired = RECORD_SIGNALS.filter((signal) => signal.fires({ place, all, operation }));
    const side = (wanted: RecordSignal["side"]) =>
      fired.filter((signal) => signal.side === wanted).map((signal) => toEvidence(signal, place, at));
    const evidence = side("for");
    const against = side("against");
    return { ...candidate(place.path, evidence, against), shape: place.shape, record: place.record };
  });
}

function merge(held: RecordCandidate, more: RecordCandidate): RecordCandidate {
  const both = candidate(held.value, [...held.evidence, ...more.evidence], [...held.against, ...more.against]);
  const { shape, record } = (held.record?.properties.size ?? 0) > 0 ? held : more;
  return { ...both, shape, record: record && more.record ? withShownKeys(record, more.record) : record };
}

function toEvidence(
  signal: RecordSignal,
  place: RecordPlace,
  outside: { readonly operation: SourceRef; readonly response: SourceRef },
): Evidence {
  const places: Record<RecordSignal["where"], SourceRef> = {
    place: place.holder.at,
    container: place.container?.at ?? outside.response,
    operation: outside.operation,
    record: place.record?.at ?? place.holder.at,
    answer: { document: outside.response.document, pointer: `${outside.response.pointer}/description` },
  };
  return { signal: signal.id, weight: signal.weight, says: signal.says, at: places[signal.where] };
}
