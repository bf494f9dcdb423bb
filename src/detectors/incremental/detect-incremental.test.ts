import { describe, expect, it } from "vitest";
import type { OperationFact, ParameterFact } from "../../evidence/http-facts.ts";
import type { Incremental } from "../../model/incremental.ts";
import type { Pagination } from "../../model/pagination.ts";
import { at, httpFacts, listedStream, operation, type PlainSchema, parameter, response } from "../test-support.ts";
import { detectIncremental } from "./detect-incremental.ts";

interface Case {
  readonly name: string;
  readonly fields: Readonly<Record<string, PlainSchema>>;
  readonly parameters?: readonly ParameterFact[];
  readonly operation?: Partial<OperationFact>;
  readonly id?: string;
  readonly many?: boolean;
  readonly paging?: Pagination;
  /** The cursor's path and the filter's name, or null. */
  readonly cursor: string | null;
  readonly request?: string;
  readonly value?: Partial<Incremental>;
}

function detect(one: Case) {
  const record: PlainSchema = { type: "object", properties: { id: text, ...one.fields } };
  const from = operation(one.id ?? "GET /things", {
    parameters: one.parameters ?? [],
    responses: [response({ type: "array", items: record })],
    ...one.operation,
  });
  const stream = listedStream("things", from, { record, ...(one.many === undefined ? {} : { many: one.many }) });
  const paging = one.paging
    ? [
        {
          about: "pagination" as const,
          stream: "things",
          value: one.paging,
          confidence: 1,
          evidence: [],
          against: [],
          rivals: [],
        },
      ]
    : [];
  const [finding] = detectIncremental([stream], httpFacts([from]), paging);
  if (!finding) throw new Error("no finding");
  return finding;
}

const text = { type: "string" };
const integer = { type: "integer" };
const time = { type: "string", format: "date-time" };
const range = {
  anyOf: [{ type: "object", properties: { gt: integer, gte: integer, lt: integer, lte: integer } }, integer],
};

