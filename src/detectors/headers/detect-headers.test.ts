import { describe, expect, test } from "vitest";
import type { ParameterFact } from "../../evidence/http-facts.ts";
import { httpFacts, listedStream, media, operation, parameter, response, securityScheme } from "../test-support.ts";
import { detectHeaders } from "./detect-headers.ts";

const header = (name: string, partial: Parameters<typeof parameter>[1] = {}) =>
  parameter(name, { in: "header", required: true, ...partial });

function headersOf(parameters: readonly ParameterFact[], description?: string): Record<string, string> {
  const own = operation("GET /users", { parameters });
  const key = securityScheme({ id: "key", type: "api-key", in: "header", name: "X-Tenant" });
  const facts = httpFacts([own], { securitySchemes: [key], ...(description ? { description } : {}) });
  const [found] = detectHeaders(facts, [listedStream("users", own)]);
  return Object.fromEntries((found?.value ?? []).map(({ name, value }) => [name, value]));
}

describe("detectHeaders", () => {
  test.each([
    [
      "one allowed value",
      header("Accept-Version", { schema: { type: "string", enum: ["2024-01-01"] } }),
      { "Accept-Version": "2024-01-01" },
    ],
    ["a default", header("Acme-Version", { schema: { type: "string", default: "7" } }), { "Acme-Version": "7" }],
    [
      "an example of a version",
      header("X-API-Version", { schema: { type: "string", example: "2024-06" } }),
      { "X-API-Version": "2024-06" },
    ],
    [
      "a value that is told",
      header("X-Requested-With", { description: 'Must be set to "XMLHttpRequest".' }),
      { "X-Requested-With": "XMLHttpRequest" },
    ],
    ["Accept", header("Accept"), { Accept: "application/json" }],
    [
      "a content type says nothing about a read",
      header("Content-Type", { schema: { type: "string", default: "application/json" } }),
      {},
    ],
    ["a credential", header("X-Api-Key", { schema: { type: "string", default: "demo" } }), {}],
    ["a declared credential", header("X-Tenant", { schema: { type: "string", default: "demo" } }), {}],
    ["a key of the vendor's own name", header("X-Acme2-User-Key", { schema: { type: "string", default: "demo" } }), {}],
    [
      "a value like a key",
      header("X-Partner", { schema: { type: "string", default: "e2a6379ab878ae7e58119d4e" } }),
      {},
    ],
    ["not required", header("Acme-Version", { required: false, schema: { type: "string", default: "7" } }), {}],
    ["several values", header("Acme-Region", { schema: { type: "string", enum: ["eu", "us"] } }), {}],
    ["an example of something else", header("X-Account", { schema: { type: "string", example: "12" } }), {}],
    ["a line break in a value", header("Acme-Version", { schema: { type: "string", default: "1\r\nX-Other: 2" } }), {}],
  ])("%s", (_, parameters, expected) => {
    expect(headersOf([parameters])).toEqual(expected);
  });

  test("a demand for a user agent", () => {
    expect(headersOf([], "All requests must include a valid User-Agent header.")).toEqual({
      "User-Agent": "sourcewright-connector",
    });
    expect(headersOf([], "The User-Agent of a visit is recorded.")).toEqual({});
  });

  test("what only some streams send is theirs", () => {
    const version = header("Acme-Version", { schema: { type: "string", default: "7" } });
    const [users, posts] = [operation("GET /users", { parameters: [version] }), operation("GET /posts")];
    const found = detectHeaders(httpFacts([users, posts]), [
      listedStream("users", users),
      listedStream("posts", posts),
    ]);
    expect(found.map(({ stream, value }) => [stream, value])).toEqual([
      ["users", [{ name: "Acme-Version", value: "7" }]],
    ]);
  });

  test("answers in the vendor's media type alone are asked for", () => {
    const answer = response(undefined, { content: [media({ type: "array" }, [], "application/vnd.acme.v2+json")] });
    const own = operation("GET /users", { responses: [answer] });
    expect(detectHeaders(httpFacts([own]), [listedStream("users", own)])[0]?.value).toEqual([
      { name: "Accept", value: "application/vnd.acme.v2+json" },
    ]);
    const both = operation("GET /users", {
      responses: [{ ...answer, content: [...answer.content, media({ type: "array" })] }],
    });
    expect(detectHeaders(httpFacts([both]), [listedStream("users", both)])).toEqual([]);
  });
});
