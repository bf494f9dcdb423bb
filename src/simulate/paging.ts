import { readPath, valueText } from "../model/field-path.ts";
import type { CursorPagination, OffsetPagination, PageNumberPagination } from "../model/pagination.ts";
import type { Match } from "./endpoint.ts";
import type { Entry } from "./entry.ts";
import type { Places } from "./list-places.ts";
import { pageLimit } from "./list-size.ts";
import { paramValue, type ReceivedRequest } from "./received-request.ts";

/** A part of a list, as it was asked for. */
export interface Page {
  readonly entries: readonly Entry[];
  /** The record just before it. */
  readonly before: Entry | undefined;
  /** Records of the list before it. */
  readonly start: number;
  /** 0 for the first page. */
  readonly number: number;
  readonly limit: number;
  readonly more: boolean;
  /** All records of the list. */
  readonly total: number;
  /** Asks for what lies behind the list's last record. */
  readonly pastEnd: boolean;
  /** What the request does against the declared paging; the page is what the source makes of it. */
  readonly problems: readonly string[];
  /** The request can't be understood at all. */
  readonly refused: boolean;
}

/** Carries a position where the address of the next page is the source's own affair. */
export const POSITION_PARAM = "next_token";
/** Makes `+`, `/` and `=` appear in each token, so that only properly encoded ones come back. */
const TOKEN_MARK = [0xfb, 0xff, 0xbf];

export function positionToken(serial: number): string {
  return Buffer.from([...TOKEN_MARK, ...Buffer.from(`after ${serial} `), 0])
    .toString("base64")
    .replace(/=*$/, "=");
}

/** The serial in a token; undefined where the source never gave such a token. */
function serialIn(token: string): number | undefined {
  const serial = /after (-?\d+) /.exec(Buffer.from(token, "base64").toString("latin1"))?.[1];
  return serial !== undefined && positionToken(Number(serial)) === token ? Number(serial) : undefined;
}

export interface PageDesk {
  readonly smallPage: number;
  readonly places: Places;
}

export function findPage(match: Match, request: ReceivedRequest, list: readonly Entry[], desk: PageDesk): Page {
  const problems: string[] = [];
  const limit = askedLimit(match, request, { smallPage: desk.smallPage, problems });
  const position = startOf(match, request, { list, limit, problems, places: desk.places });
  const start = position ?? 0;
  const entries = position === undefined ? [] : list.slice(start, start + limit);
  return {
    entries,
    before: list[start - 1],
    start,
    number: Number.isFinite(limit) ? Math.ceil(start / limit) : 0,
    limit,
    more: start + entries.length < list.length,
    total: list.length,
    pastEnd: start > 0 && start >= list.length,
    problems,
    refused: position === undefined,
  };
}

function askedLimit(
  { endpoint, pathValues }: Match,
  request: ReceivedRequest,
  { smallPage, problems }: { readonly smallPage: number; readonly problems: string[] },
): number {
  const { pagination } = endpoint.access;
  if (pagination.kind === "none" || !pagination.sizeParam) return pageLimit(endpoint.access, smallPage, undefined);
  const text = paramValue(request, pathValues, pagination.sizeParam);
  if (text === undefined) return pageLimit(endpoint.access, smallPage, undefined);
  const size = wholeNumber(text);
  const most = pagination.pageSize ?? Number.POSITIVE_INFINITY;
  if (size === undefined || size < 1) problems.push(`page size "${text}" is no positive whole number`);
  else if (size > most) problems.push(`page size ${size} is more than the ${most} that the source allows`);
  return pageLimit(endpoint.access, smallPage, size === undefined || size < 1 ? undefined : size);
}

function wholeNumber(text: string): number | undefined {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

interface Search {
  readonly places: Places;
  readonly list: readonly Entry[];
  readonly limit: number;
  readonly problems: string[];
}

/** How many records lie before the page; undefined where the request can't be understood. */
function startOf(match: Match, request: ReceivedRequest, search: Search): number | undefined {
  const { pagination } = match.endpoint.access;
  switch (pagination.kind) {
    case "none":
    case "unknown":
      return 0;
    case "page-number":
      return pageStart(match, request, { ...search, pagination });
    case "offset":
      return offsetStart(match, request, { ...search, pagination });
    case "cursor":
      return cursorStart(match, request, { ...search, pagination });
    case "next-url":
    case "link-header": {
      const token = request.query.get(POSITION_PARAM);
      return token === null ? 0 : tokenStart(token, search);
    }
  }
}

function pageStart(
  match: Match,
  request: ReceivedRequest,
  { limit, problems, pagination }: Search & { readonly pagination: PageNumberPagination },
): number | undefined {
  const text = paramValue(request, match.pathValues, pagination.pageParam);
  if (text === undefined) return 0;
  const page = wholeNumber(text);
  if (page !== undefined && page >= pagination.firstPage) return (page - pagination.firstPage) * limit;
  problems.push(`page "${text}" comes before the first page, ${pagination.firstPage}, or is no number`);
  return undefined;
}

function offsetStart(
  match: Match,
  request: ReceivedRequest,
  { problems, pagination }: Search & { readonly pagination: OffsetPagination },
): number | undefined {
  const text = paramValue(request, match.pathValues, pagination.offsetParam);
  const first = pagination.firstOffset ?? 0;
  if (text === undefined) return 0;
  const offset = wholeNumber(text);
  if (offset !== undefined && offset >= first) return offset - first;
  problems.push(`offset "${text}" comes before the first one, ${first}, or is no number`);
  return undefined;
}

function cursorStart(
  match: Match,
  request: ReceivedRequest,
  { pagination, ...search }: Search & { readonly pagination: CursorPagination },
): number | undefined {
  const text = paramValue(request, match.pathValues, pagination.cursorParam);
  if (text === undefined) return 0;
  const { next } = pagination;
  if (next.from !== "last-record") return tokenStart(text, search);
  const key = JSON.stringify(next.path);
  const at = search.places.find(search.list, {
    key,
    text,
    textOf: (entry) => valueText(readPath(entry.record, next.path)),
  });
  if (at !== undefined) return at + 1;
  search.problems.push(`no record has "${text}" at ${next.path.join(".")}, so nothing follows it`);
  return undefined;
}

function tokenStart(token: string, { list, problems, places }: Search): number | undefined {
  const serial = serialIn(token);
  if (serial === -1) return 0;
  const at =
    serial === undefined
      ? undefined
      : places.find(list, { key: "serial", text: String(serial), textOf: (entry) => String(entry.serial) });
  if (at !== undefined) return at + 1;
  problems.push(`the source never gave the page token "${token}" for this list`);
  return undefined;
}
