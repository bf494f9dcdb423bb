import { describe, expect, it } from "vitest";
import type { OperationFact, ParameterFact, ProseFact } from "../../evidence/http-facts.ts";
import type { Pagination } from "../../model/pagination.ts";
import { at, httpFacts, listedStream, operation, type PlainSchema, parameter, response } from "../test-support.ts";
import { detectPagination } from "./detect-pagination.ts";

const RECORD: PlainSchema = { type: "object", properties: { id: { type: "string" }, name: { type: "string" } } };
const RECORDS: PlainSchema = { type: "array", items: RECORD };

interface Case {
  readonly name: string;
  readonly parameters?: readonly ParameterFact[];
  /** Beside `data`, the records; none: the answer is a bare array. */
  readonly answer?: Readonly<Record<string, PlainSchema>>;
  readonly required?: readonly string[];
  readonly record?: PlainSchema;
  readonly headers?: readonly { readonly name: string; readonly description?: string }[];
  readonly examples?: readonly unknown[];
  readonly operation?: Partial<OperationFact>;
  readonly id?: string;
  readonly prose?: string;
  readonly many?: boolean;
  readonly expect: Partial<Pagination> & { readonly kind: Pagination["kind"] };
}

function detect(one: Case) {
  const { parameters = [], answer, record = RECORD, required = [], headers = [], examples = [] } = one;
  const schema: PlainSchema = answer
    ? { type: "object", required, properties: { data: { ...RECORDS, items: record }, ...answer } }
    : { ...RECORDS, items: record };
  const answers = response(schema, {
    examples,
    headers: headers.map(({ name, description }) => ({
      name,
      description,
      schema: undefined,
      at: at(`/headers/${name}`),
    })),
  });
  const from = operation(one.id ?? "GET /things", { parameters, responses: [answers], ...one.operation });
  const stream = listedStream("things", from, {
    recordsPath: answer ? ["data"] : [],
    record,
    ...(one.many === undefined ? {} : { many: one.many }),
  });
  const prose: ProseFact[] = one.prose ? [{ text: one.prose, tag: undefined, at: at("/info/description") }] : [];
  const [finding] = detectPagination([stream], httpFacts([from], { prose }));
  if (!finding) throw new Error("no finding");
  return finding;
}

const integer = { type: "integer" };
const text = { type: "string" };
const page = parameter("page", { schema: integer });
const limit = parameter("limit", { schema: { type: "integer", maximum: 250, default: 20 } });
const offset = parameter("offset", { schema: integer });
const query = (name: string) => ({ name, in: "query" as const });