const POSITIVE: readonly Case[] = [
  {
    name: "a filter on changes",
    fields: { created_at: time, updated_at: time },
    parameters: [parameter("updated_since", { schema: time, description: "Only things updated since this time" })],
    cursor: "updated_at",
    request: "updated_since",
  },
  {
    name: "a range that may be left open",
    fields: { start_date: time },
    parameters: [
      parameter("start_date_range", {
        description:
          "Filters by the start date. Format: `date..date`, or `date` for what starts on or after this date.",
      }),
      parameter("end_date_range", { description: "Filters by the end date. `..date`: ends on or before this date." }),
    ],
    cursor: "start_date",
    request: "start_date_range",
  },
  {
    name: "a range of times as an object",
    fields: { created: integer },
    parameters: [parameter("created", { schema: range, style: "deepObject", explode: true })],
    cursor: "created",
    request: "created[gte]",
    value: { format: { kind: "epoch-seconds" }, inclusive: true },
  },
  {
    name: "an operator in the name",
    fields: { date_created: time, date_updated: time },
    parameters: ["DateUpdated", "DateUpdated<", "DateUpdated>"].map((name) => parameter(name, { schema: time })),
    cursor: "date_updated",
    request: "DateUpdated>",
  },
  {
    name: "of the two ends of a span the beginning",
    fields: { startTime: time, endTime: time },
    parameters: [parameter("fromDate", { schema: time }), parameter("toDate", { schema: time })],
    cursor: "startTime",
    request: "fromDate",
  },
  {
    name: "the end where the filter names it",
    fields: { start_time: time, end_time: time },
    parameters: [parameter("EndTime>", { schema: time }), parameter("EndTime<", { schema: time })],
    cursor: "end_time",
    request: "EndTime>",
  },
  { name: "a time that bears the record's name", fields: { thingCreationDate: time }, cursor: "thingCreationDate" },
  {
    name: "a suffix that compares",
    fields: { last_updated: time },
    parameters: ["last_updated__gte", "last_updated__lte"].map((name) => parameter(name, { schema: time })),
    cursor: "last_updated",
    request: "last_updated__gte",
  },
  {
    name: "a header",
    fields: { UpdatedDateUTC: time },
    parameters: [
      parameter("If-Modified-Since", {
        in: "header",
        schema: time,
        description: "Only records created or modified since this timestamp will be returned",
      }),
    ],
    cursor: "UpdatedDateUTC",
    request: "If-Modified-Since",
  },
  {
    name: "a header on changes, where records only know their creation",
    fields: { CreatedDateUTC: time },
    parameters: [
      parameter("If-Modified-Since", { in: "header", schema: time, description: "Only records modified since" }),
    ],
    cursor: "CreatedDateUTC",
    request: "If-Modified-Since",
  },
  {
    name: "a span whose description tells what it is about",
    fields: { created: { type: "integer", description: "Unix timestamp" }, email: text },
    parameters: [
      parameter("start_time", {
        schema: integer,
        description: "Start of the time range in unix timestamp when a bounce was created (inclusive)",
      }),
      parameter("end_time", {
        schema: integer,
        description: "End of the time range in unix timestamp when a bounce was created (inclusive)",
      }),
    ],
    cursor: "created",
    request: "start_time",
    value: { inclusive: true },
  },
  {
    name: "a date in the path",
    id: "GET /views/{start}/{end}",
    fields: { timestamp: { type: "string", description: "In YYYYMMDDHH format" }, views: integer },
    parameters: [
      parameter("start", { in: "path", description: "The date of the first day to include, in YYYYMMDD format" }),
      parameter("end", { in: "path", description: "The date of the last day to include, in YYYYMMDD format" }),
    ],
    cursor: "timestamp",
    request: "start",
  },
  {
    name: "an expression that the description shows",
    fields: { payoutDate: { type: "string", description: "The date, in YYYY-MM-DDTHH:MM:SS.SSSZ" } },
    parameters: [
      parameter("filter", {
        description:
          "<b>payoutDate</b>: <code>filter=payoutDate:[2018-12-17T00:00:01.000Z..2018-12-24T00:00:01.000Z]</code>",
      }),
    ],
    cursor: "payoutDate",
    request: "filter",
  },
  {
    name: "a field without any filter",
    fields: { updatedAt: time, createdAt: time },
    cursor: "updatedAt",
  },
  {
    name: "a field inside the record's attributes",
    fields: { attributes: { type: "object", properties: { updated: time } } },
    cursor: "attributes.updated",
  },
  {
    name: "a time with its zone is an object, even where it is one of several shapes",
    fields: {
      start: {
        anyOf: [
          { type: "object", properties: { dateTime: time, timeZone: text } },
          { type: "object", nullable: true },
        ],
      },
    },
    cursor: null,
  },
  {
    name: "what is to come, by when it was changed",
    id: "GET /schedules",
    fields: { date: time, updated_at: time },
    cursor: "updated_at",
  },
  {
    name: "what is to come, where a filter asks for it",
    id: "GET /calendar",
    fields: { date: time },
    parameters: [parameter("date_from", { schema: time, description: "Only days from this date on" })],
    cursor: "date",
    request: "date_from",
  },
  {
    name: "events only know when they happened",
    fields: { timestamp: integer, type: text },
    cursor: "timestamp",
    value: { format: { kind: "epoch-seconds" } },
  },
  {
    name: "an order that the description promises",
    fields: { created: integer },
    parameters: [parameter("created", { schema: range })],
    operation: { description: "Things are returned sorted by creation date, with the most recent first." },
    cursor: "created",
    request: "created[gte]",
    value: { order: "desc" },
  },
  {
    name: "a filter among filters",
    fields: { createdAt: time },
    parameters: [parameter("filter[since]", { schema: time, description: "The start from which to return records" })],
    cursor: "createdAt",
    request: "filter[since]",
  },
  {
    name: "operators that only the description lists",
    fields: { created_at: time, updated_at: time },
    parameters: [
      parameter("updated_at", {
        schema: { type: "object" },
        description: 'Filters on the updated_at field, a timestamp. Keys: "gt", "gte", "lt", "lte".',
      }),
    ],
    cursor: "updated_at",
    request: "updated_at[gte]",
    value: { inclusive: true },
  },
  {
    name: "of two fields the one that is written as the filter",
    fields: { datetime: time, date: { type: "string", format: "date" } },
    parameters: [
      parameter("start_date", { schema: { type: "string", format: "date" }, description: "The earliest date" }),
    ],
    cursor: "date",
    request: "start_date",
  },
  {
    name: "of two times of one kind, the one that is written as the filter is",
    fields: { created: time, createdAt: { type: "number", example: 1540095775941 } },
    parameters: [
      parameter("since", { schema: { type: "number" }, description: "Things created after this JavaScript timestamp" }),
    ],
    cursor: "createdAt",
    request: "since",
  },
  {
    name: "the time that is told of, not any timestamp",
    fields: { created: integer, timestamp: integer },
    parameters: [parameter("ts_from", { description: "Filter files created after this timestamp (inclusive)." })],
    cursor: "created",
    request: "ts_from",
  },
  {
    name: "an interval of when things came to be",
    fields: { created: integer },
    parameters: [
      parameter("intervalBegin", {
        schema: integer,
        description: "Start of the search time interval in Unix time milliseconds",
      }),
      parameter("intervalEnd", {
        schema: integer,
        description: "End of the search time interval in Unix time milliseconds",
      }),
    ],
    cursor: "created",
    request: "intervalBegin",
  },
  {
    name: "a range that the operation says is of changes",
    fields: { lastUpdated: integer },
    parameters: [parameter("fromTime", { required: true, description: "Epoch time to start your date range." })],
    operation: { description: "Returns an array of series that have changed since the provided time." },
    cursor: "lastUpdated",
    request: "fromTime",
  },
];

