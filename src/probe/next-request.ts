import { readPath } from "../model/field-path.ts";
import type { CursorPagination, Pagination } from "../model/pagination.ts";
import type { Json } from "../model/values.ts";
import { type HttpRequest, withParam } from "./http-request.ts";
import type { HttpAnswer } from "./send-requests.ts";

/** One page that was read. */
export interface ReadPage {
  readonly request: HttpRequest;
  readonly answer: HttpAnswer;
  readonly records: readonly Json[];
}

/** The request that the connector would send after these pages; undefined where it would end. */
export function nextRequest(pagination: Pagination, pages: readonly ReadPage[]): HttpRequest | undefined {
  const last = pages.at(-1);
  if (!last) return undefined;
  switch (pagination.kind) {
    case "none":
    case "unknown":
      return undefined;
    case "page-number":
      return withParam(last.request, pagination.pageParam, pagination.firstPage + pages.length);
    case "offset": {
      const read = pages.reduce((sum, { records }) => sum + records.length, 0);
      return withParam(last.request, pagination.offsetParam, (pagination.firstOffset ?? 0) + read);
    }
    case "cursor": {
      const cursor = cursorOf(pagination, last);
      return cursor === undefined ? undefined : withParam(last.request, pagination.cursorParam, cursor);
    }
    case "next-url":
      return followed(last, readPath(last.answer.body, pagination.path));
    case "link-header":
      return followed(last, nextLink(last.answer.headers.get("link")));
  }
}

function cursorOf({ next }: CursorPagination, { answer, records }: ReadPage): Json | undefined {
  const from = {
    body: () => (next.from === "body" ? readPath(answer.body, next.path) : undefined),
    header: () => (next.from === "header" ? (answer.headers.get(next.name) ?? undefined) : undefined),
    "last-record": () => (next.from === "last-record" ? readPath(records.at(-1), next.path) : undefined),
  };
  const cursor = from[next.from]();
  return cursor === null || cursor === "" || cursor === false ? undefined : cursor;
}

/** Undefined also where the address is of another host: no credential goes there. */
function followed({ request }: ReadPage, address: Json | undefined): HttpRequest | undefined {
  if (typeof address !== "string" || address === "") return undefined;
  const url = URL.parse(address, request.url);
  return url?.origin === new URL(request.url).origin ? { ...request, url: url.href } : undefined;
}

/** RFC 8288, as far as APIs use it. */
export function nextLink(header: string | null): string | undefined {
  for (const [, address, params = ""] of (header ?? "").matchAll(/<([^>]*)>((?:\s*;\s*[^;,]+)*)/g)) {
    if (/;\s*rel\s*=\s*"?(?:[^";]*\s)?next\b/i.test(params)) return address;
  }
  return undefined;
}
