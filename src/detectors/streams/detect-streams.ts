import { candidate } from "../../evidence/confidence.ts";
import { ACCEPT, type Candidate, type Evidence, type Finding } from "../../evidence/finding.ts";
import type { HttpFacts, OperationFact } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { FieldPath } from "../../model/values.ts";
import { answerConvention, asItsSiblings } from "../records/answer-conventions.ts";
import { asksForMany, asksForOne } from "../records/asked.ts";
import { detectRecords, type RecordCandidate } from "../records/detect-records.ts";
import { sketchedRecord } from "../records/sketched-record.ts";
import { type SuccessAnswer, successAnswer } from "../records/success-answer.ts";
import { hasListParameters, type OperationView, operationView } from "./operation-view.ts";
import { pathKey } from "./path-shape.ts";
import { streamNames } from "./stream-names.ts";
import { STREAM_SIGNALS, type StreamSignal } from "./stream-signals.ts";
import { isPlural, stem, stemOf, words } from "./words.ts";

interface StreamDetection {
  readonly streams: readonly ListedStream[];
  readonly offered: readonly Finding<{ readonly selected: boolean; readonly many: boolean }>[];
  readonly records: readonly Finding<FieldPath>[];
  /** Operations that are no streams, each with the reason. */
  readonly left: readonly { readonly operation: string; readonly because: string }[];
}

interface Taken {
  readonly view: OperationView;
  readonly belief: Candidate<true>;
  readonly places: readonly RecordCandidate[];
  readonly many: boolean;
}

/** Which operations are streams, what they are called, and where their records lie. */
export function detectStreams(facts: HttpFacts): StreamDetection {
  const taken: Taken[] = [];
  const left: { operation: string; because: string }[] = [];
  const methods = methodsByPath(facts.operations);
  const seen = new Map<string, string>();
  for (const operation of facts.operations) {
    const { id, method, path } = operation;
    const key = `${method} ${path.endsWith("/") ? path.replace(/\/+$/, "") : path}`;
    const twin = seen.get(key);
    if (twin !== undefined) {
      left.push({ operation: id, because: `it is ${twin} with another slash at its end` });
      continue;
    }
    seen.set(key, id);
    const found = take(operation, methods.get(path) ?? []);
    if ("because" in found) left.push({ operation: id, because: found.because });
    else taken.push(found);
  }
  const shown = withConventions(taken);
  const names = streamNames(shown.map(({ view, many }) => ({ operation: view.operation, many })));
  const lists = new Set(taken.map(({ view }) => pathKey(view.operation.path)));
  const made = shown.map((one) => make(one, names.get(one.view.operation.id) ?? "stream", lists));
  return {
    streams: made.map(({ stream }) => stream),
    offered: made.map(({ offered }) => offered),
    records: made.flatMap(({ records }) => (records ? [records] : [])),
    left,
  };
}

function methodsByPath(operations: readonly OperationFact[]): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of operations) {
    const held = methods.get(path);
    if (held) held.push(method);
    else methods.set(path, [method]);
  }
  return methods;
}

function take(operation: OperationFact, methods: readonly string[]): Taken | { readonly because: string } {
  if (operation.method !== "GET" && operation.method !== "POST")
    return { because: `${operation.method} changes what is there` };
  const answer = successAnswer(operation);
  const misfit = noData(answer);
  if (misfit !== undefined) return { because: misfit };
  const view = operationView(operation, methods, answer);
  const belief = weigh(view);
  if (belief.confidence < ACCEPT) return { because: doubt(belief) };
  const places = detectRecords(view);
  return { view, belief, places, many: isMany(view, places) };
}

/** A list is shown; or nothing is, or one object of the kind that the operation says it gives many of. */
function isMany(view: OperationView, places: readonly RecordCandidate[]): boolean {
  const [best] = places;
  if (best && best.shape !== "object") return true;
  if (!best) return asksForMany(view) && !asksForOne(view);
  if (best.value.length > 0 || view.endsInParam) return false;
  if (searchesPlural(view)) return true;
  const plural = isPlural(view.lastText?.words.at(-1) ?? "");
  return plural && (view.speaksOfList || hasListParameters(view) || isOneOfThem(view, best));
}

/** `/users/search`, documented to answer with a `User`. */
function searchesPlural({ segments, lastText }: OperationView): boolean {
  const above = segments.at(-2);
  return (
    /^_?(search|list|find|query)$/i.test(lastText?.text ?? "") &&
    above?.kind === "text" &&
    isPlural(above.words.at(-1) ?? "")
  );
}

/** `/issues` is documented to answer with an `Issue`: the document forgot that it is a list of them. */
function isOneOfThem({ nouns }: OperationView, { record }: RecordCandidate): boolean {
  const name = stem(record?.name ?? "");
  return name !== "" && nouns.path !== undefined && (name === nouns.path || name.endsWith(`_${nouns.path}`));
}

