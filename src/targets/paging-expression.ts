import type { HttpAccess } from "../model/http.ts";
import type { CursorPagination, Pagination, StopRule } from "../model/pagination.ts";
import type { AttributePlan } from "./attributes.ts";
import { call, type Expression, literal, path } from "./expression.ts";
import { paramExpression } from "./param-expression.ts";

/** The `pagination` of a class, with a word where its end is guessed. */
export function pagingAttributes(access: HttpAccess): AttributePlan[] {
  const { pagination } = access;
  const value = paginationExpression(access);
  if (!value) return [];
  const guessed = "stop" in pagination && pagination.stop.guessed === true;
  const comment = guessed
    ? "A guess: the documents don't say when the list ends, so it is read until an answer is empty."
    : undefined;
  return [{ name: "pagination", value, comment }];
}

/** Undefined where a list has one page, which is the base class's default. */
function paginationExpression(access: HttpAccess): Expression | undefined {
  const { pagination } = access;
  if (pagination.kind === "none") return undefined;
  const size = sizeKeywords(pagination, access);
  switch (pagination.kind) {
    case "page-number":
      return call("PageNumbers", [], {
        page_param: paramExpression(pagination.pageParam, access),
        first_page: pagination.firstPage === 1 ? undefined : literal(pagination.firstPage),
        ...size,
        stop: stopExpression(pagination.stop),
      });
    case "offset":
      return call("Offsets", [], {
        offset_param: paramExpression(pagination.offsetParam, access),
        first_offset: pagination.firstOffset ? literal(pagination.firstOffset) : undefined,
        ...size,
        stop: stopExpression(pagination.stop),
      });
    case "cursor":
      return call("Cursors", [], {
        cursor_param: paramExpression(pagination.cursorParam, access),
        cursor: nextCursor(pagination.next),
        ...size,
        stop: cursorStop(pagination.stop),
      });
    case "next-url":
      return call("NextUrls", [], { path: path(pagination.path), ...size });
    case "link-header":
      return call("LinkHeaders", [], { ...size });
    case "unknown":
      return call("UnknownPages", [], { ...size });
  }
}

function sizeKeywords(
  pagination: Exclude<Pagination, { kind: "none" }>,
  access: HttpAccess,
): Readonly<Record<string, Expression | undefined>> {
  const { pageSize, sizeParam } = pagination;
  if (pageSize === undefined) return {};
  return {
    size_param: sizeParam ? paramExpression(sizeParam, access) : undefined,
    page_size: literal(pageSize),
  };
}

function nextCursor(next: CursorPagination["next"]): Expression {
  switch (next.from) {
    case "body":
      return call("InBody", [path(next.path)]);
    case "header":
      return call("InHeader", [literal(next.name)]);
    case "last-record":
      return call("InLastRecord", [path(next.path)]);
  }
}

/** Without a cursor there is no next page anyway, so that is the default. */
function cursorStop(stop: StopRule): Expression | undefined {
  return stop.kind === "no-cursor" || stop.guessed ? undefined : stopExpression(stop);
}

/** A guess is read until an answer is empty: that can cost one request, never a record. */
function stopExpression(stop: StopRule): Expression {
  if (stop.guessed) return call("EmptyPage");
  switch (stop.kind) {
    case "empty-page":
    case "no-cursor":
      return call("EmptyPage");
    case "short-page":
      return call("ShortPage");
    case "flag":
      return call("Flag", [path(stop.path)], { go_on: stop.goOn ? undefined : literal(false) });
    case "total-items":
      return call("TotalItems", [path(stop.path)]);
    case "total-pages":
      return call("TotalPages", [path(stop.path)]);
    case "total-header":
      return call("TotalHeader", [literal(stop.name)], {
        counts: stop.counts === "items" ? undefined : literal(stop.counts),
      });
  }
}
