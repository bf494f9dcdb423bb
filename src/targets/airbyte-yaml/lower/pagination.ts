import type { CursorPagination, Pagination, Param, StopRule } from "../../../model/pagination.ts";
import type { Template } from "../../../model/values.ts";
import { snakeCase } from "../../../printing/naming.ts";
import { commented, type YamlMap, type YamlValue } from "../../../printing/yaml.ts";
import type { ResponseFilter } from "./error-handling.ts";
import { jinjaString, pathExpression, templateExpression } from "./jinja.ts";
import { requestOption } from "./request-option.ts";
import type { HttpStream, Scope } from "./scope.ts";
import { isToldEnd, toldNext } from "./told-end.ts";

/** A value that goes into each first request, or into every one of them. */
export interface SentValue {
  readonly param: Param;
  /** A Jinja expression, or text as it is. */
  readonly value: { readonly text: string } | { readonly expression: string };
  readonly onFirstPage?: boolean;
}

export interface Paging {
  /** Absent: one request gives all. */
  readonly paginator?: { readonly name: string; readonly component: YamlValue };
  readonly sent: readonly SentValue[];
  /** Pages after the first have a URL of their own, which holds all parameters. */
  readonly isFollowedByUrl: boolean;
  /** Response filters that must come before all others. */
  readonly guards: readonly ResponseFilter[];
  /** Whether the paginator looks at the records that are left after filtering, so that none may be filtered away. */
  readonly countsKeptRecords: boolean;
}

const PLAIN = { sent: [], isFollowedByUrl: false, guards: [], countsKeptRecords: false } as const;

export function paging(stream: HttpStream, isFiltered: boolean, scope: Scope): Paging {
  const { pagination } = stream.access;
  switch (pagination.kind) {
    case "none":
      return PLAIN;
    case "page-number":
    case "offset":
      return isToldEnd(pagination.stop)
        ? countedTo(stream, pagination, pagination.stop, isFiltered)
        : counted(stream, pagination);
    case "cursor":
      return byCursor(stream, pagination, isFiltered);
    case "next-url":
      return byUrl(stream, `(${pathExpression("response", pagination.path)} or '') ~ ''`, undefined, scope);
    case "link-header":
      return byUrl(
        stream,
        "headers['link'].get('next', {}).get('url', '')",
        // In a filter the header is still text.
        `headers.get('link', '') | regex_search('<([^>]*)>[^<]*rel *= *"?next')`,
        scope,
      );
    case "unknown":
      return { ...PLAIN, sent: sizeSent(pagination), guards: [fullPageGuard(stream, pagination)] };
  }
}

type Counted = Extract<Pagination, { kind: "page-number" | "offset" }>;

function counted(stream: HttpStream, pagination: Counted): Paging {
  const { stop, sizeParam, pageSize } = pagination;
  const size = stop.kind === "short-page" && stop.guessed !== true ? pageSize : undefined;
  const param = pagination.kind === "page-number" ? pagination.pageParam : pagination.offsetParam;
  const sizeOption = size === undefined ? undefined : sizeParam;
  const shift = pagination.kind === "offset" ? (pagination.firstOffset ?? 0) : 0;
  const isOption = shift === 0 && param.in !== "path";
  const component: YamlMap = {
    type: "DefaultPaginator",
    ...(isOption ? { page_token_option: requestOption(param, stream.access) } : {}),
    ...(sizeOption ? { page_size_option: requestOption(sizeOption, stream.access) } : {}),
    pagination_strategy: countingStrategy(pagination, size),
  };
  // The strategy counts from zero; a source that counts from elsewhere is told the sum.
  const counts = `next_page_token['next_page_token']${shift === 0 ? "" : ` + ${shift}`}`;
  const counted: SentValue = { param, value: { expression: counts } };
  return {
    ...PLAIN,
    paginator: {
      name: conventionName([pagination.kind, param.name, size === undefined ? "until_empty" : `of_${size}`]),
      component: size === undefined ? commented(untilEmpty(stop), component) : component,
    },
    sent: [...(isOption ? [] : [counted]), ...(sizeOption ? [] : sizeSent(pagination))],
  };
}