const NEGATIVE: readonly Case[] = [
  {
    name: "a filter on changes doesn't go with the end of something",
    fields: { last_completed_at: time },
    parameters: [parameter("updated_at__gte", { schema: time })],
    cursor: null,
  },
  {
    name: "a range that doesn't say what of",
    fields: { lastUpdated: integer },
    parameters: [parameter("fromTime", { description: "Epoch time to start your date range." })],
    cursor: "lastUpdated",
  },
  {
    name: "a key that is compared",
    fields: { time },
    parameters: [parameter("changed_object_id__gte", { schema: integer })],
    cursor: "time",
  },
  {
    name: "a header that names whoever asks",
    fields: { datePublished: time },
    parameters: [parameter("X-Client-Id", { in: "header", description: "From which time and place a user is known" })],
    cursor: "datePublished",
  },
  {
    name: "both ends of a range at once",
    fields: { updated_at: time },
    parameters: [
      parameter("updated_at_range", { description: "The first and the last date of the update: 20230523-20230623" }),
    ],
    cursor: "updated_at",
  },
  {
    name: "both ends at once, told by the description alone",
    fields: { updated_at: time },
    parameters: [
      parameter("updated_at_days", { description: "Since when updated: those with a first date in the range given" }),
    ],
    cursor: "updated_at",
  },
  {
    name: "how many days ago",
    fields: { updated: time },
    parameters: [parameter("days", { description: "Things that were updated since so many days" })],
    cursor: "updated",
  },
  {
    name: "what was deleted since",
    fields: { deleted_at: time, name: text },
    parameters: [parameter("deleted_since", { schema: time })],
    cursor: null,
  },
  {
    name: "how long something is valid, by its own filter",
    fields: { valid_until: time },
    parameters: [parameter("valid_until>", { schema: time })],
    cursor: null,
  },
  { name: "the change of a part", fields: { headshot_updated: time }, cursor: null },
  {
    name: "the change of an object inside",
    fields: { certificate: { type: "object", properties: { updated_at: time } } },
    cursor: null,
  },
  { name: "a change told in words", fields: { changed_on_humanized: text }, cursor: null },
  { name: "the earliest of others' times", fields: { earliest_pub_date_ms: integer }, cursor: null },
  { name: "a password's change", fields: { passwordLastUpdated: time }, cursor: null },
  { name: "whether something changed", fields: { hasFormDataChanged: text }, cursor: null },
  {
    name: "another thing's change",
    fields: { extended_updated_at: { type: "string" }, updated_at: { type: "string" } },
    cursor: "updated_at",
  },
  {
    name: "quoted operators of something else",
    fields: { updated_at: time },
    parameters: [parameter("price", { schema: { type: "object" }, description: 'Keys: "gt", "gte"' })],
    cursor: "updated_at",
  },
  { name: "the hour of a forecast", id: "GET /weather/forecast", fields: { time }, cursor: null },
  { name: "a train that is to come", id: "GET /stations/{id}/arrivals", fields: { dateTime: time }, cursor: null },
  { name: "a ranking", id: "GET /articles/mostEmailed", fields: { published_date: time }, cursor: null },
  { name: "no time at all", fields: { name: text }, cursor: null },
  { name: "a single object", fields: { updated_at: time }, many: false, cursor: null },
  { name: "times that tell of the future", fields: { expires_at: time, due_date: time }, cursor: null },
  { name: "a birthday", fields: { date_of_birth: { type: "string", format: "date" } }, cursor: null },
  { name: "a hiring date is no news", fields: { hireDate: { type: "string", format: "date" } }, cursor: null },
  { name: "who changed it", fields: { updated_by: text, created_by_id: integer }, cursor: null },
  { name: "a credited amount", fields: { AmountCredited: { type: "number" } }, cursor: null },
  { name: "a flag", fields: { disable_auto_group_change: integer, modified: { type: "boolean" } }, cursor: null },
  {
    name: "another record's times",
    fields: { owner: { type: "object", properties: { id: text, updated_at: time } } },
    cursor: null,
  },
  {
    name: "a filter on creation doesn't go with a field of changes",
    fields: { updated_at: time },
    parameters: [parameter("created_after", { schema: time })],
    cursor: "updated_at",
  },
  {
    name: "a time zone",
    fields: { updated_at: time },
    parameters: [parameter("timezone", { description: "Time zone of the dates" })],
    cursor: "updated_at",
  },
  {
    name: "an upper bound",
    fields: { updated_at: time },
    parameters: [parameter("updated_before", { schema: time })],
    cursor: "updated_at",
  },
  {
    name: "an exact day",
    fields: { date_sent: time },
    parameters: [parameter("DateSent", { schema: time, description: "Only messages sent on this date" })],
    cursor: "date_sent",
  },
  {
    name: "a parameter that paging uses up",
    fields: { ts: time },
    parameters: [parameter("startingAfter", { schema: time })],
    paging: {
      kind: "cursor",
      cursorParam: { name: "startingAfter", in: "query" },
      next: { from: "last-record", path: ["ts"] },
      stop: { kind: "no-cursor" },
    },
    cursor: "ts",
  },
  {
    name: "an offset of records",
    fields: { updated_at: time },
    parameters: [parameter("start", { schema: integer, description: "Index of the first item" })],
    cursor: "updated_at",
  },
];