/** Operations that show nothing of their answer take it to be like those of their siblings. */
function withConventions(taken: readonly Taken[]): Taken[] {
  const conventions = { many: answerConvention(taken, true), one: answerConvention(taken, false) };
  return taken.map((one) => {
    const [best] = one.places;
    const shows = best !== undefined && ((best.record?.properties.size ?? 0) > 0 || best.shape !== "object");
    if (shows) return one;
    const many = asksForMany(one.view) && !asksForOne(one.view);
    const convention = many ? conventions.many : conventions.one;
    const likely = convention && asItsSiblings(one.view, convention, many);
    return likely
      ? { ...one, many, places: [likely, ...one.places.filter(({ value }) => value.length !== likely.value.length)] }
      : one;
  });
}

/** An operation that can't be a stream, whatever it is called. */
function noData(answer: SuccessAnswer): string | undefined {
  if (answer.kind === "nothing") return answer.because;
  if (answer.kind === "file") return `it answers with a file (${answer.mediaType})`;
  return undefined;
}

function weigh(view: OperationView): Candidate<true> {
  const evidence: Evidence[] = [];
  const against: Evidence[] = [];
  for (const signal of STREAM_SIGNALS) {
    if (signal.fires(view)) (signal.side === "for" ? evidence : against).push(toEvidence(signal, view));
  }
  return candidate(true, evidence, against);
}

function doubt({ against }: Candidate<true>): string {
  const heaviest = [...against].sort((a, b) => b.weight - a.weight)[0];
  return heaviest?.says ?? "nothing says that it reads";
}

/** Below the operation, what each kind of signal was read from. */
const PLACES = { path: "", method: "", id: "/operationId", summary: "/summary", answer: "/responses" } as const;

function toEvidence({ id, weight, says, where }: StreamSignal, { operation }: OperationView): Evidence {
  const { document, pointer } = operation.at;
  // The path is written in the pointer itself; without the method it is a place of its own.
  const place = where === "path" ? pointer.replace(/\/[a-z]+$/, "") : pointer + PLACES[where];
  return { signal: id, weight, says, at: { document, pointer: place } };
}

function make(taken: Taken, name: string, lists: ReadonlySet<string>) {
  const { view, belief, places, many } = taken;
  const { operation, answer } = view;
  const [best, ...rivals] = places;
  const single = view.endsInParam && !(many && asksForMany(view) && !endsInOwnKey(view));
  const selected = (!single || !lists.has(listOf(operation.path))) && !(countsList(operation.path, lists) && !many);
  const stream: ListedStream = {
    name,
    operation,
    response: answer.kind === "data" || answer.kind === "unstated" ? answer.response : undefined,
    media: answer.kind === "data" ? answer.media : undefined,
    recordsPath: best?.value,
    record: shownRecord(best) ?? (many ? sketchedRecord(operation) : undefined) ?? best?.record,
    many,
    selected,
  };
  const offered: StreamDetection["offered"][number] = {
    about: "stream",
    stream: name,
    ...belief,
    value: { selected, many },
    rivals: [],
  };
  const records: Finding<FieldPath> | undefined = best && {
    about: "records",
    stream: name,
    ...plain(best),
    rivals: rivals.map(plain),
  };
  return { stream, offered, records };
}

/** A record of which a field is shown, or that is no object. */
function shownRecord(best: RecordCandidate | undefined): RecordCandidate["record"] {
  const record = best?.record;
  const isOpen = record && record.properties.size === 0 && record.alternatives.length === 0;
  return isOpen && record.types.every((type) => type === "object") && record.additionalProperties === undefined
    ? undefined
    : record;
}

/** `/countries/{country_id}` is one of `/countries`; `/repositories/{workspace}` is a list of its own. */
function endsInOwnKey({ segments }: OperationView): boolean {
  const noun = stemOf(
    words(segments.at(-1)?.params[0] ?? "").filter((word) => !/^(id|uuid|guid|key|code|slug|name|number)$/.test(word)),
  );
  const list = segments.at(-2)?.stem ?? "";
  return noun === "" || noun === list || list.endsWith(`_${noun}`);
}

function plain({ value, confidence, evidence, against }: RecordCandidate): Candidate<FieldPath> {
  return { value, confidence, evidence, against };
}

/** `/orders/count` says nothing that `/orders` doesn't. */
function countsList(path: string, lists: ReadonlySet<string>): boolean {
  const list = pathKey(path).replace(/\/_?counts?$/i, "");
  return list !== pathKey(path) && lists.has(list);
}

/** The path of the list that a single object's path hangs on. */
function listOf(path: string): string {
  return pathKey(pathKey(path).replace(/\/\{\}$/, ""));
}
