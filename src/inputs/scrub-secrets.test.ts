import { describe, expect, test } from "vitest";
import { createScrubber, isOpaque, isSecretName, isStandIn } from "./scrub-secrets.ts";

test.each([
  "password",
  "client_secret",
  "X-API-Key",
  "apiKey",
  "access_token",
  "refreshToken",
  "Authorization",
  "token",
  "aws_secret_access_key",
  "id_token",
  "Set-Cookie",
  "x-auth-token",
  "session_id",
  "signature",
])("%s is a credential's name", (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  "next_page_token",
  "nextToken",
  "pageToken",
  "continuation_token",
  "cursor",
  "csrf_token",
  "token_type",
  "token_url",
  "key",
  "name",
  "monkey",
  "author",
  "expires_in",
  "secret_name",
  "id",
  "keyword",
  "passenger",
])("%s is none", (name) => {
  expect(isSecretName(name)).toBe(false);
});

test.each(["{{token}}", "<token>", "YOUR_API_KEY", "", "***", "xxxx", "insert token here", "$TOKEN", "[key]"])(
  "%j stands in",
  (value) => {
    expect(isStandIn(value)).toBe(true);
  },
);

test("opaque values", () => {
  expect(isOpaque("d41d8cd98f00b204e9800998ecf8427e")).toBe(true);
  expect(isOpaque("application/vnd.thing.v3.1+json")).toBe(false);
  expect(isOpaque("2024-01-01T00:00:00.000Z")).toBe(false);
});

describe("texts without credentials", () => {
  const scrub = createScrubber(["hunter2!x", "changeme", "Zm9vYmFyYmF6cXV4"]);
  const cases: readonly (readonly [text: string, scrubbed: string])[] = [
    ["log in with hunter2!x twice: hunter2!x", "log in with *** twice: ***"],
    ["please changeme now", "please changeme now"],
    ["Authorization: Bearer abc123def456ghi", "Authorization: Bearer ***"],
    ["Authorization: Bearer {{token}}", "Authorization: Bearer {{token}}"],
    ["curl -H 'X-Api-Key: k3yk3yk3y' https://x.example", "curl -H 'X-Api-Key: ***' https://x.example"],
    ['{"access_token": "abc123", "token_type": "bearer"}', '{"access_token": "***", "token_type": "bearer"}'],
    ['{\\"password\\": \\"s3cret99\\"}', '{\\"password\\": \\"***\\"}'],
    ["/a?api_key=12345&page=2", "/a?api_key=***&page=2"],
    ["https://me:pa55@x.example/a", "https://***@x.example/a"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl is it", "*** is it"],
    ["key AKIAABCDEFGHIJKLMNOP", "key ***"],
    ["-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----", "***"],
    ["token: string, password (required)", "token: string, password (required)"],
    ["Bearer authentication is required", "Bearer authentication is required"],
    ['"next_page_token": "abc123abc"', '"next_page_token": "abc123abc"'],
  ];

  test.each(cases)("%s", (text, scrubbed) => {
    expect(scrub(text)).toBe(scrubbed);
  });

  test("hostile texts end", () => {
    for (const text of [
      "a-".repeat(200_000),
      "password ".repeat(60_000),
      "Bearer ".repeat(60_000),
      "https://a:".repeat(60_000),
    ]) {
      expect(scrub(text).length).toBeGreaterThan(0);
    }
  });
});
