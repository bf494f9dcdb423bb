import { describe, expect, it } from "vitest";
import { type PlainSchema, schemaView } from "../test-support.ts";
import { boundOf } from "./bounds.ts";
import { subjectOfName } from "./time-vocabulary.ts";
import { formatOf } from "./value-format.ts";

describe("formatOf", () => {
  it.each<[PlainSchema, string, unknown]>([
    [{ type: "string", format: "date-time" }, "", { kind: "date-time" }],
    [{ type: "string", format: "date" }, "", { kind: "date" }],
    [{ type: "integer" }, "", { kind: "epoch-seconds" }],
    [{ type: "integer" }, "Milliseconds since the Unix epoch", { kind: "epoch-milliseconds" }],
    [{ type: "integer", example: 1_526_087_474_000 }, "", { kind: "epoch-milliseconds" }],
    [{ type: "string", example: "2024-02-01" }, "", { kind: "date" }],
    [{ type: "string", example: "2024-02-01T10:00:00Z" }, "", { kind: "date-time" }],
    [{ type: "string", example: "2024-02-01 10:00:00" }, "", { kind: "pattern", pattern: "%Y-%m-%d %H:%M:%S" }],
    [{ type: "string" }, "Format: YYYY-MM-DD", { kind: "date" }],
    [{ type: "string" }, "An RFC3339 timestamp", { kind: "date-time" }],
    [{ type: "string" }, "A date in YYYYMMDD format", { kind: "pattern", pattern: "%Y%m%d" }],
    [{ type: "string" }, "When it happened", undefined],
    [{ type: "string" }, "", undefined],
  ])("%j %j", (schema, description, format) => {
    expect(formatOf(schemaView(schema), description)).toEqual(format);
  });
});

describe("boundOf", () => {
  it.each([
    ["createdAfter", "Exclude orders created before this date", "from", "created"],
    ["before_date", "Filter out events that happened after the specified date.", "until", ""],
    ["modified_from", "Leave out what was last modified before this day.", "from", "modified"],
    ["modified_to", "Modified until this day. Leaves out deleted ones.", "until", "modified"],
    ["updated_since", "", "from", "updated"],
    ["updatedMin", "", "from", "updated"],
    ["created[gte]", "", "from", "created"],
    ["created__lte", "", "until", "created"],
    ["created_at.after", "", "from", "createdat"],
    ["EndTime>", "", "from", "endtime"],
    ["EndTime<", "", "until", "endtime"],
    ["EndDate", "Only include usage that occurred on or before this date", "until", ""],
    ["StartDate", "Only include usage that occurred on or after this date", "from", ""],
    ["t0", "The beginning of the timespan for the data", "from", ""],
    ["If-Modified-Since", "", "from", ""],
    ["until", "", "until", ""],
    ["LastUpdatedAfter", "Orders that were last updated after a specified time", "from", "lastupdated"],
  ])("%s %j is %s", (name, description, bound, field) => {
    expect(boundOf(name, description)).toMatchObject({ bound, field });
  });

  it.each([
    ["DateSent", "Only messages sent on this date"],
    ["name", ""],
    ["sort", "Sort by date"],
    ["timezone", ""],
  ])("%s %j is no bound", (name, description) => {
    expect(boundOf(name, description)).toBeUndefined();
  });
});

describe("subjectOfName", () => {
  it.each([
    ["updated_at", "updated"],
    ["UpdatedDateUTC", "updated"],
    ["lastModifiedDateTime", "updated"],
    ["date_updated", "updated"],
    ["dateupdated", "updated"],
    ["created", "created"],
    ["createdAt", "created"],
    ["date_added", "created"],
    ["timestamp", "event"],
    ["pub_date", "event"],
    ["starred_at", "event"],
    ["end_time", "ended"],
    ["start_date", "started"],
    ["dueDate", "other"],
    ["expires_at", "other"],
    ["updated_by", "other"],
    ["name", undefined],
    ["AmountCredited", undefined],
    ["disable_auto_group_change", undefined],
    ["recreation", undefined],
  ])("%s: %s", (name, subject) => {
    expect(subjectOfName(name)?.subject).toBe(subject);
  });
});
