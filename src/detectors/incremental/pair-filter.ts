import { candidate } from "../../evidence/confidence.ts";
import type { Candidate, Evidence } from "../../evidence/finding.ts";
import type { OperationFact } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { CursorRequest, Incremental } from "../../model/incremental.ts";
import { resourceNames } from "../keys/resource-names.ts";
import { plainName } from "../pagination/plain-name.ts";
import { singular } from "../streams/words.ts";
import type { LanguageFilter } from "./filter-language.ts";
import { passingList } from "./passing-lists.ts";
import { orderOf } from "./record-order.ts";
import type { RecordTime } from "./record-times.ts";
import type { TimeFilter } from "./request-filters.ts";
import { tellsNoNews, thingsNamed } from "./time-vocabulary.ts";

/** How well a filter and a field speak of the same time. */
interface Match {
  readonly weight: number;
  readonly says: string;
  /** Doubt, where they speak of different times. */
  readonly against?: number;
}

export function cursorEvidence(time: RecordTime): Evidence {
  return {
    signal: `incremental/${time.subject}-field`,
    weight: time.weight,
    says: `records hold "${time.path.join(".")}", a time (${time.subject})`,
    at: time.at,
    ...(time.description ? { quote: time.description.slice(0, 160) } : {}),
  };
}

/** A cursor field with the filter that asks for its newer values. */
export function pairFilter(
  operation: OperationFact,
  time: RecordTime,
  filter: TimeFilter,
  filters: readonly TimeFilter[],
): Candidate<Incremental> | undefined {
  const match = matchOf(time, filter, operation);
  if (!match) return undefined;
  const request: CursorRequest = {
    ...filter.param,
    format: filter.format ?? time.format,
    operator: filter.strict ? "gt" : "gte",
    ...untilOf(filter, filters),
  };
  const value = incremental(operation, time, request, filter.inclusive);
  const evidence: Evidence[] = [
    cursorEvidence(time),
    {
      signal: "incremental/filter",
      weight: filter.weight,
      says: `the ${filter.param.in} parameter "${filter.param.name}" asks for records from a time on`,
      at: filter.at,
      ...(filter.description ? { quote: filter.description.slice(0, 160) } : {}),
    },
    { signal: "incremental/same-time", weight: match.weight, says: match.says },
    ...sameFormat(time, filter),
  ];
  const nested: Evidence[] = time.nested
    ? [{ signal: "incremental/nested-field", weight: 0.25, says: `"${time.path.join(".")}" lies deep in the record` }]
    : [];
  const against: Evidence[] =
    match.against === undefined
      ? nested
      : [
          ...nested,
          {
            signal: "incremental/other-time",
            weight: match.against,
            says: "the filter and the field speak of different times",
          },
        ];
  return candidate(value, evidence, against);
}

function sameFormat(time: RecordTime, { format }: TimeFilter): Evidence[] {
  if (!format || format.kind === "pattern" || format.kind !== time.format.kind) return [];
  return [{ signal: "incremental/same-format", weight: 0.3, says: "both are written the same way" }];
}

export function languageCandidate(operation: OperationFact, filter: LanguageFilter): Candidate<Incremental> {
  const { param, time, template, constants } = filter;
  const request: CursorRequest = {
    ...param,
    format: time.format,
    operator: "gte",
    ...(template === "{value}" ? {} : { template }),
    ...(constants.length > 0 ? { constants } : {}),
  };
  const expression: Evidence = {
    signal: "incremental/filter-language",
    weight: filter.weight,
    says: filter.says,
    at: filter.at,
    quote: filter.quote.slice(0, 160),
  };
  const against: Evidence[] = filter.doubt
    ? [{ signal: "incremental/unlisted-words", weight: 0.1, says: filter.doubt }]
    : [];
  return candidate(incremental(operation, time, request, undefined), [cursorEvidence(time), expression], against);
}

/**
 * The field alone: every record is read, the old ones are dropped. So it has to be a time of the whole record: by one
 * of a part (`image.updated_at`, `statusChangedAt`) all other changes would be dropped.
 */
export function cursorAlone(stream: ListedStream, time: RecordTime): Candidate<Incremental> {
  const value = incremental(stream.operation, time, undefined, undefined);
  const thing = thingsNamed(time.path.at(-1) ?? "")
    .map(singular)
    .join("");
  const isWhole = !time.nested && (thing === "" || resourceNames(stream).has(thing));
  const passing = time.subject === "event" ? passingList(stream) : undefined;
  if (isWhole) return candidate(value, [cursorEvidence(time)], passing ? [passing] : []);
  const says = `"${time.path.join(".")}" may be the time of a part of the record only`;
  return candidate(value, [cursorEvidence(time)], [{ signal: "incremental/of-a-part", weight: 0.6, says }]);
}