const POSITIVE: readonly Case[] = [
  {
    name: "a page number and a size",
    parameters: [parameter("page", { schema: { type: "integer", minimum: 0 } }), limit],
    expect: { kind: "page-number", pageParam: query("page"), sizeParam: query("limit"), pageSize: 250, firstPage: 0 },
  },
  {
    name: "brackets, and pages counted by the answer",
    parameters: [parameter("page[number]", { schema: integer }), parameter("page[size]", { schema: integer })],
    answer: { meta: { type: "object", properties: { total_pages: integer } } },
    expect: {
      kind: "page-number",
      pageParam: query("page[number]"),
      firstPage: 1,
      stop: { kind: "total-pages", path: ["meta", "total_pages"] },
    },
  },
  {
    name: "a total counts items",
    parameters: [page, limit],
    answer: { total: integer },
    expect: { kind: "page-number", stop: { kind: "total-items", path: ["total"] } },
  },
  {
    name: "a total that the text calls pages counts pages",
    parameters: [page, limit],
    answer: { total: { type: "integer", description: "Total number of pages" } },
    expect: { kind: "page-number", stop: { kind: "total-pages", path: ["total"] } },
  },
  {
    name: "no stop rule is said: it is guessed",
    parameters: [page, limit],
    expect: { kind: "page-number", stop: { kind: "empty-page", guessed: true } },
  },
  {
    name: "an offset",
    parameters: [offset, limit],
    answer: { total: integer },
    expect: { kind: "offset", offsetParam: query("offset"), stop: { kind: "total-items", path: ["total"] } },
  },
  {
    name: "where the limit starts",
    parameters: [parameter("limitstart", { schema: integer }), limit],
    expect: { kind: "offset", offsetParam: query("limitstart") },
  },
  {
    name: "a short name, told by its description and a size",
    parameters: [parameter("start", { schema: integer, description: "Index of the first item to return" }), limit],
    expect: { kind: "offset", offsetParam: query("start") },
  },
  {
    name: "an offset that comes from the answer is a cursor",
    parameters: [
      parameter("offset", { description: "Offset token. An offset to the next page returned by the API." }),
      limit,
    ],
    answer: { next_page: { type: "object", properties: { offset: text, uri: text } } },
    expect: { kind: "cursor", cursorParam: query("offset"), next: { from: "body", path: ["next_page", "offset"] } },
  },
  {
    name: "a token and its next value",
    parameters: [parameter("pageToken"), parameter("maxResults", { schema: integer })],
    answer: { nextPageToken: text, nextSyncToken: text },
    expect: {
      kind: "cursor",
      cursorParam: query("pageToken"),
      next: { from: "body", path: ["nextPageToken"] },
      stop: { kind: "no-cursor" },
    },
  },
  {
    name: "one name in request and answer, and a flag that says it is over",
    parameters: [parameter("iterator"), limit],
    answer: { iterator: text, prevIterator: text, done: { type: "boolean" } },
    expect: {
      kind: "cursor",
      next: { from: "body", path: ["iterator"] },
      stop: { kind: "flag", path: ["done"], goOn: false },
    },
  },
  {
    name: "a next page of which no type is known is no flag: numbers go on until an answer is empty",
    parameters: [parameter("page", { schema: integer }), limit],
    answer: { meta: { type: "object", properties: { next: {}, last: {} } } },
    expect: { kind: "page-number", pageParam: query("page"), stop: { kind: "empty-page", guessed: true } },
  },
  {
    name: "the next token, not the one that the answer repeats",
    parameters: [parameter("continuation-token")],
    answer: { ContinuationToken: text, NextContinuationToken: text },
    expect: { kind: "cursor", next: { from: "body", path: ["NextContinuationToken"] } },
  },
  {
    name: "the last record's id",
    parameters: [parameter("ending_before"), parameter("starting_after"), limit],
    answer: { has_more: { type: "boolean" } },
    expect: {
      kind: "cursor",
      cursorParam: query("starting_after"),
      next: { from: "last-record", path: ["id"] },
      stop: { kind: "flag", path: ["has_more"], goOn: true },
    },
  },
  {
    name: "the last record's field that the description names",
    parameters: [
      parameter("offset", {
        schema: integer,
        description: "Entries with a Number greater than the offset are returned",
      }),
    ],
    record: { type: "object", properties: { ID: text, Number: integer } },
    expect: { kind: "cursor", cursorParam: query("offset"), next: { from: "last-record", path: ["Number"] } },
  },
  {
    name: "a token in a header",
    parameters: [parameter("X-Next-Token", { in: "header" })],
    headers: [{ name: "X-Next-Token" }],
    expect: { kind: "cursor", next: { from: "header", name: "X-Next-Token" } },
  },
  {
    name: "a token in a search's body",
    id: "POST /things/search",
    operation: {
      body: {
        required: true,
        description: undefined,
        content: response({
          type: "object",
          properties: { limit: integer, after: { type: "string", description: "The paging cursor token" } },
        }).content,
        at: at("/body"),
      },
    },
    answer: {
      paging: { type: "object", properties: { next: { type: "object", properties: { after: text, link: text } } } },
    },
    expect: {
      kind: "cursor",
      cursorParam: { name: "after", in: "body" },
      next: { from: "body", path: ["paging", "next", "after"] },
    },
  },
  {
    name: "a promised link wins over an offset",
    parameters: [offset, limit],
    answer: { next: { type: "string", nullable: true, description: "URL of the next page" }, total: integer },
    expect: { kind: "next-url", path: ["next"] },
  },
  {
    name: "OData's link wins over $skip",
    parameters: [parameter("$top", { schema: integer }), parameter("$skip", { schema: integer })],
    answer: { "@odata.nextLink": text },
    expect: { kind: "next-url", path: ["@odata.nextLink"] },
  },
  {
    name: "a link where only the link knows the token",
    parameters: [
      parameter("Page", { schema: integer, description: "The page index, for client state" }),
      parameter("PageToken", { description: "Provided by the API" }),
    ],
    answer: { next_page_uri: { type: "string", format: "uri" } },
    expect: { kind: "next-url", path: ["next_page_uri"] },
  },
  {
    name: "HAL's link without parameters",
    answer: { _links: { type: "object", properties: { next: { type: "object", properties: { href: text } } } } },
    expect: { kind: "next-url", path: ["_links", "next", "href"] },
  },
  {
    name: "a Link header",
    parameters: [page, parameter("per_page", { schema: integer, description: "Results per page (max 100)" })],
    headers: [{ name: "Link" }],
    expect: { kind: "link-header", rel: "next", sizeParam: query("per_page"), pageSize: 100 },
  },
  {
    name: "a Link header that only prose speaks of",
    parameters: [page, parameter("per_page", { schema: integer })],
    prose: "The `Link` HTTP response header contains pagination data: the next page's link.",
    expect: { kind: "link-header", rel: "next" },
  },
  {
    name: "parameters that only prose speaks of, for a list that shows pages",
    answer: { pagination: { type: "object", properties: { page: integer, total_pages: integer } } },
    prose: "# Pagination\nLists are paginated. Add `?page=2&per_page=50` to the URL to get the second page.",
    expect: { kind: "page-number", pageParam: query("page"), sizeParam: query("per_page") },
  },
  {
    name: "a parameter's default chooses among several ways",
    parameters: [
      parameter("pagination_type", { schema: { type: "string", default: "page" } }),
      page,
      limit,
      parameter("cursor"),
    ],
    answer: { next_cursor: text },
    expect: { kind: "page-number" },
  },
  {
    name: "a time that a bound of the request takes",
    parameters: [
      parameter("until", { schema: { type: "number" }, description: "Things created before this timestamp" }),
      parameter("since", { schema: { type: "number" }, description: "Things created after this timestamp" }),
      limit,
    ],
    answer: {
      paging: {
        type: "object",
        properties: {
          next: { type: ["number", "null"], description: "Timestamp to be used to request the next page." },
        },
      },
    },
    expect: { kind: "cursor", cursorParam: query("until"), next: { from: "body", path: ["paging", "next"] } },
  },
];

