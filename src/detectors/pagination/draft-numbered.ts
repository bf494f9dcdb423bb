import type { Evidence } from "../../evidence/finding.ts";
import type { Pagination } from "../../model/pagination.ts";
import type { Draft } from "./draft.ts";
import { headerEvidence, leverEvidence, pointerEvidence } from "./evidence.ts";
import { firstOffsetOf, firstPageOf } from "./first-page.ts";
import type { Observed } from "./observe.ts";
import { pageSizeOf } from "./page-size.ts";
import type { Lever } from "./request-levers.ts";
import { numberedStop } from "./stop-rule.ts";

/** Page numbers and offsets: one candidate for each parameter that can be counted up. */
export function draftNumbered(observed: Observed): Draft[] {
  const size = sizeLever(observed);
  return observed.levers.flatMap((lever) => {
    if (lever.role === "page") return [draft(observed, lever, pageNumber(observed, lever, size), size)];
    if (lever.role !== "offset" || !offsetFits(lever, size)) return [];
    return [draft(observed, lever, offset(observed, lever, size), size)];
  });
}

/** The page size's parameter: the surest that isn't the page's own. */
export function sizeLever({ levers }: Observed): Lever | undefined {
  return levers
    .filter(({ role }) => role === "size")
    .reduce<Lever | undefined>((best, next) => (best && best.weight >= next.weight ? best : next), undefined);
}

export function sized(size: Lever | undefined): { sizeParam?: Lever["param"]; pageSize?: number } {
  const pageSize = pageSizeOf(size);
  return { ...(size ? { sizeParam: size.param } : {}), ...(pageSize === undefined ? {} : { pageSize }) };
}

/** `start` and `from` are offsets only beside a size. */
function offsetFits(lever: Lever, size: Lever | undefined): boolean {
  return !lever.signal.endsWith("offset-short-name") || (size !== undefined && size.param.name !== lever.param.name);
}

function pageNumber(observed: Observed, lever: Lever, size: Lever | undefined): Pagination {
  return {
    kind: "page-number",
    pageParam: lever.param,
    ...sized(size),
    firstPage: firstPageOf(lever),
    stop: numberedStop(observed),
  };
}

function offset(observed: Observed, lever: Lever, size: Lever | undefined): Pagination {
  const firstOffset = firstOffsetOf(lever);
  return {
    kind: "offset",
    offsetParam: lever.param,
    ...sized(size),
    ...(firstOffset === undefined ? {} : { firstOffset }),
    stop: numberedStop(observed),
  };
}

function draft(observed: Observed, lever: Lever, value: Pagination, size: Lever | undefined): Draft {
  const total = observed.pointers.find(({ role }) => role.startsWith("total") || role === "echo");
  const header = observed.headers.find(({ role }) => role.startsWith("total") || role === "sign");
  const evidence: Evidence[] = [
    leverEvidence(lever),
    ...(size && size.param.name !== lever.param.name ? [leverEvidence(size, 0.5)] : []),
    ...(total ? [pointerEvidence(total, 0.4)] : []),
    ...(header ? [headerEvidence(header, 0.4)] : []),
  ];
  return { value, evidence, against: [] };
}
