import { expect, test } from "vitest";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import { httpFacts, listedStream, operation, parameter } from "../test-support.ts";
import { detectParents } from "./detect-parents.ts";

function shelves(
  path = "GET /v1/shelves",
  described = "The name of the shelf, such as `shelves/{shelf}`.",
): ListedStream {
  return listedStream("shelves", operation(path), {
    record: { properties: { title: { type: "string" }, name: { type: "string", description: described } } },
  });
}

function below(description: string, path = "GET /v1/{parent}/books", name = "books"): ListedStream {
  const parent = parameter("parent", { in: "path", description });
  return listedStream(name, operation(path, { parameters: [parent] }), {
    record: { properties: { name: { type: "string", description: "Resource name: `shelves/{shelf}/books/{book}`" } } },
  });
}

function parentOf(streams: readonly ListedStream[]) {
  const found = detectParents(streams, httpFacts(streams.map(({ operation: one }) => one)), []);
  return found.find(({ stream }) => stream === streams.at(-1)?.name);
}

test.each([
  ["its form", "The shelf whose books are wanted. Format: shelves/{shelf}"],
  ["an example", "Required. Say shelves/12 for one shelf."],
  ["a wildcard beside it", 'All books are at "shelves/-", those of one shelf at shelves/{shelf}.'],
  ["a link elsewhere", "See https://example.com/docs/v2/names of `shelves/{shelf}`"],
])("a parameter that holds a path, by %s", (_, description) => {
  const found = parentOf([shelves(), below(description)]);
  expect(found?.value).toEqual([
    { stream: "shelves", field: ["name"], param: { name: "parent", in: "path" }, isPath: true },
  ]);
  expect(found?.confidence).toBeGreaterThan(0.9);
});

test("a path of several steps ends in the list below another", () => {
  const books = below("Format: shelves/{shelf}");
  const pages = below("Format: shelves/{shelf}/books/{book}", "GET /v1/{parent}/pages", "pages");
  expect(parentOf([shelves(), books, pages])?.value).toMatchObject([{ stream: "books", field: ["name"] }]);
});

test.each<[string, ListedStream, string]>([
  ["two paths that differ", shelves(), "Either `shelves/{shelf}` or `rooms/{room}`"],
  ["no path", shelves(), "The shelf"],
  ["a path of another list", shelves(), "Format: rooms/{room}"],
  ["a list of another version", shelves("GET /v2/shelves"), "Format: shelves/{shelf}"],
  ["records without their path", shelves("GET /v1/shelves", "What people call it"), "Format: shelves/{shelf}"],
])("no parent: %s", (_, list, description) => {
  expect(parentOf([list, below(description)])).toBeUndefined();
});