const NEGATIVE: readonly Case[] = [
  {
    name: "a bound on times doesn't take an opaque token",
    parameters: [parameter("until", { description: "Things created before this timestamp" })],
    answer: { next_cursor: { type: "string", description: "Where the next page starts" } },
    expect: { kind: "unknown" },
  },
  {
    name: "a token that is reserved for the source",
    parameters: [parameter("continuation_token", { schema: text, description: "Reserved for internal use." }), offset],
    answer: { continuationToken: text },
    expect: { kind: "offset", offsetParam: query("offset") },
  },
  { name: "nothing speaks of pages", expect: { kind: "none" } },
  { name: "a single object", many: false, expect: { kind: "none" } },
  {
    name: "one object that is asked for by place and number of records is a question",
    many: false,
    parameters: [parameter("cursor"), limit],
    expect: { kind: "unknown" },
  },
  {
    name: "a single object with a size of its own",
    many: false,
    parameters: [parameter("size", { schema: integer })],
    expect: { kind: "none" },
  },
  {
    name: "`since` filters",
    parameters: [parameter("since", { schema: { type: "string", format: "date-time" } })],
    expect: { kind: "none" },
  },
  {
    name: "`after` and `before` are times",
    parameters: [
      parameter("after", { description: "Only things created after this time" }),
      parameter("before", { description: "Only things created before this time" }),
    ],
    expect: { kind: "none" },
  },
  {
    name: "`start` and `end` of a day are no offset",
    parameters: [parameter("start", { schema: { type: "string", format: "date" } }), parameter("end")],
    expect: { kind: "none" },
  },
  {
    name: "a time zone's offset",
    parameters: [parameter("offset", { schema: integer, description: "Time zone offset in minutes" })],
    expect: { kind: "none" },
  },
  {
    name: "a size in pixels",
    parameters: [parameter("size", { schema: integer, description: "Size of the image in pixels" })],
    expect: { kind: "none" },
  },
  {
    name: "an access token",
    parameters: [parameter("token", { description: "The access token returned by the login call" })],
    expect: { kind: "none" },
  },
  {
    name: "an opaque user for quotas",
    parameters: [parameter("quotaUser", { description: "An opaque string that represents a user for quota purposes" })],
    expect: { kind: "none" },
  },
  {
    name: "a token that asks for changes",
    parameters: [
      parameter("syncToken", {
        description: "Token from the last response. The result contains only entries that have changed since then.",
      }),
    ],
    answer: { nextSyncToken: text },
    expect: { kind: "none" },
  },
  {
    name: "a server's knowledge is a filter",
    parameters: [
      parameter("last_knowledge", {
        schema: integer,
        description: "If given, only entities that have changed since are included",
      }),
    ],
    answer: { server_knowledge: integer },
    expect: { kind: "none" },
  },
  {
    name: "a landing page's id",
    parameters: [parameter("page", { schema: integer, description: "Id of the landing page" })],
    expect: { kind: "none" },
  },
  { name: "only a size", parameters: [limit], expect: { kind: "unknown", sizeParam: query("limit"), pageSize: 250 } },
  { name: "only a total", answer: { total_count: integer }, expect: { kind: "unknown" } },
  {
    name: "only a flag",
    answer: { has_more: { type: "boolean" } },
    expect: { kind: "unknown" },
  },
  {
    name: "a token that nothing gives",
    parameters: [parameter("cursor"), limit],
    expect: { kind: "unknown" },
  },
  {
    name: "a next token that nothing takes",
    answer: { next_cursor: text },
    expect: { kind: "unknown" },
  },
  {
    name: "prose says paginated, and no more",
    operation: { description: "The list is paginated and sorted by code." },
    expect: { kind: "unknown" },
  },
  {
    name: "prose says that it isn't paginated",
    operation: { description: "This list is not paginated." },
    expect: { kind: "none" },
  },
  {
    name: "an example with more records than it shows",
    answer: { data_total: integer, total: integer },
    examples: [{ data: [{ id: "1" }, { id: "2" }], total: 13 }],
    expect: { kind: "unknown" },
  },
  {
    name: "the last record's id, where records have none",
    parameters: [parameter("starting_after"), limit],
    record: { type: "object", properties: { name: text } },
    expect: { kind: "unknown" },
  },
  {
    name: "the number of a page is no size",
    parameters: [
      parameter("pageNumber", { schema: integer, description: "The number of the page to fetch." }),
      parameter("pageSize", { schema: integer, description: "The number of items to have on a page, maximum 100." }),
    ],
    expect: { kind: "page-number", pageParam: query("pageNumber"), sizeParam: query("pageSize"), pageSize: 100 },
  },
  {
    name: "so many pictures of each type are no page",
    parameters: [
      parameter("imageTypeLimit", {
        schema: integer,
        description: "The max number of images to return, per image type.",
      }),
    ],
    expect: { kind: "none" },
  },
  {
    name: "facets have no pages",
    parameters: [
      page,
      parameter("facet_max_count", {
        schema: integer,
        description: "Specifies the maximum number of facets to return",
      }),
      parameter("page_size", { schema: integer, description: "Request number of images to return in each page." }),
    ],
    expect: { kind: "page-number", pageParam: query("page"), sizeParam: query("page_size") },
  },
  {
    name: "a previous page's link",
    parameters: [page, limit],
    answer: { previous: { type: "string", format: "uri" } },
    expect: { kind: "page-number" },
  },
  {
    name: "a link that may be missing doesn't win over a page number",
    parameters: [page, limit],
    answer: { _links: { type: "object", properties: { next: { type: "object", properties: { href: text } } } } },
    expect: { kind: "page-number" },
  },
  {
    name: "bytes in all don't end a list",
    parameters: [offset, limit],
    answer: { totalBytes: { type: "integer", description: "The total number of bytes processed" } },
    expect: { kind: "offset", stop: { kind: "empty-page", guessed: true } },
  },
  {
    name: "a count of this page doesn't end a list",
    parameters: [offset, limit],
    answer: { count: { type: "integer", description: "Total number of items returned" } },
    expect: { kind: "offset", stop: { kind: "empty-page", guessed: true } },
  },
  {
    name: "a total of something else",
    answer: { owner: { type: "object", properties: { total: integer } } },
    expect: { kind: "none" },
  },
];

