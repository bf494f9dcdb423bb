import type { Pagination, Param } from "../../model/pagination.ts";

/** The parameters that paging sets itself. */
export function pagingParams(pagination: Pagination): Param[] {
  const size = "sizeParam" in pagination && pagination.sizeParam ? [pagination.sizeParam] : [];
  switch (pagination.kind) {
    case "page-number":
      return [pagination.pageParam, ...size];
    case "offset":
      return [pagination.offsetParam, ...size];
    case "cursor":
      return [pagination.cursorParam, ...size];
    default:
      return size;
  }
}
