import { describe, expect, it } from "vitest";
import { httpFacts, listedStream, operation } from "../test-support.ts";
import { detectBaseUrl } from "./detect-base-url.ts";
import { detectStreamBaseUrls } from "./detect-stream-base-urls.ts";

const at = { document: "acme.json", pointer: "" };
const server = (url: string) => ({ url, description: undefined, variables: {}, at });
const API = server("https://api.acme.com/v1");
const UPLOADS = server("https://files.acme.com/v1");

function urls(
  root: readonly ReturnType<typeof server>[],
  own: readonly ReturnType<typeof server>[] | undefined,
): string[] {
  const stream = listedStream("files", operation("GET /files", { servers: own }));
  return detectStreamBaseUrls([stream], detectBaseUrl(httpFacts([], { servers: root }))).map(({ value }) => value.url);
}

describe("detectStreamBaseUrls", () => {
  it.each([
    ["another host", [API], [UPLOADS], ["https://files.acme.com/v1"]],
    ["another path", [API], [server("https://api.acme.com/v2/")], ["https://api.acme.com/v2"]],
    ["the first of several", [API], [UPLOADS, server("https://files2.acme.com")], ["https://files.acme.com/v1"]],
    ["nothing of its own", [API], undefined, []],
    ["an empty list", [API], [], []],
    ["the same server", [API], [API], []],
    ["the same but for a slash", [API], [server("https://api.acme.com/v1/")], []],
    ["one of the API's own servers", [API, UPLOADS], [UPLOADS], []],
  ])("%s", (_, root, own, expected) => {
    expect(urls(root, own)).toEqual(expected);
  });
});
