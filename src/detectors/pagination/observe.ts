import type { Evidence } from "../../evidence/finding.ts";
import type { HttpFacts, ProseFact } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import { answerFields } from "./answer-fields.ts";
import { observePointers, type Pointer } from "./answer-pointers.ts";
import { pagesInExamples } from "./example-proof.ts";
import { type PointerInProse, pointerInProse } from "./pointer-in-prose.ts";
import { type SaidPaging, saidPaging } from "./prose-levers.ts";
import { observeApiProse, observeOwnProse, type ProseSignal } from "./prose-signals.ts";
import { type Lever, leversOf } from "./request-levers.ts";
import { observeHeaders, type PagingHeader } from "./response-headers.ts";

/** All that one operation says about paging, before anything is concluded. */
export interface Observed {
  readonly stream: ListedStream;
  readonly levers: readonly Lever[];
  readonly pointers: readonly Pointer[];
  readonly headers: readonly PagingHeader[];
  readonly prose: readonly ProseSignal[];
  /** Examples that hold fewer records than they say there are. */
  readonly proof: readonly Evidence[];
  /** What the API's description says of paging, where it speaks of this list. */
  readonly said: SaidPaging | undefined;
  /** The same, whatever it speaks of. */
  readonly apiSays: SaidPaging | undefined;
  /** Where texts anywhere in the document say that a parameter's next value is found: its schema may leave it out. */
  readonly saidElsewhere: (parameter: string) => readonly PointerInProse[];
}

/** Gives the observation of a stream; what concerns the whole API is read once. */
export function createObserver(facts: HttpFacts): (stream: ListedStream) => Observed {
  const saidElsewhere = onceEach((parameter: string) => pointerInProse(parameter, textsAboutTokens(facts)));
  const pointersOf = createPointerFinder();
  const said = saidPaging(facts.prose);
  const proseSignals = onceEach((prose: ProseFact) => observeApiProse(prose));
  return (stream) => {
    const { operation, response } = stream;
    const levers = currentLevers(leversOf(operation));
    const nothing = {
      stream,
      levers,
      pointers: [],
      headers: [],
      prose: [],
      proof: [],
      said: undefined,
      apiSays: said,
      saidElsewhere,
    };
    if (!stream.many && levers.every(({ role }) => role === "size")) return nothing;
    const pointers = pointersOf(stream);
    const own = observeOwnProse(operation, response);
    const { tags } = operation;
    const prose = facts.prose.filter(({ tag }) => tag === undefined || tags.includes(tag));
    return {
      ...nothing,
      pointers,
      headers: observeHeaders(response),
      prose: [...own, ...prose.flatMap(proseSignals)],
      said: said && (said.ofAll || pointers.length > 0 || own.some(({ kind }) => kind === "paged")) ? said : undefined,
      proof: pagesInExamples(stream, pointers),
    };
  };
}

/** Answers of one schema without examples are looked at once. */
function createPointerFinder(): (stream: ListedStream) => readonly Pointer[] {
  const known = new Map<string, readonly Pointer[]>();
  return (stream) => {
    const { media, recordsPath = [] } = stream;
    const key = JSON.stringify([media?.schema?.id, recordsPath, stream.many]);
    const shared = media?.schema !== undefined && media.examples.length === 0;
    const held = shared ? known.get(key) : undefined;
    if (held) return held;
    const found = observePointers(answerFields(stream), recordsPath).filter(({ deprecated }) => !deprecated);
    if (shared) known.set(key, found);
    return found;
  };
}

/** Deprecated parameters count where nothing took their place. */
function currentLevers(levers: readonly Lever[]): readonly Lever[] {
  const current = levers.filter(({ deprecated }) => !deprecated);
  return current.some(({ role }) => role !== "size") ? current : levers;
}

function textsAboutTokens(facts: HttpFacts): string[] {
  const texts = [
    ...facts.prose.map(({ text }) => text),
    ...facts.operations.map(({ description }) => description ?? ""),
  ];
  return texts.filter((text) => /next|token|cursor/i.test(text));
}

function onceEach<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const held = made.get(key);
    if (held !== undefined) return held;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
