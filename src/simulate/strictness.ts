import { isObject, readPath } from "../model/field-path.ts";
import type { Param } from "../model/pagination.ts";
import type { Json } from "../model/values.ts";
import type { Configuration } from "./configuration.ts";
import { secretQueryParams } from "./credentials.ts";
import type { Endpoint, Match } from "./endpoint.ts";
import { POSITION_PARAM } from "./paging.ts";
import { paramValue, type ReceivedRequest } from "./received-request.ts";
import { filled, sameJson } from "./token-endpoints.ts";

/** What a request does that the model doesn't allow. */
export interface Complaints {
  /** A real source would not answer: something that it needs is missing or wrong. */
  readonly refusing: readonly string[];
  /** A real source may well answer, and the connector would never know. */
  readonly silent: readonly string[];
}

/** Values that only a template gone wrong sends. */
const UNFILLED = /^(None|null|undefined|NaN|nan|\[object Object\])$|\{\{|\}\}|^\{.*\}$/;

export function complaints(match: Match, request: ReceivedRequest, configuration: Configuration): Complaints {
  const { endpoint } = match;
  const declared = declaredParams(endpoint);
  return {
    refusing: [
      ...constantProblems(match, request),
      ...inputProblems(match, request, configuration),
      ...bodyConstantProblems(endpoint, request, configuration),
    ],
    silent: [
      ...hostProblems(request),
      ...queryProblems(endpoint, request, declared),
      ...bodyProblems(endpoint, request, declared),
      ...unfilledProblems(match, request, { declared, configuration }),
    ],
  };
}

/** All parameters of an endpoint whose value isn't constant. */
function declaredParams({ stream, access }: Endpoint): Param[] {
  const { pagination } = access;
  const params: (Param | undefined)[] = [
    ...access.inputs.map((input) => input.param),
    ...stream.parents.map((link) => link.param),
    stream.incremental?.request,
    stream.incremental?.request?.until,
  ];
  if (pagination.kind !== "none") params.push(pagination.sizeParam);
  if (pagination.kind === "page-number") params.push(pagination.pageParam);
  if (pagination.kind === "offset") params.push(pagination.offsetParam);
  if (pagination.kind === "cursor") params.push(pagination.cursorParam);
  if (pagination.kind === "next-url" || pagination.kind === "link-header")
    params.push({ name: POSITION_PARAM, in: "query" });
  return params.filter((param) => param !== undefined);
}

function hostProblems({ headers, origin }: ReceivedRequest): string[] {
  const wanted = new URL(origin).host;
  const sent = headers.host ?? "";
  return sent === wanted ? [] : [`the Host header is "${sent}", not "${wanted}"`];
}

function constantProblems({ endpoint, pathValues }: Match, request: ReceivedRequest): string[] {
  return endpoint.constants.flatMap((constant) => {
    const sent = paramValue(request, pathValues, constant);
    if (sent === constant.value) return [];
    const what = constant.in === "header" ? "header" : "query parameter";
    return [`the ${what} "${constant.name}" must be "${constant.value}", ${sentText(sent)}`];
  });
}

function sentText(sent: string | undefined): string {
  return sent === undefined ? "and is missing" : `not "${sent}"`;
}

function inputProblems({ endpoint, pathValues }: Match, request: ReceivedRequest, { config }: Configuration): string[] {
  return endpoint.access.inputs.flatMap(({ param, setting }) => {
    const sent = paramValue(request, pathValues, param);
    const wanted = String(config[setting] ?? "");
    return sent === wanted ? [] : [`"${param.name}" must be the setting "${setting}", ${sentText(sent)}`];
  });
}

function queryProblems(endpoint: Endpoint, { query }: ReceivedRequest, declared: readonly Param[]): string[] {
  const allowed = new Set([
    ...[...declared, ...endpoint.constants].filter((param) => param.in === "query").map((param) => param.name),
    ...secretQueryParams(endpoint.auth),
  ]);
  const until = endpoint.stream.incremental?.request?.until;
  const mayRepeat = until?.name === endpoint.stream.incremental?.request?.name ? until?.name : undefined;
  const names = new Set(query.keys());
  return [
    ...[...names].filter((name) => !allowed.has(name)).map((name) => `undeclared query parameter "${name}"`),
    ...[...names]
      .filter((name) => query.getAll(name).length > 1 && name !== mayRepeat)
      .map((name) => `query parameter "${name}" was sent twice`),
  ];
}

interface Expected {
  readonly declared: readonly Param[];
  readonly configuration: Configuration;
}

/** Constants and settings may look like a placeholder and be right all the same. */
function unfilledProblems(match: Match, request: ReceivedRequest, { declared, configuration }: Expected): string[] {
  const given = Object.values(configuration.config).filter((value) => value !== "");
  const known = new Set([...match.endpoint.constants.map(({ value }) => value), ...given.map(String)]);
  return declared.flatMap((param) => {
    const value = paramValue(request, match.pathValues, param);
    if (value === undefined || known.has(value)) return [];
    const empty = value === "" && param.in === "path";
    return empty || UNFILLED.test(value)
      ? [`"${param.name}" was sent as "${value}": a placeholder that nothing filled`]
      : [];
  });
}

function bodyConstantProblems(endpoint: Endpoint, request: ReceivedRequest, { fill }: Configuration): string[] {
  const { access } = endpoint;
  if (!access.body) return [];
  const declared = declaredParams(endpoint);
  const wanted = filled(access.body.value, fill);
  // No body at all says as much as an empty one.
  if (request.text === "" && leaves(wanted).length === 0) return [];
  const type = request.headers["content-type"] ?? "";
  const right = access.body.encoding === "json" ? type.includes("json") : type.includes("x-www-form-urlencoded");
  if (!right) return [`the body must be ${access.body.encoding}, and is "${type}"`];
  const params = new Set(declared.filter((param) => param.in === "body").map((param) => param.name));
  return leaves(wanted).flatMap(({ path, value }) => {
    // A parameter may stand in a place that the constant body fills as well.
    if (params.has(path.join("."))) return [];
    const sent = readPath(request.body, path);
    const wantedValue = access.body?.encoding === "form" && !isObject(value) ? String(value) : value;
    return sameJson(sent, wantedValue) ? [] : [`the body's "${path.join(".")}" isn't the declared one`];
  });
}

function bodyProblems(endpoint: Endpoint, request: ReceivedRequest, declared: readonly Param[]): string[] {
  const params = new Set(declared.filter((param) => param.in === "body").map((param) => param.name));
  if (request.text !== "" && request.body === undefined) return ["the body is neither JSON nor a form"];
  if (!endpoint.access.body && params.size === 0) {
    return request.text === "" || sameJson(request.body, {}) ? [] : ["a body was sent, and none is declared"];
  }
  const constant = new Set(leaves(endpoint.access.body?.value).map(({ path }) => path.join(".")));
  return leaves(request.body)
    .map(({ path }) => path.join("."))
    .filter((name) => !constant.has(name) && !params.has(name))
    .map((name) => `undeclared body field "${name}"`);
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: Json;
}

/** All values that are no objects with names of their own. */
function leaves(value: Json | undefined, path: readonly string[] = []): Leaf[] {
  if (value === undefined) return [];
  if (!isObject(value) || Object.keys(value).length === 0) return path.length > 0 ? [{ path, value }] : [];
  return Object.entries(value).flatMap(([name, item]) => leaves(item, [...path, name]));
}
