import type { FieldPath, Json } from "../model/values.ts";
import type { Match } from "./endpoint.ts";
import { stopRule } from "./list-size.ts";
import { type Page, POSITION_PARAM, positionToken } from "./paging.ts";
import type { ReceivedRequest } from "./received-request.ts";

/** What an answer says about paging, beside its records. */
export interface PageMarks {
  readonly fields: readonly { readonly path: FieldPath; readonly value: Json }[];
  readonly headers: Readonly<Record<string, string>>;
}

export interface MarkOptions {
  /** How the last page says that nothing follows. */
  readonly end: "null" | "absent" | "empty";
  readonly nextUrl: "absolute" | "relative";
  /** Query parameters that never come back in an address: they prove who asks. */
  readonly secretParams: ReadonlySet<string>;
  /** The next page is this one again. */
  readonly repeat: boolean;
}

export function pageMarks(match: Match, request: ReceivedRequest, page: Page, options: MarkOptions): PageMarks {
  const stop = stopMarks(match, page, options.repeat);
  const next = nextMarks(match, request, page, options);
  return { fields: [...next.fields, ...stop.fields], headers: { ...next.headers, ...stop.headers } };
}

const NOTHING: PageMarks = { fields: [], headers: {} };

function stopMarks({ endpoint }: Match, page: Page, repeat: boolean): PageMarks {
  const stop = stopRule(endpoint.access.pagination);
  const pages = Number.isFinite(page.limit) ? Math.ceil(page.total / page.limit) : 1;
  switch (stop.kind) {
    case "empty-page":
    case "short-page":
    case "no-cursor":
      return NOTHING;
    case "flag":
      return { fields: [{ path: stop.path, value: (page.more || repeat) === stop.goOn }], headers: {} };
    case "total-items":
      return { fields: [{ path: stop.path, value: page.total }], headers: {} };
    case "total-pages":
      return { fields: [{ path: stop.path, value: pages }], headers: {} };
    case "total-header":
      return { fields: [], headers: { [stop.name]: String(stop.counts === "items" ? page.total : pages) } };
  }
}

function nextMarks(match: Match, request: ReceivedRequest, page: Page, options: MarkOptions): PageMarks {
  const { pagination } = match.endpoint.access;
  const token = nextToken(match, page, options.repeat);
  switch (pagination.kind) {
    case "none":
    case "unknown":
    case "page-number":
    case "offset":
      return NOTHING;
    case "cursor": {
      const { next } = pagination;
      if (next.from === "last-record") return NOTHING;
      if (next.from === "body") return { fields: ending(next.path, token, options.end), headers: {} };
      return { fields: [], headers: token === undefined ? {} : { [next.name]: token } };
    }
    case "next-url": {
      const url = token === undefined ? undefined : nextUrl(request, token, options);
      return { fields: ending(pagination.path, url, options.end), headers: {} };
    }
    case "link-header":
      return { fields: [], headers: linkHeader(request, token, options) };
  }
}

function ending(path: FieldPath, value: string | undefined, end: MarkOptions["end"]): PageMarks["fields"] {
  if (value !== undefined) return [{ path, value }];
  return end === "absent" ? [] : [{ path, value: end === "null" ? null : "" }];
}

/**
 * Whoever must look at an empty page, a flag or a total to know the end gets a cursor on the last page, too:
 * a cursor there is no promise.
 */
function nextToken({ endpoint }: Match, page: Page, repeat: boolean): string | undefined {
  const last = page.entries.at(-1);
  if (repeat) return positionToken(page.start === 0 ? -1 : (page.before?.serial ?? -1));
  if (!last) return undefined;
  const stop = stopRule(endpoint.access.pagination);
  return page.more || stop.kind !== "no-cursor" ? positionToken(last.serial) : undefined;
}

function nextUrl(request: ReceivedRequest, token: string, options: MarkOptions): string {
  const query = new URLSearchParams(request.query);
  for (const name of options.secretParams) query.delete(name);
  query.set(POSITION_PARAM, token);
  const origin = options.nextUrl === "absolute" ? request.origin : "";
  return `${origin}${request.path}?${query}`;
}

function linkHeader(request: ReceivedRequest, token: string | undefined, options: MarkOptions): Record<string, string> {
  // `next` is never the first link: whoever takes the first one goes back to the start.
  const first = `<${nextUrl(request, positionToken(-1), options)}>; rel="first"`;
  return { link: token === undefined ? first : `${first}, <${nextUrl(request, token, options)}>; rel="next"` };
}
