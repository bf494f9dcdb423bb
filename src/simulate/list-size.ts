import type { HttpAccess } from "../model/http.ts";
import type { Pagination, StopRule } from "../model/pagination.ts";
import type { Stream } from "../model/stream.ts";

/** Records a page where the source may give fewer than it is asked for. */
export const SMALL_PAGE = 5;

/** A page of unknown size holds what comes in a test, so that a list that nobody can page isn't cut off. */
const PAGE_OF_UNKNOWN_SIZE = 50;

/** When a list ends; next-url and link-header end when there is no next page. */
export function stopRule(pagination: Pagination): StopRule {
  switch (pagination.kind) {
    case "page-number":
    case "offset":
    case "cursor":
      return pagination.stop;
    case "next-url":
    case "link-header":
      return { kind: "no-cursor" };
    case "none":
    case "unknown":
      return { kind: "short-page" };
  }
}

/**
 * Records that an answer holds at most. Where a short page ends the list, pages are as full as asked for;
 * everywhere else a source may well give fewer, and this one does.
 */
export function pageLimit(access: HttpAccess, smallPage: number, asked: number | undefined): number {
  const { pagination } = access;
  if (pagination.kind === "none") return Number.POSITIVE_INFINITY;
  if (pagination.kind === "unknown" && pagination.pageSize === undefined) return PAGE_OF_UNKNOWN_SIZE;
  const most = pagination.pageSize ?? Math.max(smallPage, asked ?? smallPage);
  const stop = stopRule(pagination);
  const fullPages = stop.kind === "short-page" && stop.guessed !== true;
  // Who doesn't ask for a size gets the small one, whatever the source could give.
  const defaultSize = pagination.sizeParam ? smallPage : most;
  const limit = fullPages ? (asked ?? defaultSize) : Math.min(asked ?? smallPage, smallPage);
  return Math.max(1, Math.min(limit, most));
}

/** True where one record is asked for by its key: it comes as an object, not in a list. */
export function isSingle({ parents, access }: Stream): boolean {
  if (access.kind !== "http" || access.pagination.kind !== "none") return false;
  const last = /\{([^{}]+)\}$/.exec(access.path)?.[1];
  return parents.some(({ param }) => param.in === "path" && param.name === last);
}

/** Records of a list that has this many pages, the last one not full. */
export function listSize(access: HttpAccess, smallPage: number, pages: number): number {
  const { pagination } = access;
  if (pagination.kind === "none") return 7;
  // Full pages can't be told from a list that is cut off: such a list is a page that isn't full.
  if (pagination.kind === "unknown") return Math.max(1, Math.min(3, (pagination.pageSize ?? 4) - 1));
  const size = pageLimit(access, smallPage, pagination.pageSize);
  return (pages - 1) * size + Math.min(3, Math.ceil(size / 2));
}
