import type { Pagination, StopRule } from "../../../model/pagination.ts";
import { jinjaString, pathExpression } from "./jinja.ts";

type Counted = Extract<Pagination, { kind: "page-number" | "offset" }>;
type ToldRule = Extract<StopRule, { kind: "flag" | "total-items" | "total-pages" | "total-header" }>;

/** Whether the source itself says where a counted list ends, so that no request need go beyond it. */
export function isToldEnd(stop: StopRule): stop is ToldRule & { readonly guessed?: boolean } {
  return stop.guessed !== true && ["flag", "total-items", "total-pages", "total-header"].includes(stop.kind);
}

/**
 * The next page number or offset, or nothing at the end that the source tells. The CDK's own counting strategies
 * can't look at the answer, so the slice's `extra_fields` keep the count from page to page. `count`: this page's records.
 */
export function toldNext(pagination: Counted, stop: ToldRule, count: string): string {
  const next =
    pagination.kind === "page-number" ? `${pagination.firstPage} + pages` : `${pagination.firstOffset ?? 0} + read`;
  const statements = [
    "set seen = stream_slice.extra_fields",
    `set count = ${count}`,
    "set pages = seen.get('pages read', 0) + 1",
    "set read = seen.get('records read', 0) + count",
    "set _ = seen.update({'pages read': pages, 'records read': read})",
    ...told(stop),
  ];
  return [
    ...statements.map((statement) => `{%- ${statement} -%}`),
    `{{ ${next} if count > 0 and ${goesOn(stop)} }}`,
  ].join("\n");
}

/** Sets `told` to what the source says. */
function told(stop: ToldRule): string[] {
  if (stop.kind !== "total-header") return [`set told = ${pathExpression("response", stop.path)}`];
  return [
    "set found = namespace(total='')",
    `for name, value in headers.items() if name | lower == ${jinjaString(stop.name.toLowerCase())}`,
    "set found.total = value",
    "endfor",
    "set told = found.total",
  ];
}

/** Where nothing is told, or something odd, the list is read until a page is empty. */
function goesOn(stop: ToldRule): string {
  if (stop.kind === "flag") return stop.goOn ? "told" : "told != true";
  const isPages = stop.kind === "total-pages" || (stop.kind === "total-header" && stop.counts === "pages");
  const have = isPages ? "pages" : "read";
  return `(not told or ${have} < told | int(${have} + 1))`;
}
