import { isObject } from "../model/field-path.ts";
import type { Pagination } from "../model/pagination.ts";
import type { FieldPath, Json } from "../model/values.ts";
import { counted, type Judged, keyOf } from "./judge-records.ts";
import { nextLink, nextRequest, type ReadPage } from "./next-request.ts";

/** Of a size that shows at once whether the source obeys. */
export const SMALL_PAGE = 2;
/** Where a list has as many records as one of these, it may have been cut off. */
const ROUND_SIZES = new Set([
  5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 100, 150, 200, 250, 300, 500, 1000, 2000, 5000, 10000,
]);

/** Reads the page that a request asks for; undefined where no request is left. */
export type ReadNext = (request: ReadPage["request"]) => Promise<ReadPage | undefined>;

/** Whether the second page comes as the connector would ask for it, and holds other records than the first. */
export async function tryPaging(
  pagination: Pagination,
  first: ReadPage,
  { readNext, key }: { readonly readNext: ReadNext; readonly key: readonly FieldPath[] },
): Promise<Judged> {
  const request = nextRequest(pagination, [first]);
  if (!request) return noNext(pagination, first);
  const second = await readNext(request);
  if (!second) return { outcome: "untried", detail: "no request was left for a second page" };
  const { status } = second.answer;
  if (status >= 300) {
    const ends = first.records.length === 0 || status === 404;
    return {
      outcome: ends ? "untried" : "contradicted",
      detail: `asked for a second page, the source answered ${status}`,
    };
  }
  if (second.records.length === 0) {
    return {
      outcome: "untried",
      detail: `all ${first.records.length} records came on one page; the next one is empty`,
    };
  }
  const seen = new Set(first.records.map((record) => keyOf(record, key)));
  const again = second.records.filter((record) => seen.has(keyOf(record, key))).length;
  if (again === second.records.length) {
    return {
      outcome: "contradicted",
      detail: "the second page holds the records of the first: what asks for it is passed over",
    };
  }
  const both = `two pages of ${first.records.length} and ${second.records.length} records`;
  if (again > 0)
    return { outcome: "untried", detail: `${both}, ${again} of them on both: the list may have moved meanwhile` };
  return { outcome: "confirmed", detail: `${both}, none of them on both` };
}

function noNext(pagination: Pagination, { answer, records }: ReadPage): Judged {
  const more = signsOfMore(answer.body, answer.headers, records.length);
  if (more !== undefined && pagination.kind !== "unknown") {
    return {
      outcome: "contradicted",
      detail: `the connector would stop after ${counted(records.length, "record")}, but ${more}`,
    };
  }
  if (pagination.kind !== "none") {
    return {
      outcome: "untried",
      detail: `${counted(records.length, "record")} on one page, and nothing tells of a next one`,
    };
  }
  return ROUND_SIZES.has(records.length)
    ? { outcome: "untried", detail: `exactly ${records.length} records: they may be all, or a first page` }
    : { outcome: "confirmed", detail: `${counted(records.length, "record")}, and nothing tells of more` };
}

/** What an answer says that shows that it isn't all. */
function signsOfMore(body: Json | undefined, headers: Headers, count: number): string | undefined {
  if (nextLink(headers.get("link")) !== undefined) return "a Link header leads to a next page";
  for (const [path, value] of scalarsIn(body)) {
    const name = path.at(-1) ?? "";
    const shown = path.join(".");
    if (/^(?:has|is)_?(?:more|next)/i.test(name) && value === true) return `${shown} is true`;
    if (
      /^next(?:_?(?:page|url|link|cursor|token|href))*$|^next_page_token$/i.test(name) &&
      typeof value === "string" &&
      value !== ""
    ) {
      return `${shown} tells of a next page`;
    }
    const counts = /^(?:total|total_?(?:count|results|items|records|elements)|(?:count|results)_?total)$/i.test(name);
    if (counts && typeof value === "number" && value > count) return `${shown} tells of ${value}`;
  }
  return undefined;
}

/** Outside of lists: what envelopes hold. */
function scalarsIn(body: Json | undefined): readonly (readonly [FieldPath, Json])[] {
  const visit = (value: Json | undefined, path: FieldPath): (readonly [FieldPath, Json])[] => {
    if (isObject(value)) {
      return path.length < 3 ? Object.entries(value).flatMap(([name, inner]) => visit(inner, [...path, name])) : [];
    }
    return value === undefined || Array.isArray(value) ? [] : [[path, value]];
  };
  return visit(body, []);
}

/** Whether the source gives as many records as it was asked for. */
export function judgePageSize(asked: number, page: ReadPage, most: number): Judged {
  const { status } = page.answer;
  if (status >= 300)
    return { outcome: "contradicted", detail: `asked for ${asked} records a page, the source answered ${status}` };
  if (page.records.length === asked)
    return { outcome: "confirmed", detail: `gives ${asked} records a page where it is asked to` };
  const said = `asked for ${asked} records a page, it gives ${page.records.length}`;
  return {
    outcome: "untried",
    detail: page.records.length > asked ? said : `${said}, ${counted(most, "record")} without being asked`,
  };
}
