import { candidate, conclude } from "../../evidence/confidence.ts";
import { ACCEPT, type Candidate, type Finding } from "../../evidence/finding.ts";
import type { HttpFacts } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { Incremental } from "../../model/incremental.ts";
import type { Pagination } from "../../model/pagination.ts";
import { requestFields } from "../pagination/request-levers.ts";
import { languageFilters } from "./filter-language.ts";
import { cursorAlone, languageCandidate, pairFilter } from "./pair-filter.ts";
import { createTimeFinder, type RecordTime } from "./record-times.ts";
import { timeFilters } from "./request-filters.ts";
import type { Subject } from "./time-vocabulary.ts";

/** Times that tell news without any filter: records that change bear the first, records that don't the others. */
const STRONG = 0.85;
/** Fewer lists are no convention. */
const FEW = 4;
const ALONE: readonly Subject[] = ["updated", "created", "event"];

/**
 * How each list reads only what is new. `null`: it can't be told, so every run reads everything, which loses nothing.
 * A filter whose field the records don't show is a question.
 */
export function detectIncremental(
  streams: readonly ListedStream[],
  _facts: HttpFacts,
  pagination: readonly Finding<Pagination>[],
): readonly Finding<Incremental | null>[] {
  const timesOf = createTimeFinder();
  const pages = new Map(pagination.map(({ stream, value }) => [stream, value]));
  const lists = streams.map((stream) => ({
    name: stream.name,
    candidates: candidatesOf(stream, pages.get(stream.name), timesOf),
  }));
  const usual = usualField(lists.map(({ candidates }) => candidates));
  return lists.flatMap(({ name, candidates }) => {
    const finding = conclude<Incremental | null>(
      "incremental",
      name,
      candidates.map((one) => withSiblings(one, usual)),
    );
    return finding ? [finding] : [];
  });
}

/** The field by which most of the API's lists tell what is new. */
function usualField(lists: readonly (readonly Candidate<Incremental | null>[])[]): string | undefined {
  const counts = new Map<string, number>();
  let all = 0;
  for (const candidates of lists) {
    const field = conclude("incremental", undefined, candidates)?.value?.cursorField.join(".");
    if (field === undefined) continue;
    all += 1;
    counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most && most[1] >= FEW && most[1] * 2 > all ? most[0] : undefined;
}

function withSiblings(one: Candidate<Incremental | null>, usual: string | undefined): Candidate<Incremental | null> {
  if (usual === undefined || one.value?.cursorField.join(".") !== usual) return one;
  const says = `most lists of this API have "${usual}" as well`;
  return candidate(one.value, [...one.evidence, { signal: "incremental/siblings", weight: 0.2, says }], one.against);
}

function candidatesOf(
  stream: ListedStream,
  paging: Pagination | undefined,
  timesOf: (stream: ListedStream) => readonly RecordTime[],
): Candidate<Incremental | null>[] {
  const { operation } = stream;
  if (!stream.many) return [nothing("the answer is a single object", 0.8)];
  const times = timesOf(stream);
  const taken = pagingParams(paging);
  const fields = requestFields(operation);
  const filters = timeFilters(fields).filter(({ param }) => !taken.has(param.name));
  const from = filters.filter(({ bound }) => bound === "from");
  const paired = times.flatMap((time) => from.flatMap((filter) => pairFilter(operation, time, filter, filters) ?? []));
  const found: Candidate<Incremental | null>[] = [
    ...preferStarts(preferChanges(paired, times), times),
    ...languageFilters(fields, times).map((filter) => languageCandidate(operation, filter)),
    ...times.filter(({ subject }) => ALONE.includes(subject)).map((time) => cursorAlone(stream, time)),
  ];
  if (found.some(({ confidence }) => confidence >= ACCEPT)) return found;
  return [...found, nothing("records hold no time that tells which are new", ACCEPT + 0.1)];
}

/** A filter on changes misses nothing; beside it, one on creation or on another time is second. */
function preferChanges(
  paired: readonly Candidate<Incremental>[],
  times: readonly RecordTime[],
): Candidate<Incremental>[] {
  const changed = new Set(times.filter(({ subject }) => subject === "updated").map(({ path }) => path.join(".")));
  const isChange = ({ value }: Candidate<Incremental>) => changed.has(value.cursorField.join("."));
  if (!paired.some((one) => isChange(one) && one.confidence >= STRONG)) return [...paired];
  return paired.map((one) =>
    isChange(one)
      ? one
      : candidate(one.value, one.evidence, [
          ...one.against,
          { signal: "incremental/changes-first", weight: 0.25, says: "another filter asks for what was changed" },
        ]),
  );
}

/**
 * A span asks for when things began or for when they ended. By the newest beginning both bring all that is new; by the
 * newest end, what began before it and ended later is lost.
 */
function preferStarts(
  paired: readonly Candidate<Incremental>[],
  times: readonly RecordTime[],
): Candidate<Incremental>[] {
  const subjects = new Map(times.map(({ path, subject }) => [path.join("."), subject]));
  const subjectOf = ({ value }: Candidate<Incremental>) => subjects.get(value.cursorField.join("."));
  const begun = new Set(paired.filter((one) => subjectOf(one) === "started").map(({ value }) => value.request?.name));
  return paired.map((one) => {
    const filter = one.value.request?.name ?? "";
    if (subjectOf(one) !== "ended" || !begun.has(filter) || /end|finish|complet|clos/i.test(filter)) return one;
    const says = "what began before the newest end may end after it";
    return candidate(one.value, one.evidence, [
      ...one.against,
      { signal: "incremental/ends-later", weight: 0.4, says },
    ]);
  });
}

function nothing(says: string, weight: number): Candidate<null> {
  return candidate(null, [{ signal: "incremental/none", weight, says }]);
}

/** Parameters that paging uses up. */
function pagingParams(paging: Pagination | undefined): ReadonlySet<string> {
  if (!paging) return new Set();
  const params = Object.values(paging).flatMap((value: unknown) =>
    typeof value === "object" && value !== null && "name" in value && "in" in value ? [String(value.name)] : [],
  );
  return new Set(params);
}