/** Counts to the end that the source tells, also where its pages are smaller than was asked for. */
function countedTo(
  stream: HttpStream,
  pagination: Counted,
  stop: Parameters<typeof toldNext>[1],
  isFiltered: boolean,
): Paging {
  const { sizeParam, pageSize } = pagination;
  const records = isFiltered ? recordsExpression(stream) : undefined;
  const param = pagination.kind === "page-number" ? pagination.pageParam : pagination.offsetParam;
  const start = pagination.kind === "page-number" ? pagination.firstPage : (pagination.firstOffset ?? 0);
  const isSized = pageSize !== undefined && sizeParam !== undefined;
  return {
    ...PLAIN,
    paginator: {
      name: conventionName([
        pagination.kind,
        param.name,
        "until",
        stop.kind,
        ...("path" in stop ? stop.path : [stop.name]),
        ...(isFiltered ? ["filtered"] : []),
        ...(start === 0 ? [] : [`from_${start}`]),
        ...(pageSize === undefined ? [] : [`of_${pageSize}`]),
      ]),
      component: {
        type: "DefaultPaginator",
        ...(param.in === "path" ? {} : { page_token_option: requestOption(param, stream.access) }),
        ...(isSized ? { page_size_option: requestOption(sizeParam, stream.access) } : {}),
        pagination_strategy: {
          type: "CursorPagination",
          ...(isSized ? { page_size: pageSize } : {}),
          cursor_value: commented(
            "Counts in the slice, up to the end that the source tells: PageIncrement and OffsetIncrement can't look at it.",
            toldNext(pagination, stop, records === undefined ? "last_page_size" : `${records} | length`),
          ),
        },
      },
    },
    // Before there is an answer nothing is counted.
    sent: [
      param.in === "path"
        ? { param, value: { expression: `(next_page_token or {}).get('next_page_token', ${start})` } }
        : { param, value: { expression: String(start) }, onFirstPage: true },
    ],
    countsKeptRecords: isFiltered && records === undefined,
  };
}

function countingStrategy(pagination: Counted, size: number | undefined): YamlMap {
  const isPages = pagination.kind === "page-number";
  return {
    type: isPages ? "PageIncrement" : "OffsetIncrement",
    ...(isPages && pagination.firstPage !== 0 ? { start_from_page: pagination.firstPage } : {}),
    ...(size === undefined ? {} : { page_size: size }),
    inject_on_first_request: true,
  };
}

function untilEmpty({ guessed }: StopRule): string {
  return guessed === true
    ? "The documents don't say how the list ends: it is read until a page is empty."
    : "Ends with an empty page. Without page_size here a short page is not taken for the last one.";
}

function sizeSent({ sizeParam, pageSize }: { sizeParam?: Param; pageSize?: number }): SentValue[] {
  return sizeParam && pageSize !== undefined ? [{ param: sizeParam, value: { text: String(pageSize) } }] : [];
}

function byCursor(stream: HttpStream, pagination: CursorPagination, isFiltered: boolean): Paging {
  const { next, stop, pageSize, sizeParam, cursorParam } = pagination;
  const records = isFiltered ? recordsExpression(stream) : undefined;
  const stopCondition = cursorStop(stop, pageSize, records);
  const isSized = pageSize !== undefined && sizeParam !== undefined;
  const needsSize = stopCondition?.includes("page_size") === true && pageSize !== undefined;
  const cursor = cursorValue(next, records);
  return {
    ...PLAIN,
    paginator: {
      name: cursorName(pagination, records),
      component: {
        type: "DefaultPaginator",
        page_token_option: requestOption(cursorParam, stream.access),
        ...(isSized ? { page_size_option: requestOption(sizeParam, stream.access) } : {}),
        pagination_strategy: {
          type: "CursorPagination",
          ...(isSized || needsSize ? { page_size: pageSize } : {}),
          cursor_value: commented(HELD_TO_CURSOR, cursor),
          ...(stopCondition === undefined ? {} : { stop_condition: stopCondition }),
        },
      },
    },
    countsKeptRecords:
      isFiltered &&
      records === undefined &&
      (next.from === "last-record" || stop.kind === "empty-page" || stop.kind === "short-page"),
  };
}

function cursorName({ next, stop, pageSize, cursorParam }: CursorPagination, records: string | undefined): string {
  const stops = cursorStop(stop, pageSize, records);
  const plain = cursorValue(next, undefined) + cursorStop(stop, pageSize, undefined);
  return conventionName([
    "cursor",
    cursorParam.name,
    ...(next.from === "header" ? ["header", next.name] : next.path),
    ...(stops === undefined ? [] : [stop.kind, ...("path" in stop ? stop.path : [])]),
    ...(cursorValue(next, records) + stops === plain ? [] : ["filtered"]),
    ...(pageSize === undefined ? [] : [`of_${pageSize}`]),
  ]);
}

const HELD_TO_CURSOR =
  "The same cursor twice in a row would be read for ever: duration() of what is none then stops the stream. tojson keeps a cursor like 12e34 from being read as a number.";

function cursorValue(next: CursorPagination["next"], records: string | undefined): string {
  switch (next.from) {
    case "body":
      return nextPage([`set next = ${pathExpression("response", next.path)} or ''`]);
    case "header":
      // The CDK hands the headers over in the spelling of the answer.
      return nextPage([
        "set found = namespace(next='')",
        `for name, value in headers.items() if name | lower == ${jinjaString(next.name.toLowerCase())}`,
        "set found.next = value",
        "endfor",
        "set next = found.next",
      ]);
    case "last-record": {
      const last = records === undefined ? "(last_record or {})" : `(${records} or [{}])[-1]`;
      return nextPage([`set next = ${pathExpression(last, next.path)} or ''`]);
    }
  }
}

