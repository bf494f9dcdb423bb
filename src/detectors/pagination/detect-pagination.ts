import { candidate, conclude } from "../../evidence/confidence.ts";
import { ACCEPT, type Candidate, type Evidence, type Finding } from "../../evidence/finding.ts";
import type { HttpFacts } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { Pagination } from "../../model/pagination.ts";
import { pathSegments } from "../streams/path-shape.ts";
import { isPlural } from "../streams/words.ts";
import { countedSingle } from "./counted-singles.ts";
import { type Draft, doubted, sureness } from "./draft.ts";
import { draftCursors } from "./draft-cursor.ts";
import { draftLinks } from "./draft-links.ts";
import { draftNumbered, sized, sizeLever } from "./draft-numbered.ts";
import { draftTimes } from "./draft-time.ts";
import { leverEvidence } from "./evidence.ts";
import { createObserver, type Observed } from "./observe.ts";
import { weighRivals } from "./preferences.ts";
import { type Conventions, conventionsOf, draftsFromSiblings, usualWay, withSiblings } from "./siblings.ts";
import { signsOfPaging } from "./signs.ts";

/**
 * How each stream is paged, one finding a stream. A list that shows any sign of paging is never said to be whole:
 * where the way to the next page can't be told, the finding is `unknown`, which becomes a question.
 */
export function detectPagination(streams: readonly ListedStream[], facts: HttpFacts): readonly Finding<Pagination>[] {
  const observe = createObserver(facts);
  const lists = streams.map((stream) => {
    const observed = observe(stream);
    return { observed, drafts: weighRivals(observed, draftsOf(observed)) };
  });
  const conventions = conventionsOf(lists.filter(({ observed }) => observed.stream.many).map(({ drafts }) => drafts));
  return lists.flatMap(({ observed, drafts }) => {
    const counted = observed.stream.many ? [] : countedSingle(observed.stream, streams, facts);
    const candidates = counted.length > 0 ? [unknown(observed, counted)] : candidatesOf(observed, drafts, conventions);
    const finding = conclude("pagination", observed.stream.name, candidates);
    return finding ? [finding] : [];
  });
}

function draftsOf(observed: Observed): Draft[] {
  const drafts = [
    ...draftCursors(observed),
    ...draftLinks(observed),
    ...draftNumbered(observed),
    ...draftTimes(observed),
  ];
  return drafts.length > 0 ? drafts : draftsFromProse(observed);
}

/** Parameters that only the API's description knows of. */
function draftsFromProse(observed: Observed): Draft[] {
  const { said } = observed;
  if (!said || !observed.stream.many) return [];
  const told = { ...observed, levers: [...observed.levers, ...said.levers] };
  return [...draftCursors(told), ...draftNumbered(told)].map((draft) =>
    doubted(draft, "not-declared", 0.3, "the operation doesn't declare the parameter"),
  );
}

function candidatesOf(observed: Observed, drafts: readonly Draft[], conventions: Conventions): Candidate<Pagination>[] {
  const all = [...drafts, ...draftsFromSiblings(observed, drafts, conventions)];
  const weighed = all.map((draft) => withSiblings(draft, conventions));
  if (!observed.stream.many) return singleObject(observed, weighed);
  const ways = weighed.map(asCandidate);
  if (ways.some(({ confidence }) => confidence >= ACCEPT)) return ways;
  const signs = [...signsOfPaging(observed, { untold: conventions.paged === 0 }), ...toldInPart(observed)];
  if (signs.length === 0) return [...ways, candidate<Pagination>({ kind: "none" }, whole(observed, conventions))];
  const usual = ways.length > 0 ? [] : usualWay(conventions);
  return [...[...ways, ...usual.map(asCandidate)].map(yielding), unknown(observed, signs)];
}

/** Samples of requests leave out what they don't use: that no page is asked for says nothing of the list. */
function toldInPart({ stream, prose }: Observed): Evidence[] {
  if (stream.operation.inPart !== true || prose.some(({ kind }) => kind === "complete")) return [];
  const says = "only samples of requests are shown, which may leave the parameters of paging out";
  return [{ signal: "pagination/told-in-part", weight: 0.6, says, at: stream.operation.at }];
}

function asCandidate({ value, evidence, against }: Draft): Candidate<Pagination> {
  return candidate<Pagination>(value, evidence, against);
}

function unknown(observed: Observed, signs: readonly Evidence[]): Candidate<Pagination> {
  return candidate<Pagination>({ kind: "unknown", ...sized(sizeLever(observed)) }, signs);
}

/** A way below the mark is the question's second candidate, never its answer. */
function yielding(way: Candidate<Pagination>): Candidate<Pagination> {
  return { ...way, confidence: Math.min(way.confidence, 0.3) };
}

const SURE_OF_PAGES = 0.9;

/**
 * One object is one answer, unless the operation pages all the same: then its shape was misread. Where it can be asked
 * for a place in a list and for how much of it, a list is hidden in it, which is a question.
 */
function singleObject(observed: Observed, drafts: readonly Draft[]): Candidate<Pagination>[] {
  const { stream, levers } = observed;
  const ways = drafts.filter((draft) => sureness(draft) >= SURE_OF_PAGES);
  const single: Evidence = {
    signal: "pagination/single-object",
    weight: ways.length > 0 ? 0.8 : 0.96,
    says: "the answer is a single object",
    at: stream.operation.at,
  };
  const place = levers.find(({ role }) => role === "page" || role === "offset" || role === "cursor");
  const size = levers.find(({ role, param }) => role === "size" && param.name !== place?.param.name);
  const byItsKey = stream.operation.path.endsWith("}");
  const inPart = isCalledMany(stream.operation.path) ? toldInPart(observed) : [];
  if (ways.length === 0 && inPart.length > 0) {
    return [yielding(candidate<Pagination>({ kind: "none" }, [single])), unknown(observed, inPart)];
  }
  if (ways.length > 0 || byItsKey || !place || !size) {
    return [...ways.map(asCandidate), candidate<Pagination>({ kind: "none" }, [single])];
  }
  const none = candidate<Pagination>({ kind: "none" }, [single]);
  return [yielding(none), unknown(observed, [leverEvidence(place), leverEvidence(size)])];
}

/** `/users`: many, whatever a sample of its answer looks like. */
function isCalledMany(path: string): boolean {
  const last = pathSegments(path).at(-1);
  return last?.kind === "text" && isPlural(last.words.at(-1) ?? "");
}

/** No sign of paging at all: the surer, the more the document says of the operation and of paging elsewhere. */
function whole({ stream, prose }: Observed, { paged }: Conventions): Evidence[] {
  const silent: Evidence = {
    signal: "pagination/no-sign",
    weight: stream.media?.schema ? 0.75 : 0.6,
    says: "neither the request nor the answer shows any sign of paging",
    at: stream.operation.at,
  };
  const said = prose.find(({ kind, about }) => kind === "complete" && about === "operation");
  return [
    silent,
    ...(paged > 0
      ? [
          {
            signal: "pagination/others-page",
            weight: 0.4,
            says: `${paged} other lists of this API do show how they are paged`,
          },
        ]
      : []),
    ...(said
      ? [
          {
            signal: said.signal,
            weight: said.weight,
            says: "the document says that it isn't paged",
            at: said.at,
            quote: said.quote,
          },
        ]
      : []),
  ];
}
