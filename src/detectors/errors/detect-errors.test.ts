import { describe, expect, test } from "vitest";
import type { Auth } from "../../model/auth.ts";
import { httpFacts, listedStream, operation, response } from "../test-support.ts";
import { detectErrors } from "./detect-errors.ts";

const OAUTH: Auth = {
  kind: "oauth2",
  grant: "client-credentials",
  tokenUrl: "https://acme.com/token",
  scopes: [],
  clientAuth: "body",
  credentials: {},
};
const BEARER: Auth = { kind: "bearer", token: "{access_token}" };

function rules(status: string, description?: string, auth: readonly Auth[] = [BEARER]): string[] {
  const own = operation("GET /users", {
    responses: [response({ type: "array" }), response(undefined, { status, description })],
  });
  return detectErrors(httpFacts([own]), [listedStream("users", own)], auth).flatMap(({ value }) =>
    value.map(({ statuses, action }) => `${statuses.join()} ${action}`),
  );
}

describe("detectErrors", () => {
  test.each([
    ["429", "Too many requests", "429 rate-limited"],
    ["403", "Forbidden", "403 skip"],
    ["403", "API rate limit exceeded", "403 rate-limited"],
    ["401", "Unauthorized", "401 fail"],
    ["500", "Server error", "500 retry"],
    ["5XX", undefined, "500,502,503,504 retry"],
    ["503", "Service unavailable", "503 retry"],
    ["409", "The export is in progress, try again later", "409 retry"],
  ])("%s %s", (status, description, expected) => {
    expect(rules(status, description)).toEqual([expected]);
  });

  test.each([
    ["400", "Bad request"],
    ["409", "The name is taken"],
    ["404", "Not found"],
    ["501", "Not implemented"],
    ["default", "Unexpected error"],
    ["200", "OK"],
    ["302", "Moved"],
  ])("%s %s asks nothing of a reader", (status, description) => {
    expect(rules(status, description)).toEqual([]);
  });

  test.each([
    [`Only for the paid plans. ${"This is for your own good. ".repeat(9)}`, /^Only for .* good\.$/],
    [`Only for ${"very ".repeat(60)}rich users`, / very …$/],
  ])("what is said at length is cut where it may end", (description, expected) => {
    const own = operation("GET /users", { responses: [response(undefined, { status: "403", description })] });
    const [found] = detectErrors(httpFacts([own]), [listedStream("users", own)], [BEARER]);
    expect(found?.value[0]?.message).toMatch(expected);
    expect(found?.value[0]?.message?.length).toBeLessThanOrEqual(202);
  });

  test("a token that was given for a time is renewed", () => {
    expect(rules("401", "Unauthorized", [OAUTH])).toEqual(["401 refresh-token"]);
    expect(rules("401", "Unauthorized", [{ kind: "all", of: [BEARER, OAUTH] }])).toEqual(["401 refresh-token"]);
  });

  test("a parent without children has none", () => {
    const own = operation("GET /users/{id}/posts", {
      responses: [response(undefined, { status: "404", description: "No such user" })],
    });
    expect(detectErrors(httpFacts([own]), [listedStream("posts", own)])).toMatchObject([
      { stream: "posts", value: [{ statuses: [404], action: "empty", message: "No such user" }] },
    ]);
  });

  test("a body may tell what the status doesn't", () => {
    const answers = [
      response(
        { type: "object" },
        { status: "403", description: "Forbidden", examples: [{ error: { code: "RATE_LIMITED" } }] },
      ),
      response(
        { type: "object" },
        { status: "400", description: "Bad request", examples: [{ error: { code: "INVALID" } }] },
      ),
    ];
    const [limited, plain] = [
      operation("GET /users", { responses: answers }),
      operation("GET /posts", { responses: [response(undefined, { status: "403" })] }),
    ];
    const [found] = detectErrors(httpFacts([limited, plain]), [
      listedStream("users", limited),
      listedStream("posts", plain),
    ]);
    expect(found?.value).toEqual([
      { statuses: [403], body: { path: ["error", "code"], contains: "RATE_LIMITED" }, action: "rate-limited" },
      { statuses: [403], action: "skip", message: "Forbidden" },
    ]);
  });

  test("one status has one rule", () => {
    const [a, b] = ["Forbidden", "Rate limit exceeded"].map((description, index) =>
      operation(`GET /${index}`, { responses: [response(undefined, { status: "403", description })] }),
    );
    if (!a || !b) throw new Error("two operations");
    const [found] = detectErrors(httpFacts([a, b]), [listedStream("a", a), listedStream("b", b)]);
    expect(found?.value.flatMap(({ statuses }) => statuses)).toEqual([403]);
  });
});