describe("detectIncremental", () => {
  it.each([...POSITIVE, ...NEGATIVE])("$name", (one) => {
    const { value, confidence } = detect(one);
    expect(confidence).toBeGreaterThanOrEqual(0.5);
    expect(value?.cursorField.join(".") ?? null).toBe(one.cursor);
    expect(value?.request?.name).toBe(one.request);
    expect(value ?? {}).toMatchObject(one.value ?? {});
  });

  it("has as many negatives as positives", () => {
    expect(NEGATIVE.length).toBeGreaterThanOrEqual(POSITIVE.length);
  });

  it("pairs both ends of a span", () => {
    const finding = detect({
      name: "",
      fields: { created: integer },
      parameters: [parameter("created", { schema: range })],
      cursor: "created",
    });
    expect(finding.value?.request?.until).toEqual({ name: "created[lte]", in: "query", operator: "lte" });
  });

  it("takes the comparison's word from the document", () => {
    const finding = detect({
      name: "",
      fields: { lastModified: time },
      parameters: [
        parameter("lastModified", { description: "The last time the record was modified" }),
        parameter("lastModifiedCondition", { description: "Accepted values: '>', '<', '>=', '<='" }),
      ],
      cursor: "lastModified",
    });
    expect(finding.value?.request?.name).toBe("lastModified");
    expect(finding.value?.request?.constants).toEqual([{ name: "lastModifiedCondition", value: ">=" }]);
  });

  it("fills an expression's other parameters", () => {
    const finding = detect({
      name: "",
      fields: { updated_at: text },
      parameters: ["field", "value", "condition_type"].map((part) =>
        parameter(`criteria[0][${part}]`, { at: at(`/${part}`) }),
      ),
      cursor: "updated_at",
    });
    expect(finding.value?.request?.name).toBe("criteria[0][value]");
    expect(finding.value?.request?.constants?.[0]).toEqual({ name: "criteria[0][field]", value: "updated_at" });
  });
});
