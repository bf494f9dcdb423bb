/** What a field of an answer tells about the list that it belongs to. */
export type PointerRole =
  | "next-url"
  | "next-cursor"
  | "next-page"
  | "has-more"
  | "is-last"
  | "total-items"
  | "total-pages"
  | "echo";

/**
 * One way to recognise a paging field of an answer. `name` is tested on the plain last level, `below` on the plain
 * level above it (`""` at the root), `says` and `not` on the description.
 */
export interface AnswerSignal {
  readonly id: string;
  readonly role: PointerRole;
  readonly name: RegExp;
  readonly below?: RegExp;
  readonly says?: RegExp;
  readonly not?: RegExp;
  readonly types: readonly string[];
  /** The name alone tells too little: only where the type is stated, too. */
  readonly typed?: boolean;
  readonly weight: number;
}

const TEXT = ["string", "object"];
const TOKEN = ["string", "integer", "number"];
const NUMERIC = ["integer", "number", "string"];
const COUNT = ["integer", "number", "string"];

/** Levels that hold nothing but links. */
export const LINKS = /^(links?|urls?|hrefs?|navigation|pagelinks|paginglinks|hypermedia)$/;
const PAGING =
  /^(paging|pagination|pager|pageinfo|page|pages|meta|metadata|responsemetadata|cursors?|paginate|pagemetadata|pagingmetadata|responseinfo|listmetadata)$/;
const NEXT = /^next(page|link|set|results)?$/;