/** A template that sets `next` as told, refuses the one that it gave before, and renders to it. */
function nextPage(statements: readonly string[]): string {
  const lines = [
    ...statements,
    "set seen = stream_slice.extra_fields",
    "if next and next == seen.get('last cursor')",
    "SAME",
    "endif",
    "set _ = seen.update({'last cursor': next}) if seen.update is defined",
  ].map((statement) =>
    statement === "SAME" ? "{{ duration('the source gives the same cursor again') }}" : `{%- ${statement} -%}`,
  );
  return [...lines, "{{ next | tojson }}"].join("\n");
}

/** Absent: an empty cursor is the end. */
function cursorStop(stop: StopRule, pageSize: number | undefined, records: string | undefined): string | undefined {
  const count = records === undefined ? "last_page_size" : `${records} | length`;
  switch (stop.kind) {
    case "no-cursor":
      return undefined;
    case "flag": {
      const told = pathExpression("response", stop.path);
      return stop.goOn ? `{{ not ${told} }}` : `{{ ${told} == true }}`;
    }
    case "short-page":
      return pageSize === undefined || stop.guessed === true ? `{{ ${count} == 0 }}` : `{{ ${count} < page_size }}`;
    case "empty-page":
    case "total-items":
    case "total-pages":
    case "total-header":
      return `{{ ${count} == 0 }}`;
  }
}

/** The page's records as they came, where one path names them; the CDK gives a root array away element by element. */
function recordsExpression({ access: { recordsPath } }: HttpStream): string | undefined {
  if (recordsPath.length === 0 || recordsPath.includes("*")) return undefined;
  return `(${pathExpression("response", recordsPath)} or [])`;
}

/** `next`: where a paginator finds the address; `seenByFilter`: where a response filter does, if elsewhere. */
function byUrl(stream: HttpStream, next: string, seenByFilter: string | undefined, scope: Scope): Paging {
  const { pagination } = stream.access;
  const origin = originExpression(stream.access.baseUrl ?? scope.source.baseUrl, scope);
  const place = pagination.kind === "next-url" ? pagination.path : ["header"];
  return {
    paginator: {
      name: conventionName([pagination.kind, ...place, ...hostWords(stream, scope)]),
      component: {
        type: "DefaultPaginator",
        page_token_option: { type: "RequestPath" },
        pagination_strategy: {
          type: "CursorPagination",
          cursor_value: commented(
            `Credentials go with every page, so a next link is only followed on the API's own origin. ${HELD_TO_CURSOR}`,
            nextPage([
              `set link = ${next}`,
              `set origin = ${origin}`,
              "set is_ours = not link or link.startswith(origin ~ '/')",
              "set next = link if is_ours else origin ~ (link if link.startswith('/') else '/refused-next-link')",
            ]),
          ),
        },
      },
    },
    sent: pagination.kind === "next-url" || pagination.kind === "link-header" ? sizeSent(pagination) : [],
    isFollowedByUrl: true,
    guards: [foreignLinkGuard(place, seenByFilter ?? next)],
    countsKeptRecords: false,
  };
}

function hostWords(stream: HttpStream, scope: Scope): string[] {
  return stream.access.baseUrl === undefined || stream.access.baseUrl === scope.source.baseUrl
    ? []
    : [stream.access.baseUrl];
}

function originExpression(baseUrl: Template, scope: Scope): string {
  const origin = /^[a-z]+:\/\/[^/]+/i.exec(baseUrl)?.[0];
  if (origin !== undefined) return templateExpression(origin, scope.settings);
  return `(${templateExpression(baseUrl, scope.settings)}).split('/')[:3] | join('/')`;
}

function foreignLinkGuard(place: readonly string[], next: string): ResponseFilter {
  return {
    name: conventionName(["foreign_link_in", ...place]),
    statuses: [],
    component: {
      type: "HttpResponseFilter",
      predicate: `{% set next = ${next} %}{{ next and not (next.startswith('/') and not next.startswith('//')) and next.split('/')[:3] != request_url.split('/')[:3] }}`,
      action: "FAIL",
      failure_type: "system_error",
      error_message:
        "The link to the next page leads away from the API; credentials are not sent there. Nothing was read beyond this page.",
    },
  };
}

/** The commonest smallest page there is; a list of fewer records isn't taken for a full page. */
const SMALLEST_PAGE = 10;

function fullPageGuard(stream: HttpStream, { pageSize = SMALLEST_PAGE }: { pageSize?: number }): ResponseFilter {
  const star = stream.access.recordsPath.indexOf("*");
  const path = star === -1 ? stream.access.recordsPath : stream.access.recordsPath.slice(0, star);
  const records = path.length === 0 ? "response" : `(${pathExpression("response", path)} or [])`;
  return {
    name: conventionName(["full_page_of", String(pageSize), ...(path.length === 0 ? [] : ["in", ...path])]),
    statuses: [],
    component: {
      type: "HttpResponseFilter",
      predicate: `{{ ${records} | length >= ${pageSize} or 'rel="next"' in headers.get('link', '') }}`,
      action: "FAIL",
      failure_type: "system_error",
      error_message:
        "This page is full, and the API's documents don't tell how to ask for the next one: records would be missing. Answer the open question about this stream's pagination and build the connector again.",
    },
  };
}

function conventionName(words: readonly string[]): string {
  return snakeCase(words.join(" ")).slice(0, 80);
}
