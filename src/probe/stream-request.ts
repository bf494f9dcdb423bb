import { readPath, valueText } from "../model/field-path.ts";
import type { HttpAccess, HttpSource } from "../model/http.ts";
import type { Pagination, Param } from "../model/pagination.ts";
import { pathParams, pathParts } from "../model/path-template.ts";
import type { Stream } from "../model/stream.ts";
import type { Json } from "../model/values.ts";
import { type HttpRequest, withHeader, withParam, withQuery } from "./http-request.ts";
import type { Fill } from "./sign-in.ts";

/** A stream that is read over HTTP. */
export type HttpStream = Stream & { readonly access: HttpAccess };

export interface RequestParts {
  readonly source: HttpSource;
  readonly fill: Fill;
  /** The value of a setting; undefined where the user gave none and it has no default. */
  readonly setting: (name: string) => Json | undefined;
}

/** The request for the first page, or what it lacks. */
export type Made = { readonly request: HttpRequest } | { readonly lacks: string };

/** As the connector would ask, with the values of one record of each parent, by stream. */
export function firstRequest(stream: HttpStream, parents: Readonly<Record<string, Json>>, parts: RequestParts): Made {
  const { access } = stream;
  const given = paramValues(stream, parents, parts);
  if ("lacks" in given) return given;
  const path = filledPath(access.path, given.values);
  const url = parts.fill(access.baseUrl ?? parts.source.baseUrl) + path;
  if (URL.parse(url) === null) return { lacks: "the address of the API" };
  let request: HttpRequest = {
    method: access.method,
    url,
    headers: { accept: "application/json" },
    ...(access.body && { body: access.body }),
    shown: `${access.method} ${access.path}`,
  };
  for (const { name, value } of [...parts.source.headers, ...access.headers]) {
    request = withHeader(request, name, parts.fill(value));
  }
  for (const { name, value } of access.query) request = withQuery(request, name, parts.fill(value));
  for (const { param, value } of given.values) request = withParam(request, param, value);
  return { request: started(request, access.pagination) };
}

interface ParamValue {
  readonly param: Param;
  readonly value: Json;
}

function paramValues(
  { parents: links, access }: HttpStream,
  parents: Readonly<Record<string, Json>>,
  { setting }: RequestParts,
): { readonly values: readonly ParamValue[] } | { readonly lacks: string } {
  const values: ParamValue[] = [];
  for (const { stream, field, param } of links) {
    const value = readPath(parents[stream], field) ?? null;
    if (value === null) return { lacks: `a record of ${stream} that tells its ${field.join(".")}` };
    values.push({ param, value });
  }
  for (const { param, setting: name } of access.inputs) {
    const value = setting(name);
    if (value !== undefined) values.push({ param, value });
    else if (param.in === "path") return { lacks: `a value for the setting ${name}` };
  }
  const unfilled = pathParams(access.path).find((name) => !values.some(({ param }) => isPathParam(param, name)));
  return unfilled === undefined ? { values } : { lacks: `a value for {${unfilled}} in its path` };
}

function isPathParam({ in: place, name }: Param, wanted: string): boolean {
  return place === "path" && name === wanted;
}

function filledPath(path: string, values: readonly ParamValue[]): string {
  return pathParts(path)
    .map((part) => {
      if (part.kind === "text") return part.text;
      const held = values.find(({ param }) => isPathParam(param, part.name));
      return encodeURIComponent(valueText(held?.value));
    })
    .join("");
}

/** With what the first page is asked for by. */
function started(request: HttpRequest, pagination: Pagination): HttpRequest {
  const sized = withPageSize(request, pagination, "pageSize" in pagination ? pagination.pageSize : undefined);
  switch (pagination.kind) {
    case "page-number":
      return withParam(sized, pagination.pageParam, pagination.firstPage);
    case "offset":
      return withParam(sized, pagination.offsetParam, pagination.firstOffset ?? 0);
    default:
      return sized;
  }
}

/** The same request for another number of records; unchanged where the source takes none. */
export function withPageSize(request: HttpRequest, pagination: Pagination, size: number | undefined): HttpRequest {
  if (size === undefined || !("sizeParam" in pagination) || pagination.sizeParam === undefined) return request;
  return withParam(request, pagination.sizeParam, size);
}