export const ANSWER_SIGNALS: readonly AnswerSignal[] = [
  {
    id: "next-link-name",
    role: "next-url",
    name: /^(odata)?next(link|url|uri|href|pageurl|pageuri|pagelink|pagehref|pagepath|resultsurl|recordsurl|pageresultsurl|resultslink|collectionlink)$|^more\w*(url|link)$|^loadmore|^(url|link|uri|href)next$/,
    types: ["string"],
    weight: 0.88,
  },
  { id: "next-in-links", role: "next-url", name: NEXT, below: LINKS, types: TEXT, weight: 0.88 },
  { id: "next-href", role: "next-url", name: /^(href|url|uri|link)$/, below: NEXT, types: ["string"], weight: 0.88 },
  {
    id: "next-url-description",
    role: "next-url",
    name: /^next(page|results|set)?$/,
    says: /\b(url|uri|link|hyperlink|href|path|endpoint)\b|https?:/i,
    types: ["string"],
    weight: 0.85,
  },
  {
    id: "next-text",
    role: "next-url",
    name: /^next(page)?$/,
    not: /\b(token|cursor|offset|number|key|id|marker)\b/i,
    types: ["string"],
    weight: 0.6,
  },
  {
    id: "next-cursor-name",
    role: "next-cursor",
    name: /^(nextcursor|nextpagetoken|nexttoken|continuationtoken|nextpagecursor|endcursor|nextoffset|nextmarker|scrollid|iterator|bookmark|nextiterator|nextkey|nextpagekey|nextstarttoken|paginationtoken|lastevaluatedkey|nextpageid|cursornext|nextstartkey|nextskiptoken|nextskip|nextstart|nextstartat|nextrecordkey|continuation|nextid|nextindex|nextpagemarker|nextpaginationtoken|aftercursor|cursorafter|nextcontinuationtoken|nextscrollid|resumetoken|resumptiontoken|pagestate|nextposition|nextpagepointer)$|continuation(key|token)$/,
    types: TOKEN,
    weight: 0.85,
  },
  {
    id: "cursor-name",
    role: "next-cursor",
    name: /^(cursor|marker|pagetoken|scrolltoken|skiptoken|searchafter|cursormark|nextcursormark|pagepointer|searchpointer|continuationkey|synctoken|sync|pagingtoken)$/,
    types: TOKEN,
    not: /\b(changed|modified|updated) since\b|\bfor subsequent .{0,20}sync/i,
    weight: 0.7,
  },
  {
    id: "cursor-below-next",
    role: "next-cursor",
    name: /^(after|cursor|token|offset|id|key|marker|value|startat|starting\w+|page(token|cursor)?)$/,
    below: NEXT,
    types: TOKEN,
    weight: 0.85,
  },
  {
    id: "cursor-below-cursors",
    role: "next-cursor",
    name: /^(after|next|end)$/,
    below: /^(cursors?|paging|pagination|pageinfo)$/,
    not: /\b(url|uri|link|href)\b|https?:/i,
    types: TOKEN,
    weight: 0.8,
  },
  {
    id: "next-cursor-description",
    role: "next-cursor",
    name: /^(?!.*(prev|first|before|access)).*(next|token|cursor|offset|marker|continu|after|position|key|scroll)/,
    says: /\b(retrieve|get|fetch|load|obtain|request|access|return|point\w* to|for|of)\b[^.]{0,40}\b(next|subsequent|following|additional|more|remaining)\b[^.]{0,30}\b(page|results?|set|batch|items|records|entries|data|response|call|request|list)\b|\bnext page token\b|\bcontinuation token\b/i,
    not: /\b(url|uri|link|href)\b|https?:|\bwhether\b/i,
    types: ["string"],
    weight: 0.85,
  },
  {
    id: "next-as-token",
    role: "next-cursor",
    name: /^next(page)?$/,
    says: /\b(token|cursor|offset|key|marker|identifier|id)\b/i,
    not: /\b(url|uri|link|href)\b|https?:/i,
    types: TOKEN,
    weight: 0.8,
  },
  {
    id: "next-plain",
    role: "next-cursor",
    name: /^next(page)?$/,
    not: /\b(url|uri|link|href)\b|https?:/i,
    types: TOKEN,
    weight: 0.5,
  },
  {
    id: "next-page-number",
    role: "next-page",
    name: /^next(page(number|no|num|index)?)?$/,
    types: ["integer", "number"],
    weight: 0.7,
  },
  {
    id: "has-more-name",
    role: "has-more",
    name: /^(hasmore|hasnext|hasnextpage|hasmoreitems|hasmoreresults|hasmorepages|moreresults|moreitems|moreavailable|moreresultsavailable|istruncated|truncated|morepages|nextpageexists|hasmorerecords|hasmoredata|morerecords|moreitemsincollection|hasadditionalpages|hasnextpages|ismore|moredata)$/,
    types: ["boolean"],
    weight: 0.85,
  },
  { id: "more", role: "has-more", name: /^(more|next|nextpage)$/, types: ["boolean"], typed: true, weight: 0.75 },
  {
    id: "is-last-name",
    role: "is-last",
    name: /^(islast|islastpage|lastpage|last|done|isfinished|complete|endofresults|islastbatch|finished|end|nomore)$/,
    types: ["boolean"],
    typed: true,
    not: /\boperation\b|\bstill in progress\b/i,
    weight: 0.7,
  },
  {
    id: "total-pages-name",
    role: "total-pages",
    name: /^(totalpages|pagecount|pages|pagestotal|maxpages|numpages|lastpage|pagescount|numberofpages|totalpagecount|totalnumberofpages|totalpage|maxpage|npages|pagetotal|countpages|pagesnumber|lastpagenumber)$/,
    types: COUNT,
    not: /\b(items|results|records|pages?) (in|on|of) (the|this) (page|book|document|file)\b/i,
    weight: 0.7,
  },
  {
    id: "total-pages-description",
    role: "total-pages",
    name: /total|count|last|pages|max/,
    says: /\b(total|number|count|amount) (number )?of (the )?(available )?(result )?pages\b|\bhow many pages\b|\blast page number\b/i,
    types: COUNT,
    weight: 0.8,
  },
  {
    id: "total-items-name",
    role: "total-items",
    name: /^(total|totalcount|totalresults|totalitems|totalrecords|totalelements|totalsize|totalrows\w*|recordstotal|totalhits|numfound|found|totalnumber|totalentries|totalobjects|resultstotal|itemstotal|countall|totalrecordcount|totalitemcount|totalrowcount|totalresultcount|totalnumberofresults|totalnumberofitems|totalnumberofrecords|totalavailable|totalmatches|totalresultscount|recordsfiltered|overallcount)$/,
    types: COUNT,
    not: /\b(amount|price|cost|tax|currency|fee|balance)\b|\bpages\b|\breturned in\b|\b(in|on|for) (the|this) (current |returned )?(page|response)\b/i,
    weight: 0.7,
  },
  {
    id: "count-name",
    role: "echo",
    name: /^(odatacount|recordcount|hitcount|fullcount|availablecount|matchcount|resultscount)$/,
    types: COUNT,
    weight: 0.4,
  },
  {
    id: "total-items-description",
    role: "total-items",
    name: /count|total|size|num|results|hits|matches|found/,
    says: /\btotal (number|count|amount) of\b|\b(total|number of|count of)\b[^.]{0,60}\b(available|matching|match|that match|all pages|across|in total|overall|regardless|without pag|before pag|in the (database|system|collection|full))\b|\btotal (results|items|records|count|entries)\b/i,
    not: /\breturned\b|\b(bytes|seconds|milliseconds|characters|words|points|votes|views|clicks|tokens|hours|minutes|days)\b|\bpages\b(?! of)|\b(on|in|for) (the|this) (current |returned )?(page|response)\b|\b(amount|price|cost|tax|currency|fee|balance)\b/i,
    types: COUNT,
    weight: 0.7,
  },
  {
    id: "page-echo",
    role: "echo",
    name: /^(page|pagenumber|currentpage|pageno|pageindex|pagenum|perpage|pagesize|offset|startindex|startat|itemsperpage|resultsperpage|limit|maxresults|pagelen)$/,
    below: /^$/,
    types: NUMERIC,
    weight: 0.6,
  },
  {
    id: "page-size-echo",
    role: "echo",
    name: /^(perpage|pagesize|itemsperpage|resultsperpage|currentpage|pagenumber|pageno|pagelimit)$/,
    types: NUMERIC,
    weight: 0.6,
  },
  {
    id: "page-echo-below",
    role: "echo",
    name: /^(page|pagenumber|currentpage|pageno|number|perpage|pagesize|size|offset|startindex|startat|itemsperpage|limit|maxresults|current|skip|start|from|to)$/,
    below: PAGING,
    types: NUMERIC,
    weight: 0.6,
  },
];

/** Below such levels, or with such names, a field looks back. */
export const BACK = /^(prev|previous|first|last|before|self|current|back)/;
