import { expect, test } from "vitest";
import { httpFacts, operation } from "../test-support.ts";
import { detectStreams } from "./detect-streams.ts";
import { streamNames } from "./stream-names.ts";

const names = (...operations: readonly ReturnType<typeof operation>[]) =>
  detectStreams(httpFacts(operations)).streams.map(({ operation: { id } }) => id);

test.each([
  ["reads by its name", { summary: "List things" }, true],
  [
    "makes one, by its description",
    { summary: "List things", description: "<p>Creates a new <b>thing</b>.</p>" },
    false,
  ],
  ["changes one", { summary: "Retrieve a thing", description: "This endpoint updates the thing." }, false],
  ["speaks of what was made", { summary: "List things", description: "Created things, the newest first." }, true],
])("a POST that %s", (_, said, is) => {
  expect(names(operation("POST /things/list", said))).toEqual(is ? ["POST /things/list"] : []);
});

test("a POST that gets one token makes it, one that reads tokens doesn't", () => {
  expect(names(operation("POST /v1/sessions", { summary: "Get an access token" }))).toEqual([]);
  expect(names(operation("POST /v1/sessions/list", { summary: "Get access tokens" }))).toHaveLength(1);
});

test("a POST beside a GET adds to it, unless its path asks", () => {
  const said = { summary: "List things" };
  expect(names(operation("GET /things"), operation("POST /things", said))).toEqual(["GET /things"]);
  expect(names(operation("GET /things/search"), operation("POST /things/search", said))).toHaveLength(2);
});

test("versions and do in the midst of a path name nothing", () => {
  const named = (id: string) => [...streamNames([{ operation: operation(id), many: true }]).values()];
  expect(named("GET /api/prospect/version/{api_version}/do/query")).toEqual(["prospects"]);
  expect(named("GET /api/visit/version/4/do/query")).toEqual(["visits"]);
  expect(named("GET /apps/{app}/version/{version}/files")).toEqual(["version_files"]);
  expect(named("GET /shops/key={key}/orders")).toEqual(["shop_orders"]);
});