describe("detectPagination", () => {
  it.each(POSITIVE)("finds the way: $name", (one) => {
    const finding = detect(one);
    expect(finding.value).toMatchObject(one.expect);
    expect(finding.confidence).toBeGreaterThanOrEqual(0.5);
    expect(finding.evidence.length).toBeGreaterThan(0);
  });

  it.each(NEGATIVE)("isn't taken in: $name", (one) => {
    expect(detect(one).value).toMatchObject(one.expect);
  });

  it("has as many negatives as positives", () => {
    expect(NEGATIVE.length).toBeGreaterThanOrEqual(POSITIVE.length);
  });

  it("keeps the second way as a rival", () => {
    const finding = detect({ name: "", parameters: [page, offset, limit], expect: { kind: "page-number" } });
    expect(finding.value.kind).toBe("page-number");
    expect(finding.rivals.map(({ value }) => value.kind)).toEqual(["offset"]);
  });

  it("is surer where other lists of the API are paged alike", () => {
    const streams = ["a", "b", "c", "d"].map((name) => {
      const from = operation(`GET /${name}`, { parameters: [page], responses: [response(RECORDS)] });
      return listedStream(name, from, { record: RECORD });
    });
    const findings = detectPagination(streams, httpFacts(streams.map((stream) => stream.operation)));
    const alone = detect({ name: "", parameters: [page], expect: { kind: "page-number" } });
    expect(findings[0]?.confidence).toBeGreaterThan(alone.confidence);
    expect(findings[0]?.evidence.map(({ signal }) => signal)).toContain("pagination/sibling-convention");
  });

  it("reads bare names as the lists that describe them do", () => {
    const first = parameter("first", { schema: integer });
    const max = parameter("max", { schema: integer });
    const described = { ...max, description: "The maximum of results" };
    const kindOfLast = (...told: readonly ReturnType<typeof parameter>[]) => {
      const streams = [...told, max].map((size, at) => {
        const from = operation(`GET /list${at}`, { parameters: [first, size], responses: [response(RECORDS)] });
        return listedStream(`list${at}`, from, { record: RECORD });
      });
      return detectPagination(streams, httpFacts(streams.map((stream) => stream.operation))).at(-1)?.value;
    };
    expect(kindOfLast(described, described, described)).toMatchObject({
      kind: "offset",
      offsetParam: query("first"),
      sizeParam: query("max"),
    });
    expect(kindOfLast(described)).toMatchObject({ kind: "unknown" });
  });

  it("doesn't pass one numbered record for all of them", () => {
    const shape = { type: "object", properties: { num: integer, title: text } };
    const newest = operation("GET /info.json", { responses: [response(shape)] });
    const numbered = operation("GET /{number}/info.json", {
      parameters: [parameter("number", { in: "path", schema: integer })],
      responses: [response(shape)],
    });
    const stream = listedStream("info", numbered, { record: shape, many: false });
    const [finding] = detectPagination([stream], httpFacts([newest, numbered]));
    expect(finding?.value.kind).toBe("unknown");
  });
});
