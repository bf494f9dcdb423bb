import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { pathParams } from "../../model/path-template.ts";
import { pathKey } from "../streams/path-shape.ts";
import { asksSomething, type OpenParameter } from "./open-parameters.ts";
import { type ParentIndex, type ParentList, stepsOf } from "./parent-index.ts";

/** A stream whose parents are looked for, read once for all lists. */
export interface Child {
  readonly stream: ListedStream;
  /** Of its path. */
  readonly key: string;
  readonly steps: readonly string[];
  readonly params: readonly string[];
  /** Its description in lower case, and where that stands. */
  readonly text: string;
  readonly description: SourceRef;
}

export function childOf(stream: ListedStream): Child {
  const { path, description, at } = stream.operation;
  const key = pathKey(path);
  return {
    stream,
    key,
    steps: stepsOf(key),
    params: pathParams(path),
    text: (description ?? "").toLowerCase(),
    description: { ...at, pointer: `${at.pointer}/description` },
  };
}

export interface ParentSignal {
  readonly id: string;
  readonly weight: number;
  readonly side: "for" | "against";
  /** Where it was read: signals of one place count once. */
  readonly where: "path" | "parameter" | "list" | "record" | "description";
  readonly says: string;
  readonly fires: (view: {
    readonly param: OpenParameter;
    readonly child: Child;
    readonly list: ParentList;
    readonly index: ParentIndex;
  }) => boolean;
}

/** The table: each row is one reason to believe, or to doubt, that a list's records fill a parameter. */
export const PARENT_SIGNALS: readonly ParentSignal[] = [
  {
    id: "parents/path-before-it",
    weight: 0.93,
    side: "for",
    where: "path",
    says: "the path up to the parameter is the path of the list",
    fires: ({ param, list }) =>
      param.prefix !== undefined && (param.prefix === list.key || param.prefix === list.found),
  },
  {
    id: "parents/named-like-the-list",
    weight: 0.8,
    side: "for",
    where: "parameter",
    says: "the parameter is named like the records of the list",
    fires: ({ param, list }) => param.noun !== "" && param.noun === list.noun,
  },
  {
    id: "parents/named-like-the-record",
    weight: 0.6,
    side: "for",
    where: "parameter",
    says: "the parameter is named like another name of the list's records",
    fires: ({ param, list }) => param.noun !== "" && list.alsoCalled.includes(param.noun),
  },
  {
    id: "parents/named-like-their-kind",
    weight: 0.5,
    side: "for",
    where: "parameter",
    says: "the parameter is named like the kind of the list's records",
    fires: ({ param, list }) => param.noun !== "" && list.kinds.includes(param.noun),
  },
  {
    id: "parents/field-of-that-name",
    weight: 0.5,
    side: "for",
    where: "record",
    says: "the list's records have a field of exactly the parameter's name",
    fires: ({ param, list }) =>
      [param.prefix, param.noun, param.before].some(
        (name) => name !== "" && (name === list.key || name === list.noun),
      ) && hasFieldOfThatName(param, list),
  },
  {
    id: "parents/step-before-it",
    weight: 0.6,
    side: "for",
    where: "path",
    says: "the step before the parameter names the records of the list",
    fires: ({ param, list }) => param.before !== "" && isCalled(list, param.before),
  },
  {
    id: "parents/described-like-the-list",
    weight: 0.6,
    side: "for",
    where: "parameter",
    says: "the parameter's description speaks of the list's records",
    fires: ({ param, list }) => param.described.some((word) => word === list.noun),
  },
  {
    id: "parents/key-of-the-step-before-it",
    weight: 0.8,
    side: "for",
    where: "path",
    says: "the parameter is a bare key of what the step before it names",
    fires: ({ param, list }) => param.noun === "" && param.before !== "" && param.before === list.noun,
  },
  {
    id: "parents/told-of",
    weight: 0.4,
    side: "for",
    where: "description",
    says: "the stream's description names the operation that lists them",
    fires: ({ param, child, list }) =>
      list.titles.some((title) => child.text.includes(title) || param.text.includes(title)),
  },
  {
    id: "parents/near",
    weight: 0.3,
    side: "for",
    where: "list",
    says: "the list lies in the same part of the API",
    fires: ({ child, list }) => shareOfPath(child, list) >= 0.5,
  },
  {
    id: "parents/named-like-another-list",
    weight: 0.6,
    side: "against",
    where: "parameter",
    says: "the parameter is named like the records of another list",
    fires: ({ param, list, index }) =>
      param.noun !== "" &&
      !isCalled(list, param.noun) &&
      !(param.prefix === list.key && hasFieldOfThatName(param, list)) &&
      index.named.has(param.noun),
  },
  {
    id: "parents/named-otherwise",
    weight: 0.6,
    side: "against",
    where: "parameter",
    says: "the parameter's name speaks of something else than the list's records",
    fires: ({ param, list }) =>
      param.noun !== "" && param.key !== "" && param.prefix !== list.found && !isCalled(list, param.noun),
  },
  {
    id: "parents/another-word",
    weight: 0.35,
    side: "against",
    where: "parameter",
    says: "the parameter of the path is a word of its own, which the list isn't called",
    fires: ({ param, list }) =>
      param.need === "path" &&
      param.noun !== "" &&
      param.key === "" &&
      param.prefix !== list.found &&
      !isCalled(list, param.noun) &&
      !(list.noun !== "" && param.noun.endsWith(list.noun)) &&
      !(param.before === list.noun && hasFieldOfThatName(param, list)),
  },
  {
    id: "parents/step-names-another",
    weight: 0.6,
    side: "against",
    where: "path",
    says: "the step before the bare key names something else than the list's records",
    fires: ({ param, list }) =>
      param.noun === "" && param.before !== "" && param.prefix !== list.found && !isCalled(list, param.before),
  },
  {
    id: "parents/beside",
    weight: 0.7,
    side: "for",
    where: "list",
    says: "the list lies right beside this stream, below the same parent",
    fires: ({ child, list }) => isBeside(child, list),
  },
  {
    id: "parents/needs-nothing",
    weight: 0.2,
    side: "for",
    where: "list",
    says: "the list needs no value that this stream hasn't",
    fires: ({ child, list }) => !needsMore(child, list),
  },
  {
    id: "parents/needs-more",
    weight: 0.3,
    side: "against",
    where: "list",
    says: "the list itself needs a value",
    fires: ({ child, list }) => needsMore(child, list),
  },
  {
    id: "parents/reporting-list",
    weight: 0.4,
    side: "against",
    where: "path",
    says: "the list is a report about such records, not where they are kept",
    fires: ({ child, list }) => isReportElsewhere(list.key, child.stream.operation.path),
  },
  {
    id: "parents/selection",
    weight: 0.4,
    side: "against",
    where: "path",
    says: "the list gives a selection of such records, not all",
    fires: ({ list }) => SELECTION.test(list.key),
  },
  {
    id: "parents/single-step",
    weight: 0.5,
    side: "against",
    where: "list",
    says: "the list's path ends in the singular, below one record, where another list's ends in the plural",
    fires: ({ list, index }) => list.isOfOne && list.noun !== "" && index.namedInPlural.has(list.noun),
  },
  {
    id: "parents/fixed-choice",
    weight: 0.8,
    side: "against",
    where: "parameter",
    says: "the parameter takes one of a few fixed values",
    fires: ({ param }) => (param.fact.schema.enum?.length ?? 0) > 0,
  },
  {
    id: "parents/deprecated-list",
    weight: 0.2,
    side: "against",
    where: "path",
    says: "the list is deprecated, this stream is not",
    fires: ({ child, list }) => list.stream.operation.deprecated && !child.stream.operation.deprecated,
  },
  {
    id: "parents/searched",
    weight: 0.15,
    side: "against",
    where: "parameter",
    says: "the list is a search, it may need a question",
    // The list at the path itself is meant, whatever it asks.
    fires: ({ param, list }) =>
      list.stream.operation.method === "POST" ||
      (param.prefix !== list.key &&
        list.stream.operation.parameters.some((one) => one.in === "query" && one.required && asksSomething(one))),
  },
];