function incremental(
  operation: OperationFact,
  time: RecordTime,
  request: CursorRequest | undefined,
  inclusive: boolean | undefined,
): Incremental {
  const order = orderOf(operation, time.subject);
  return {
    cursorField: time.path,
    format: time.format,
    ...(request ? { request } : {}),
    ...(order ? { order } : {}),
    ...(inclusive === undefined ? {} : { inclusive }),
  };
}

function matchOf(time: RecordTime, filter: TimeFilter, operation: OperationFact): Match | undefined {
  if (tellsNoNews(time.path.at(-1) ?? "")) return undefined;
  const name = time.path.join(".");
  const bare = time.plain.replace(/(at|on|date|time|datetime|utc|dateutc|timestamp)+$/, "");
  const own = plainName(filter.param.name.replace(/[<>=]+$/, ""));
  if (filter.field !== "" && (filter.field === time.plain || filter.field === bare)) {
    return { weight: 0.85, says: `"${filter.param.name}" bears the name of "${name}"` };
  }
  if (own === time.plain) return { weight: 0.85, says: `"${filter.param.name}" bears the name of "${name}"` };
  if (time.plain.length > 4 && !COMMON_WORDS.test(time.plain) && plainName(filter.description).includes(time.plain)) {
    return { weight: 0.8, says: `the description of "${filter.param.name}" names "${name}"` };
  }
  if (filter.subjects.includes(time.subject)) {
    return { weight: 0.7, says: `both speak of when a record was ${time.subject}` };
  }
  return looseMatch(time, filter, asksForChanges(operation));
}

/** Words that descriptions use without naming a field: "things created after this time". */
const COMMON_WORDS =
  /^(created|updated|modified|changed|added|published|started|ended|closed|sent|received|timestamp|datetime)$/;

/** `Returns the series that have changed since …`. */
function asksForChanges({ summary, description }: OperationFact): boolean {
  return /\b(changed|updated|modified)\b[^.]*\b(since|after|between|within|in the)\b/i.test(
    `${summary ?? ""}. ${(description ?? "").slice(0, 400)}`,
  );
}

function looseMatch(time: RecordTime, filter: TimeFilter, forChanges: boolean): Match | undefined {
  const name = time.path.join(".");
  if (time.subject === "other" || time.weight < 0.2) return undefined;
  if (filter.subjects.length === 0) {
    if (filter.field !== "" && !/^(date|time|record|data|interval|period|range|timespan|window)s?$/.test(filter.field))
      return undefined;
    // A span that doesn't say what it spans is mostly about when things came to be.
    const spans = !/since/i.test(filter.param.name) && !forChanges;
    const against = time.subject === "updated" && spans ? { against: 0.3 } : {};
    return { weight: 0.5, says: `"${filter.param.name}" speaks of no other time than "${name}"`, ...against };
  }
  // What was changed since the newest known creation holds all that was created since; the reverse loses records,
  // and so does the end of one that was changed after it.
  const against = filter.subjects.includes("updated") && time.subject !== "ended" ? 0.25 : 0.65;
  return { weight: 0.4, says: `"${name}" is a time of the record`, against };
}

/** Words that name the two ends of one span. */
const ENDS: readonly (readonly [string, string])[] = [
  ["after", "before"],
  ["from", "until"],
  ["from", "to"],
  ["start", "end"],
  ["begin", "end"],
  ["min", "max"],
  ["since", "until"],
  ["gte", "lte"],
  ["gt", "lt"],
  [">", "<"],
  ["t0", "t1"],
];

function untilOf(filter: TimeFilter, filters: readonly TimeFilter[]): { until?: CursorRequest["until"] } {
  const name = filter.param.name.toLowerCase();
  const names = ENDS.filter(([from]) => name.includes(from)).map(([from, until]) => name.replace(from, until));
  const mates = filters.filter(
    ({ bound, field, param }) => bound === "until" && field === filter.field && param.in === filter.param.in,
  );
  const mate = mates.find(({ param }) => names.includes(param.name.toLowerCase())) ?? mates[0];
  return mate ? { until: { ...mate.param, operator: mate.strict || mate.inclusive === false ? "lt" : "lte" } } : {};
}
