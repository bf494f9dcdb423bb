import type { ResponseFact } from "../../evidence/http-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { plainName } from "./plain-name.ts";

/** What a response header tells about the list. */
export type HeaderRole = "link" | "next-cursor" | "next-page" | "total-items" | "total-pages" | "sign";

interface HeaderSignal {
  readonly id: string;
  readonly role: HeaderRole;
  /** On the plain name, a leading `x` left out. */
  readonly name: RegExp;
  readonly says?: RegExp;
  readonly not?: RegExp;
  readonly weight: number;
}

export interface PagingHeader {
  readonly role: HeaderRole;
  readonly name: string;
  readonly description: string;
  readonly signal: string;
  readonly weight: number;
  readonly at: SourceRef;
}

const HEADER_SIGNALS: readonly HeaderSignal[] = [
  {
    id: "link-header-paging",
    role: "link",
    name: /^link$/,
    says: /pag|next|rel=|rfc ?(5988|8288)|web linking/i,
    weight: 0.92,
  },
  { id: "link-header", role: "link", name: /^link$/, not: /describedby|canonical|stylesheet/i, weight: 0.85 },
  {
    id: "cursor-header",
    role: "next-cursor",
    name: /^(next(cursor|token|pagetoken|marker|continuationtoken)|(.*)nextpagetoken|continuation(token)?|(.*)continuation|cursor|paginationtoken|pagenextcursor)$/,
    weight: 0.8,
  },
  { id: "next-page-header", role: "next-page", name: /^(next(page)?|paginationnextpage|pagenext)$/, weight: 0.7 },
  {
    id: "total-pages-header",
    role: "total-pages",
    name: /^(totalpages?|pages|pagecount|paginationpagecount|paginationtotalpages|(.*)totalpages|lastpage)$/,
    weight: 0.7,
  },
  {
    id: "total-items-header",
    role: "total-items",
    name: /^(total|totalcount|totalresults|totalitems|totalrecords|paginationtotal(count)?|(.*)totalcount|pagingtotalresults|totalelements|resultcount|recordcount|collectiontotal|paginationcount)$/,
    not: /returned/i,
    weight: 0.7,
  },
  {
    id: "paging-header",
    role: "sign",
    name: /^(page|perpage|pagesize|hasmore|more|contentrange|pagination.*|paging.*|currentpage|pagenumber)$/,
    weight: 0.6,
  },
];

export function observeHeaders(response: ResponseFact | undefined): PagingHeader[] {
  return (response?.headers ?? []).flatMap(({ name, description, schema, at }) => {
    const plain = plainName(name).replace(/^x(?=.)/, "");
    const text = description ?? schema?.description ?? "";
    const signal = HEADER_SIGNALS.find(
      (one) => one.name.test(plain) && (!one.says || one.says.test(text)) && !one.not?.test(text),
    );
    if (!signal) return [];
    return [
      { role: signal.role, name, description: text, signal: `pagination/${signal.id}`, weight: signal.weight, at },
    ];
  });
}
