import type { SourceRef } from "../../evidence/source-ref.ts";
import { pathParams } from "../../model/path-template.ts";
import { isRecord } from "../json-value.ts";
import { child, type Node, placeOf, record, text } from "../node.ts";
import { type RequestUrl, readRequestUrl } from "../request-url.ts";
import type { CollectionItem } from "./collection-items.ts";
import { readDescriptionTables } from "./description-tables.ts";
import { type KeyValue, readDescription, readKeyValues } from "./key-values.ts";
import { readScripts, type ScriptFacts } from "./scripts.ts";
import type { Variables } from "./variables.ts";

/** One request as a collection writes it, its address cut into parts. */
export interface PostmanRequest {
  readonly item: CollectionItem;
  /** Upper case. */
  readonly method: string;
  readonly description: string | undefined;
  readonly server: string | undefined;
  readonly path: string;
  readonly query: readonly KeyValue[];
  /** What is said of the placeholders in the path. */
  readonly pathVariables: readonly KeyValue[];
  readonly headers: readonly KeyValue[];
  readonly body: Node;
  /** Queries of the requests that saved answers were given to. */
  readonly otherQueries: readonly KeyValue[];
  readonly scripts: ScriptFacts;
  readonly at: SourceRef;
}

/** `undefined` where there is no address at all. */
export function readRequest(item: CollectionItem, variables: Variables): PostmanRequest | undefined {
  const request = child(item.node, "request");
  const url = typeof request.value === "string" ? request : child(request, "url");
  const written = writtenUrl(url);
  if (written === undefined) return undefined;
  const { server, path, query } = readAddress(written, variables);
  const responses = child(item.node, "response");
  const described = readDescription(child(request, "description")) ?? readDescription(child(item.node, "description"));
  const told = readDescriptionTables(described, child(request, "description"));
  const method = (text(record(request).method) ?? "GET").toUpperCase();
  const placed = withPlaceholders(path);
  const inPath = new Set(pathParams(placed));
  return {
    item,
    method,
    description: described,
    server,
    path: placed,
    // What is sent in a body isn't told apart in tables, so that only requests without one are known by them.
    query: withTold(queryOf(url, query), method === "GET" ? told.filter(({ key }) => !inPath.has(key)) : []),
    pathVariables: withTold(
      readKeyValues(child(url, "variable")),
      told.filter(({ key }) => inPath.has(key)),
    ),
    headers: readKeyValues(child(request, "header")).filter(({ key }) => HEADER.test(key)),
    body: child(request, "body"),
    otherQueries: originalQueries(responses),
    scripts: readScripts(item.node),
    at: placeOf(item.node),
  };
}

/** What can be a header's name: nothing else is ever sent as one. */
const HEADER = /^[\w!#$%&'*+.^`|~-]{1,200}$/;

/** What a table says of a parameter is its description, where it has none of its own. */
function withTold(listed: readonly KeyValue[], told: readonly KeyValue[]): readonly KeyValue[] {
  const remarks = new Map(told.map(({ key, description }) => [key, description]));
  const names = new Set(listed.map(({ key }) => key));
  return [
    ...listed.map((one) => ({ ...one, description: one.description ?? remarks.get(one.key) })),
    ...told.filter(({ key }) => !names.has(key)),
  ];
}

/** The address as one text, from its parts where it isn't written as a whole. */
function writtenUrl(url: Node): string | undefined {
  if (typeof url.value === "string") return url.value.trim() === "" ? undefined : url.value;
  if (!isRecord(url.value)) return undefined;
  const raw = text(url.value.raw);
  if (raw !== undefined) return raw;
  const { protocol, host, port, path } = url.value;
  const hostText = joined(host, ".");
  if (hostText === "" && joined(path, "/") === "") return undefined;
  const scheme = text(protocol);
  const start = scheme === undefined ? hostText : `${scheme}://${hostText}`;
  return `${start}${text(port) === undefined ? "" : `:${text(port)}`}/${joined(path, "/").replace(/^\//, "")}`;
}

function joined(parts: unknown, by: string): string {
  if (!Array.isArray(parts)) return text(parts) ?? "";
  return parts.map((part) => text(isRecord(part) ? part.value : part) ?? "").join(by);
}

/**
 * The variable that an address begins with is filled in, with its path a part of the server, and so is one that is a
 * whole host; steps of the path stay open.
 */
function readAddress(written: string, variables: Variables): RequestUrl {
  const base = /^\s*\{\{[^{}]*\}\}(?=[/?#]|\s*$)/.exec(written)?.[0];
  if (base !== undefined) {
    const { server, path } = readRequestUrl(variables.fill(base));
    const rest = readRequestUrl(`/${written.slice(base.length).replace(/^\/+/, "")}`);
    return { ...rest, server: `${server ?? ""}${path === "/" ? "" : path}` };
  }
  const start = /^\s*\{\{[^{}]*\}\}/.exec(written)?.[0] ?? "";
  const host = /^(\w+:\/\/)(\{\{[^{}]*\}\})(?=[/:?]|$)/.exec(written);
  const value = host && variables.fill(host[2] ?? "");
  if (host && value && /^[\w-]+(?:\.[\w-]+)+/.test(value)) {
    return readRequestUrl(`${host[1]}${value}${written.slice(host[0].length)}`);
  }
  return readRequestUrl(variables.fill(start) + written.slice(start.length));
}

function queryOf(url: Node, inAddress: RequestUrl["query"]): readonly KeyValue[] {
  const listed = readKeyValues(child(url, "query"));
  if (listed.length > 0) return listed;
  return inAddress.map(({ name, value }) => ({
    key: name,
    value: value?.replace(/^\{([^{}]+)\}$/, "{{$1}}"),
    description: undefined,
    disabled: false,
    type: undefined,
    node: url,
  }));
}

function originalQueries(responses: Node): readonly KeyValue[] {
  if (!Array.isArray(responses.value)) return [];
  return responses.value.slice(0, 20).flatMap((_, index) => {
    const url = child(child(child(responses, index), "originalRequest"), "url");
    const listed = readKeyValues(child(url, "query"));
    return listed.map((one) => ({ ...one, disabled: true }));
  });
}

const ID =
  /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?=.*\d)[0-9a-f]{16,}|\d{5,}|\*{3}|(?=.*\d)(?=.*[a-zA-Z])[\w-]{20,})$/i;

/** Ids that were left in the path stand for any: `/users/48211` → `/users/{user_id}`. */
function withPlaceholders(path: string): string {
  const steps = path.split("/");
  const used = new Set(steps);
  return steps
    .map((step, index) => {
      const before = steps[index - 1] ?? "";
      const isSmall = /^\d{1,4}$/.test(step) && /[a-z]{3,}s$/i.test(before) && index > 1;
      if (!ID.test(step) && !isSmall) return step;
      const name = nameAfter(before);
      const free = used.has(`{${name}}`) ? `${name}_${index}` : name;
      used.add(`{${free}}`);
      return `{${free}}`;
    })
    .join("/");
}

function nameAfter(step: string): string {
  const noun = step.replace(/[{}]/g, "").replace(/ies$/i, "y").replace(/s$/i, "");
  return noun === "" ? "id" : `${noun}_id`;
}
