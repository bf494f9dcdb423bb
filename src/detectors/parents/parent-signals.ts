import type { ListedStream } from "../../evidence/listed-stream.ts";
import { pathParams } from "../../model/path-template.ts";
import { remembered } from "../remembered.ts";
import { pathKey, pathSegments } from "../streams/path-shape.ts";
import { isPlural, plural } from "../streams/words.ts";
import { asksSomething, type OpenParameter } from "./open-parameters.ts";
import { type ParentIndex, type ParentList, withoutVerb } from "./parent-index.ts";

export interface ParentSignal {
  readonly id: string;
  readonly weight: number;
  readonly side: "for" | "against";
  /** Where it was read: signals of one place count once. */
  readonly where: "path" | "parameter" | "list" | "record" | "description";
  readonly says: string;
  readonly fires: (view: {
    readonly param: OpenParameter;
    readonly stream: ListedStream;
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
      param.prefix !== undefined && (param.prefix === list.key || param.prefix === withoutVerb(list.key)),
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
    fires: ({ param, stream, list }) => tellsOf(stream, list) || tellsOf({ operation: param.fact }, list),
  },
  {
    id: "parents/near",
    weight: 0.3,
    side: "for",
    where: "list",
    says: "the list lies in the same part of the API",
    fires: ({ stream, list }) => shareOfPath(stream, list) >= 0.5,
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
      (index.byNoun.get(param.noun) ?? []).some(({ noun, key }) => noun === param.noun && !key.endsWith("{}")),
  },
  {
    id: "parents/named-otherwise",
    weight: 0.6,
    side: "against",
    where: "parameter",
    says: "the parameter's name speaks of something else than the list's records",
    fires: ({ param, list }) =>
      param.noun !== "" && param.key !== "" && param.prefix !== withoutVerb(list.key) && !isCalled(list, param.noun),
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
      param.prefix !== withoutVerb(list.key) &&
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
      param.noun === "" &&
      param.before !== "" &&
      param.prefix !== withoutVerb(list.key) &&
      !isCalled(list, param.before),
  },
  {
    id: "parents/beside",
    weight: 0.7,
    side: "for",
    where: "list",
    says: "the list lies right beside this stream, below the same parent",
    fires: ({ stream, list }) => isBeside(stream, list),
  },
  {
    id: "parents/needs-nothing",
    weight: 0.2,
    side: "for",
    where: "list",
    says: "the list needs no value that this stream hasn't",
    fires: ({ stream, list }) => missing(stream, list) === 0,
  },
  {
    id: "parents/needs-more",
    weight: 0.3,
    side: "against",
    where: "list",
    says: "the list itself needs a value",
    fires: ({ stream, list }) => missing(stream, list) > 0,
  },
  {
    id: "parents/reporting-list",
    weight: 0.4,
    side: "against",
    where: "path",
    says: "the list is a report about such records, not where they are kept",
    fires: ({ stream, list }) => isReportElsewhere(list.key, stream.operation.path),
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
    fires: ({ list, index }) =>
      isOfOne(list) &&
      (index.byNoun.get(list.noun) ?? []).some((other) => other.noun === list.noun && endsInPlural(other)),
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
    fires: ({ stream, list }) => list.stream.operation.deprecated && !stream.operation.deprecated,
  },
  {
    id: "parents/searched",
    weight: 0.15,
    side: "against",
    where: "parameter",
    says: "the list is a search, it may need a question",
    fires: ({ list }) =>
      list.stream.operation.method === "POST" ||
      list.stream.operation.parameters.some((one) => one.in === "query" && one.required && asksSomething(one)),
  },
];

const REPORTING =
  /\/(metrics?|reports?|stats?|statistics|analytics|dashboards?|history|audit\w*|archives?d?|insights?|logs?|trash|deleted)\//i;

/** "The meetings can be fetched using 'Get historical meetings'". */
function tellsOf(
  { operation }: { readonly operation: { readonly description?: string | undefined } },
  list: ParentList,
) {
  const { summary, operationId } = list.stream.operation;
  const text = (operation.description ?? "").toLowerCase();
  return [summary, operationId].some(
    (name) => name !== undefined && name.length > 8 && text.includes(name.toLowerCase()),
  );
}

/** A few of the records, however they are chosen. */
const SELECTION =
  /\/(random|similar|related|top|top[-_]?rated|featured|popular|trending|new|newest|latest|recent|highlighted|recommend(ed|ations)|auto[-_]?complete|suggest(ions?)?|typeahead|nearby|favou?rites|starred)$/i;

function isCalled(list: ParentList, name: string): boolean {
  return name === list.noun || list.alsoCalled.includes(name) || list.kinds.includes(name);
}

function hasFieldOfThatName({ fact, noun }: OpenParameter, { stream }: ParentList): boolean {
  return noun !== "" && stream.record?.properties.has(fact.name) === true;
}

/** `/lists/{id}/board`: the board of a list. */
function isOfOne({ stream }: ParentList): boolean {
  const steps = pathSegments(stream.operation.path);
  const last = steps.at(-1);
  const word = last?.words.at(-1) ?? "";
  return steps.at(-2)?.kind === "param" && last?.kind === "text" && plural(word) !== word;
}

function endsInPlural({ stream }: ParentList): boolean {
  return isPlural(pathSegments(stream.operation.path).at(-1)?.words.at(-1) ?? "");
}

/** A report's own details hang on it; another report's don't. */
function isReportElsewhere(list: string, path: string): boolean {
  const report = REPORTING.exec(list)?.[0];
  return report !== undefined && !path.includes(report);
}

const stepsOf: (key: string) => readonly string[] = remembered((key) => key.split("/").filter((step) => step !== ""));

/** Share of the list's path that the stream's path begins with. */
export function shareOfPath(stream: ListedStream, list: ParentList): number {
  const steps = stepsOf(list.key);
  const own = stepsOf(pathKey(stream.operation.path));
  const shared = steps.findIndex((step, at) => own[at] !== step);
  return steps.length === 0 ? 0 : (shared < 0 ? steps.length : shared) / steps.length;
}

/** All of the list's path but its last step is this stream's, with a placeholder in it. */
function isBeside(stream: ListedStream, list: ParentList): boolean {
  const above = list.key.slice(0, list.key.lastIndexOf("/") + 1);
  return above.includes("{}") && !list.key.endsWith("{}") && pathKey(stream.operation.path).startsWith(above);
}

const paramsOf: (path: string) => readonly string[] = remembered(pathParams);

function missing(stream: ListedStream, list: ParentList): number {
  const own = paramsOf(stream.operation.path);
  return paramsOf(list.stream.operation.path).filter((name) => !own.includes(name)).length;
}
