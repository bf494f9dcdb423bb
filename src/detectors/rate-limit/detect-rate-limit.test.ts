import { describe, expect, test } from "vitest";
import { at, httpFacts, operation, response } from "../test-support.ts";
import { detectConcurrency, detectRateLimit } from "./detect-rate-limit.ts";

const quotas = (description: string) => detectRateLimit(httpFacts([], { description }))?.value.quotas ?? [];

describe("quotas in prose", () => {
  test.each([
    ["You may make up to 100 requests per minute.", [[100, 60]]],
    ["Rate limit: 10 requests/second per token", [[10, 1]]],
    ["The API allows 600 calls per 10 minutes.", [[600, 600]]],
    ["Requests are limited to 5,000 requests per hour.", [[5000, 3600]]],
    ["We throttle at 3 req/s.", [[3, 1]]],
    ["There is a limit of 2 requests every 5 seconds.", [[2, 5]]],
    [
      "Limits: 500 requests per minute and 3600 requests per hour are permitted.",
      [
        [3600, 3600],
        [500, 60],
      ],
    ],
    ["The rate limit is 20 per second.", [[20, 1]]],
    [
      "| Limit | Methods | Pace |\n|---|---|---|\n| WRITE_LIMIT | POST, DELETE | 1 call per second |\n| READ_LIMIT | GET | 1000 calls every 5 minutes |",
      [[1000, 300]],
    ],
    ["Limits:\n- `GET`: 50 requests per second\n- `POST or PUT`: 20 requests per second", [[50, 1]]],
    ["Limits of the API:\n- 50 requests per second\n- bursts are fine", [[50, 1]]],
    ["Limited to 10 requests per minute (free) or 100 requests per minute (pro).", [[10, 60]]],
    // Not a pace
    ["The free plan allows 1,000 requests per day.", []],
    ["Our servers answered 300 requests per second in the last test run.", []],
    ["Returns the number of requests per minute.", []],
    ["Unauthenticated requests are limited to 60 requests per hour.", []],
    ["Up to 100 records per page are returned.", []],
    ["Tokens are valid for up to 60 minutes.", []],
    ["At most 5 webhooks, each called with up to 10 requests per second.", []],
    ["POST requests are limited to 1 request per second.", []],
    ["Limits:\n- `GET`: reading is not limited\n- `POST or PUT`: 20 requests per second", []],
    ["If you exceed the limit (for instance, with 21 requests per second), you wait.", []],
    ["Prices of up to 30 per hour are shown.", []],
  ])("%s", (description, expected) => {
    expect(quotas(description).map(({ requests, seconds }) => [requests, seconds])).toEqual(expected);
  });
});

describe("headers and statuses", () => {
  const header = (name: string, description?: string) => ({
    name,
    description,
    schema: undefined,
    at: at(`/headers/${name}`),
  });
  const limited = (headers: ReturnType<typeof header>[], description = "Too many requests") =>
    httpFacts([operation("GET /users", { responses: [response(undefined, { status: "429", description, headers })] })]);

  test("what is left, and when it starts anew", () => {
    const facts = limited([
      header("Retry-After"),
      header("X-RateLimit-Remaining"),
      header("X-RateLimit-Reset", "Unix timestamp of the reset"),
    ]);
    expect(detectRateLimit(facts)?.value).toEqual({
      quotas: [],
      statuses: [429],
      retryAfter: "Retry-After",
      remaining: "X-RateLimit-Remaining",
      reset: { header: "X-RateLimit-Reset", unit: "epoch-seconds" },
    });
  });

  test.each([
    ["X-RateLimit-Reset", "Seconds left until the window resets", "seconds-left"],
    ["X-RateLimit-Reset", "Milliseconds since the epoch", "epoch-milliseconds"],
    ["X-RateLimit-Reset", "The time as an ISO 8601 date", "date"],
    ["RateLimit-Reset", undefined, "seconds-left"],
    ["X-RateLimit-Reset", undefined, undefined],
    ["X-RateLimit-Reset", "When the limit resets", undefined],
    ["X-Password-Reset", "Seconds left", undefined],
  ] as const)("%s: %s", (name, description, unit) => {
    expect(detectRateLimit(limited([header(name, description)]))?.value.reset?.unit).toBe(unit);
  });

  test("another status means the same where its description says so", () => {
    const answers = [
      response(undefined, { status: "403", description: "Rate limit exceeded" }),
      response(undefined, { status: "503", description: "Down" }),
    ];
    expect(detectRateLimit(httpFacts([operation("GET /users", { responses: answers })]))?.value.statuses).toEqual([
      403,
    ]);
  });

  test("the pace of one group of endpoints is not that of all", () => {
    const prose = (tag: string | undefined) => [{ text: "The rate limit is 1 request per minute.", tag, at: at("/x") }];
    expect(detectRateLimit(httpFacts([], { prose: prose("Tags") }))?.value.quotas ?? []).toEqual([]);
    expect(detectRateLimit(httpFacts([], { prose: prose(undefined) }))?.value.quotas).toHaveLength(1);
  });

  test("nothing said is nothing found", () => {
    expect(
      detectRateLimit(httpFacts([operation("GET /users", { responses: [response({ type: "array" })] })])),
    ).toBeUndefined();
  });
});

test.each([
  ["A maximum of 5 concurrent requests is allowed.", 5],
  ["Concurrency is limited to 10 requests.", 10],
  ["Concurrent changes are merged. There are 7 teams.", undefined],
  ["Requests are answered at once.", undefined],
])("%s", (description, expected) => {
  expect(detectConcurrency(httpFacts([], { description }))).toBe(expected);
});