const REPORTING =
  /\/(metrics?|reports?|stats?|statistics|analytics|dashboards?|history|audit\w*|archives?d?|insights?|logs?|trash|deleted)\//i;

/** A few of the records, however they are chosen. */
const SELECTION =
  /\/(random|similar|related|top|top[-_]?rated|featured|popular|trending|new|newest|latest|recent|highlighted|recommend(ed|ations)|auto[-_]?complete|suggest(ions?)?|typeahead|nearby|favou?rites|starred)$/i;

function isCalled(list: ParentList, name: string): boolean {
  return name === list.noun || list.alsoCalled.includes(name) || list.kinds.includes(name);
}

function hasFieldOfThatName({ fact, noun }: OpenParameter, { stream }: ParentList): boolean {
  return noun !== "" && stream.record?.properties.has(fact.name) === true;
}

/** A report's own details hang on it; another report's don't. */
function isReportElsewhere(list: string, path: string): boolean {
  const report = REPORTING.exec(list)?.[0];
  return report !== undefined && !path.includes(report);
}

/** Share of the list's path that the stream's path begins with. */
export function shareOfPath(child: Child, { steps }: ParentList): number {
  const shared = steps.findIndex((step, at) => child.steps[at] !== step);
  return steps.length === 0 ? 0 : (shared < 0 ? steps.length : shared) / steps.length;
}

/** All of the list's path but its last step is this stream's, with a placeholder in it. */
function isBeside({ key }: Child, list: ParentList): boolean {
  const above = list.key.slice(0, list.key.lastIndexOf("/") + 1);
  return above.includes("{}") && !list.key.endsWith("{}") && key.startsWith(above);
}

function needsMore({ params }: Child, list: ParentList): boolean {
  return list.params.some((name) => !params.includes(name));
}
