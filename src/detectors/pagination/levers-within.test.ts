import { expect, test } from "vitest";
import { httpFacts, listedStream, operation, parameter } from "../test-support.ts";
import { detectPagination } from "./detect-pagination.ts";

test.each([
  [
    "a page within an object that one parameter carries",
    { page: { type: "integer" }, order: { type: "string" } },
    "unknown",
  ],
  ["an offset within it", { offset: { type: "integer" } }, "unknown"],
  ["a size alone", { limit: { type: "integer" } }, "none"],
  ["filters alone", { status: { type: "string" }, owner: { type: "string" } }, "none"],
] as const)("%s", (_, properties, kind) => {
  const q = parameter("q", { schema: { type: "object", properties } });
  const list = listedStream("things", operation("GET /things", { parameters: [q] }), { recordsPath: [] });
  expect(detectPagination([list], httpFacts([list.operation]))[0]?.value.kind).toBe(kind);
});
