import type { ListedStream } from "../../evidence/listed-stream.ts";
import { pathParams } from "../../model/path-template.ts";
import { remembered } from "../remembered.ts";
import { pathKey } from "../streams/path-shape.ts";
import type { OpenParameter } from "./open-parameters.ts";
import type { ParentIndex, ParentList } from "./parent-index.ts";

export interface ParentSignal {
  readonly id: string;
  readonly weight: number;
  readonly side: "for" | "against";
  /** Where it was read: signals of one place count once. */
  readonly where: "path" | "parameter" | "list";
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
      param.prefix !== undefined &&
      (param.prefix === list.key || (list.key.startsWith(`${param.prefix}/`) && isVerbOf(list.key, param.prefix))),
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
    id: "parents/step-before-it",
    weight: 0.6,
    side: "for",
    where: "path",
    says: "the step before the parameter names the records of the list",
    fires: ({ param, list }) =>
      param.before !== "" && (param.before === list.noun || list.alsoCalled.includes(param.before)),
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
      param.noun !== list.noun &&
      !list.alsoCalled.includes(param.noun) &&
      (index.byNoun.get(param.noun) ?? []).some((other) => other.noun === param.noun),
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
    fires: ({ stream, list }) => REPORTING.test(list.key) && !REPORTING.test(stream.operation.path),
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
      list.stream.operation.parameters.some((one) => one.in === "query" && one.required),
  },
];

const REPORTING =
  /\/(metrics?|reports?|stats?|statistics|analytics|dashboards?|history|audit\w*|archives?d?|insights?|logs?|trash|deleted)\//i;

function isVerbOf(key: string, prefix: string): boolean {
  return /^\/_?(search|list|query|find|all|browse)$/i.test(key.slice(prefix.length));
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
