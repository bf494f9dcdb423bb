import { describe, expect, it } from "vitest";
import { operation, type PlainSchema, parameter } from "../test-support.ts";
import { firstOffsetOf, firstPageOf } from "./first-page.ts";
import { pageSizeOf } from "./page-size.ts";
import { type Lever, leversOf } from "./request-levers.ts";

function lever(name: string, schema: PlainSchema, description?: string): Lever {
  const found = leversOf(operation("GET /x", { parameters: [parameter(name, { schema, description })] }));
  const [first] = found;
  if (!first) throw new Error(`${name} plays no part`);
  return first;
}

const integer = { type: "integer" };

describe("pageSizeOf", () => {
  it.each([
    [{ type: "integer", maximum: 100, default: 10 }, "", 100],
    [{ type: "integer", maximum: 100_000 }, "", 1000],
    [{ type: "integer", default: 25 }, "", 25],
    [{ type: "string", default: "25" }, "", 25],
    [integer, "The number of results per page (max 100).", 100],
    [integer, "Results per page. The value must be between 1 and 100.", 100],
    [integer, "Limit can range between 1 and 250, and the default is 10.", 250],
    [integer, "Defaults to 100, returns 1000 max", 1000],
    [integer, "How many to return. The default is 50, and the maximum is 200.", 200],
    [integer, "By default the value is 100. It can never be larger than 250 entries.", 250],
    [
      integer,
      "Maximum number of messages to return. This field defaults to 100. The maximum allowed value for this field is 500.",
      500,
    ],
    [integer, "Acceptable range is 3 - 1000. Default is 50.", 1000],
    [integer, "Default is 30", 30],
    [integer, "", undefined],
    [integer, "How many records to return", undefined],
    [{ type: "integer", default: 0 }, "", undefined],
  ])("%j, %j: %s", (schema, description, size) => {
    expect(pageSizeOf(lever("limit", schema, description))).toBe(size);
  });
});

describe("firstPageOf", () => {
  it.each([
    ["page", { type: "integer", minimum: 0, default: 1 }, "", 1],
    ["page", { type: "integer", minimum: 0 }, "", 0],
    ["page", { type: "string", default: "0" }, "", 0],
    ["page", integer, "Zero-based page number", 0],
    ["page", integer, "Page number, starting at 0", 0],
    ["page", integer, "Page number, starting at 1", 1],
    ["page", integer, "Page number", 1],
    ["pageIndex", integer, "", 0],
    ["page", { type: "integer", default: 5 }, "", 1],
  ])("%s %j %j: %i", (name, schema, description, first) => {
    expect(firstPageOf(lever(name, schema, description))).toBe(first);
  });
});

describe("firstOffsetOf", () => {
  it.each([
    [integer, "", undefined],
    [{ type: "integer", minimum: 1 }, "", 1],
    [integer, "1-based index of the first item to return", 1],
    [integer, "The zero-based index of the first item", undefined],
  ])("%j %j: %s", (schema, description, first) => {
    expect(firstOffsetOf(lever("offset", schema, description))).toBe(first);
  });
});
