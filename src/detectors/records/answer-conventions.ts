import { candidate } from "../../evidence/confidence.ts";
import type { FieldPath } from "../../model/values.ts";
import type { OperationView } from "../streams/operation-view.ts";
import { stem } from "../streams/words.ts";
import type { RecordCandidate } from "./detect-records.ts";

/** Where the answers of one API hold their records: what most of its operations show speaks for those that show nothing. */
export interface AnswerConvention {
  /** One place for all, or an array that is named like the resource. */
  readonly place: { readonly kind: "fixed"; readonly path: FieldPath } | { readonly kind: "resource" };
  readonly agree: number;
  readonly of: number;
}

export interface Shown {
  readonly view: OperationView;
  readonly places: readonly RecordCandidate[];
  readonly many: boolean;
}

/** Fewer operations are no convention. */
const FEWEST = 3;
const SHARE = 0.7;
/** Only what is itself beyond doubt is counted. */
const CLEAR = 0.85;

/** The convention of an API's lists, or of its single objects. */
export function answerConvention(shown: readonly Shown[], many: boolean): AnswerConvention | undefined {
  const clear = shown.filter((one) => one.many === many && (one.places[0]?.confidence ?? 0) >= CLEAR);
  if (clear.length < FEWEST) return undefined;
  const counts = new Map<string, number>();
  let named = 0;
  for (const { view, places } of clear) {
    const path = places[0]?.value ?? [];
    counts.set(JSON.stringify(path), (counts.get(JSON.stringify(path)) ?? 0) + 1);
    if (path.length === 1 && stem(path[0] ?? "") === view.nouns.path) named++;
  }
  const [key, agree] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ["[]", 0];
  const of = clear.length;
  if (agree / of >= SHARE) return { place: { kind: "fixed", path: JSON.parse(key) as FieldPath }, agree, of };
  return named / of >= SHARE ? { place: { kind: "resource" }, agree: named, of } : undefined;
}

/** What the convention says of an operation that doesn't show its answer. */
export function asItsSiblings(
  view: OperationView,
  convention: AnswerConvention,
  many: boolean,
): RecordCandidate | undefined {
  const { place, agree, of } = convention;
  const named = view.lastText?.text;
  if (place.kind === "resource" && named === undefined) return undefined;
  const path = place.kind === "fixed" ? place.path : [named ?? ""];
  const kind = many ? "lists" : "single objects";
  const evidence = {
    signal: "records/as-its-siblings",
    weight: Math.round(0.85 * (agree / of) * 100) / 100,
    says: `${agree} of the ${of} ${kind} whose answers are shown hold their records there`,
    at: view.operation.at,
  };
  return { ...candidate(path, [evidence]), shape: many ? "list" : "object", record: undefined };
}
