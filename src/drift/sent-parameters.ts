import type { Pagination, Param } from "../model/pagination.ts";
import type { ChangeAbout, HttpStream, Spotted } from "./change.ts";

/** A parameter that the connector sends with the requests of one stream, and what for. */
export interface SentParameter {
  readonly param: Param;
  readonly about: ChangeAbout;
  /** In words: `asks for the next page`. */
  readonly does: string;
  /** Of one that is always the same. */
  readonly value?: string;
}

/** Those that it sends, and those that it could read the stream bit by bit with. Those in paths are known by the path. */
export function sentParameters(
  { access, incremental, parents }: HttpStream,
  spotted: Spotted,
): readonly SentParameter[] {
  const { query, headers, inputs, pagination } = access;
  const constant = (place: "query" | "header") => (one: { readonly name: string; readonly value: string }) => ({
    param: { name: one.name, in: place },
    about: "parameter" as const,
    does: "is sent with every request",
    value: one.value,
  });
  const request = incremental?.request;
  const filters: readonly Param[] = request
    ? [
        request,
        ...(request.until ? [request.until] : []),
        ...(request.constants ?? []).map(({ name }) => ({ name, in: request.in })),
      ]
    : [];
  const all: readonly SentParameter[] = [
    ...pagingParameters(pagination),
    ...filters.map((param) => ({ param, about: "incremental" as const, does: "asks for what is new" })),
    ...parents.map(({ param }) => ({ param, about: "parents" as const, does: "is filled from the parent's records" })),
    ...inputs.map(({ param }) => ({ param, about: "parameter" as const, does: "is filled from a setting" })),
    ...query.map(constant("query")),
    ...headers.map(constant("header")),
  ];
  const known = new Set(all.map(({ param }) => `${param.in}:${param.name}`));
  const further = [
    ...(access.pagination.kind === "none" ? [] : spotted.levers).map((param) => ({
      param,
      about: "pagination" as const,
    })),
    ...(incremental ? spotted.filters : []).map((param) => ({ param, about: "incremental" as const })),
  ];
  const unsent = further
    .filter(({ param }) => !known.has(`${param.in}:${param.name}`))
    .map((one) => ({ ...one, does: UNSENT[one.about] }));
  return [...all, ...unsent].filter(({ param }) => param.in !== "path");
}

const UNSENT = {
  pagination: "was a way to ask for the next page (the connector pages otherwise)",
  incremental: "was a way to ask for what is new (the connector doesn't send it)",
};

function pagingParameters(pagination: Pagination): readonly SentParameter[] {
  const size = "sizeParam" in pagination && pagination.sizeParam ? [pagination.sizeParam] : [];
  return [
    ...pageParameters(pagination).map((param) => ({ param, does: "asks for the next page" })),
    ...size.map((param) => ({ param, does: "says how many records a page holds" })),
  ].map((one) => ({ ...one, about: "pagination" as const }));
}

/** What asks for a certain page. */
export function pageParameters(pagination: Pagination): readonly Param[] {
  switch (pagination.kind) {
    case "page-number":
      return [pagination.pageParam];
    case "offset":
      return [pagination.offsetParam];
    case "cursor":
      return [pagination.cursorParam];
    case "none":
    case "next-url":
    case "link-header":
    case "unknown":
      return [];
  }
}
