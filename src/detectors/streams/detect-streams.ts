import { candidate } from "../../evidence/confidence.ts";
import { ACCEPT, type Candidate, type Evidence, type Finding } from "../../evidence/finding.ts";
import type { HttpFacts, OperationFact } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { FieldPath } from "../../model/values.ts";
import { detectRecords, type RecordCandidate } from "../records/detect-records.ts";
import { asksForMany, asksForOne } from "../records/record-signals.ts";
import { type OperationView, operationView } from "./operation-view.ts";
import { pathKey } from "./path-shape.ts";
import { streamNames } from "./stream-names.ts";
import { STREAM_SIGNALS, type StreamSignal } from "./stream-signals.ts";
import { stemOf, words } from "./words.ts";

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
  for (const operation of facts.operations) {
    const found = take(operation);
    if ("because" in found) left.push({ operation: operation.id, because: found.because });
    else taken.push(found);
  }
  const names = streamNames(taken.map(({ view, many }) => ({ operation: view.operation, many })));
  const lists = new Set(taken.map(({ view }) => pathKey(view.operation.path)));
  const made = taken.map((one) => make(one, names.get(one.view.operation.id) ?? "stream", lists));
  return {
    streams: made.map(({ stream }) => stream),
    offered: made.map(({ offered }) => offered),
    records: made.flatMap(({ records }) => (records ? [records] : [])),
    left,
  };
}

function take(operation: OperationFact): Taken | { readonly because: string } {
  if (operation.method !== "GET" && operation.method !== "POST")
    return { because: `${operation.method} changes what is there` };
  const view = operationView(operation);
  const misfit = noData(view);
  if (misfit !== undefined) return { because: misfit };
  const belief = weigh(view);
  if (belief.confidence < ACCEPT) return { because: doubt(belief) };
  const places = detectRecords(view);
  const best = places[0];
  const many = best ? best.place.shape !== "object" : !asksForOne(view);
  return { view, belief, places, many };
}

/** An operation that can't be a stream, whatever it is called. */
function noData({ answer }: OperationView): string | undefined {
  if (answer.kind === "nothing") return answer.because;
  if (answer.kind === "file") return `it answers with a file (${answer.mediaType})`;
  return undefined;
}

function weigh(view: OperationView): Candidate<true> {
  const fired = STREAM_SIGNALS.filter((signal) => signal.fires(view));
  const side = (wanted: StreamSignal["side"]) =>
    fired.filter((signal) => signal.side === wanted).map((signal) => toEvidence(signal, view));
  return candidate(true, side("for"), side("against"));
}

function doubt({ against }: Candidate<true>): string {
  const heaviest = [...against].sort((a, b) => b.weight - a.weight)[0];
  return heaviest?.says ?? "nothing says that it reads";
}

function toEvidence(signal: StreamSignal, { operation }: OperationView): Evidence {
  const { document, pointer } = operation.at;
  const below = { path: "", method: "", id: "/operationId", summary: "/summary", answer: "/responses" }[signal.where];
  // The path is written in the pointer itself; `#path` keeps it apart from the method as a place of its own.
  const place = signal.where === "path" ? pointer.replace(/\/[a-z]+$/, "") : pointer + below;
  return { signal: signal.id, weight: signal.weight, says: signal.says, at: { document, pointer: place } };
}

function make(taken: Taken, name: string, lists: ReadonlySet<string>) {
  const { view, belief, places, many } = taken;
  const { operation, answer } = view;
  const [best, ...rivals] = places;
  const single = view.endsInParam && !(many && asksForMany(view) && !endsInOwnKey(view));
  const selected = !single || !lists.has(listOf(operation.path));
  const stream: ListedStream = {
    name,
    operation,
    response: answer.kind === "data" || answer.kind === "unstated" ? answer.response : undefined,
    media: answer.kind === "data" ? answer.media : undefined,
    recordsPath: best?.value,
    record: best?.place.record,
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

/** `/countries/{country_id}` is one of `/countries`; `/repositories/{workspace}` is a list of its own. */
function endsInOwnKey({ segments }: OperationView): boolean {
  const noun = stemOf(
    words(segments.at(-1)?.params[0] ?? "").filter((word) => !/^(id|uuid|guid|key|code|slug|name|number)$/.test(word)),
  );
  const list = stemOf(segments.at(-2)?.words ?? []);
  return noun === "" || noun === list || list.endsWith(`_${noun}`);
}

function plain({ value, confidence, evidence, against }: RecordCandidate): Candidate<FieldPath> {
  return { value, confidence, evidence, against };
}

/** The path of the list that a single object's path hangs on. */
function listOf(path: string): string {
  return pathKey(pathKey(path).replace(/\/\{\}$/, ""));
}
