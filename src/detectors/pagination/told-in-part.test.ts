import { expect, test } from "vitest";
import { httpFacts, listedStream, operation, parameter } from "../test-support.ts";
import { detectPagination } from "./detect-pagination.ts";

function kindOf(partial: Parameters<typeof operation>[1], many = true) {
  const list = listedStream("things", operation("GET /things", partial), { many, recordsPath: [] });
  return detectPagination([list], httpFacts([list.operation]))[0]?.value.kind;
}

test.each([
  ["a list that only samples tell of", { inPart: true }, true, "unknown"],
  ["one that the document tells of in full", { inPart: false }, true, "none"],
  ["one of which nothing is said about that", {}, true, "none"],
  ["one object where many are asked for", { inPart: true }, false, "unknown"],
  [
    "said to be whole",
    { inPart: true, description: "Returns all things. This endpoint is not paginated." },
    true,
    "none",
  ],
  ["samples that page", { inPart: true, parameters: [parameter("page"), parameter("per_page")] }, true, "page-number"],
] as const)("%s", (_, partial, many, kind) => {
  expect(kindOf(partial, many)).toBe(kind);
});

test("a single object", () => {
  const one = listedStream("account", operation("GET /account", { inPart: true }), { many: false, recordsPath: [] });
  expect(detectPagination([one], httpFacts([one.operation]))[0]?.value.kind).toBe("none");
});
