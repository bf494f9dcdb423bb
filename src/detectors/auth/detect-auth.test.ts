import { describe, expect, test } from "vitest";
import type { OperationFact, SecuritySchemeFact } from "../../evidence/http-facts.ts";
import { httpFacts, listedStream, operation, parameter, securityScheme } from "../test-support.ts";
import { type Case, flow, foundIn, http, key, oauth, told, users } from "./auth-cases.ts";
import { detectAuth } from "./detect-auth.ts";

const cases: readonly Case[] = [
  { name: "a key in a header", schemes: [key("X-API-Key")], expected: ["key header X-API-Key {api_key}"] },
  {
    name: "a key in the address",
    schemes: [key("api_key", { in: "query" })],
    expected: ["key query api_key {api_key}"],
  },
  {
    name: "a key called Authorization without a word more is mostly a bearer token",
    schemes: [key("Authorization")],
    expected: ["bearer {access_token}", "key header Authorization {api_key}"],
  },
  {
    name: "a key called Authorization that is described as Basic",
    schemes: [
      key("Authorization", { description: 'The word "Basic" followed by a space and your API key, base64 encoded' }),
    ],
    expected: ["basic {api_key}:"],
  },
  {
    name: "a prefix of the vendor's own",
    schemes: [key("Authorization", { description: "Use `ACMS {api token}`." })],
    expected: ["key header Authorization: ACMS {api_token}"],
  },
  {
    name: "a prefix that is only told",
    schemes: [key("Authorization", { description: 'API tokens must be prefixed with "Token" and a space.' })],
    expected: ["key header Authorization: Token {api_token}"],
  },
  {
    name: "JSON Web Token (JWT) names no prefix",
    schemes: [key("Authorization", { description: "A JSON Web Token (JWT) used for access control." })],
    expected: ["bearer {access_token}", "key header Authorization {api_key}"],
  },
  {
    name: "a prefix and a word more",
    schemes: [key("Authorization", { description: "An access token in `Token token=<token>` format." })],
    expected: ["key header Authorization: Token token={api_key}"],
  },
  {
    name: "a signature, and a token that may be sent beside it",
    schemes: [key("Authorization", { description: "The request's HMAC signature" })],
    facts: { security: [{ key: [] }] },
    operations: [users({ parameters: [parameter("X-Security-Token", { in: "header" })] })],
    expected: ["custom", "key header X-Security-Token {api_key}"],
  },
  {
    name: "a second factor and another's name prove nothing",
    schemes: [
      key("X-OTP", { id: "otp", description: "Must be used in combination with a token if enabled" }),
      key("Sudo", { id: "sudo", description: "Sends the request as the user that is named" }),
      key("X-Acme-Token", { id: "own" }),
    ],
    facts: { security: [{ otp: [] }, { sudo: [] }, { own: [] }] },
    expected: ["key header X-Acme-Token {api_key}", "key header X-OTP {api_key}", "key header Sudo {api_key}"],
  },
  {
    name: "the key as user name, no password",
    schemes: [http("basic", "Use your API key as the username and leave the password blank.")],
    expected: ["basic {api_key}:"],
  },
  {
    name: "an id and a secret are a user and a password",
    schemes: [http("basic", "Send the access token ID and secret as the username (id) and password (secret).")],
    expected: ["basic {username}:{password}"],
  },
  {
    name: "bearer before basic where both carry the same key",
    schemes: [http("basic", "Authorization: Basic with the api key as username"), http("bearer", "Bearer <api_key>")],
    facts: { security: [{ basic: [] }, { bearer: [] }] },
    expected: ["bearer {api_key}", "basic {api_key}:"],
  },
  {
    name: "authorization code: a token that the user has will do too",
    schemes: [oauth(flow("authorization-code", "https://acme.com/token"))],
    expected: ["oauth2 authorization-code https://acme.com/token", "bearer {access_token}"],
  },
  {
    name: "client credentials need no person",
    schemes: [oauth(flow("authorization-code", "/token"), flow("client-credentials", "/token"))],
    expected: [
      "oauth2 client-credentials https://api.example.com/token",
      "oauth2 authorization-code https://api.example.com/token",
      "bearer {access_token}",
    ],
  },
  {
    name: "an implicit flow names no token address: the user has to",
    schemes: [oauth(flow("implicit"))],
    expected: ["oauth2 authorization-code {token_url}", "bearer {access_token}"],
  },
  {
    name: "two flows of one OAuth in one requirement are no two tokens",
    schemes: [
      oauth(flow("implicit")),
      securityScheme({ id: "code", type: "oauth2", flows: [flow("authorization-code", "https://acme.com/token")] }),
    ],
    facts: { security: [{ oauth: [], code: [] }] },
    expected: ["oauth2 authorization-code https://acme.com/token", "bearer {access_token}"],
  },
  {
    name: "two keys together",
    schemes: [key("X-App-Id", { id: "app" }), key("X-App-Key", { id: "secret" })],
    facts: { security: [{ app: [], secret: [] }] },
    expected: ["key header X-App-Id {app_id} + key header X-App-Key {app_key}"],
  },
  {
    name: "a key and its owner go together where nothing says so",
    schemes: [key("email", { id: "email" }), key("token", { id: "token" })],
    expected: ["key header email {email} + key header token {token}"],
  },
  {
    name: "a key and its secret go together where nothing says so",
    schemes: [key("x-acme-key", { id: "key" }), key("x-acme-secret", { id: "secret" })],
    expected: ["key header x-acme-key {acme_key} + key header x-acme-secret {acme_secret}"],
  },
  { name: "a signature for each request", schemes: [http("acme-hmac-sha256")], expected: ["custom"] },
];

describe("detectAuth", () => {
  test.each(cases)("$name", (one) => {
    expect(foundIn(one)).toEqual(one.expected);
  });

  test("streams that need something else have a finding of their own", () => {
    const operations = [
      operation("GET /users", { security: [{ token: [] }] }),
      operation("GET /reports", { security: [{ admin: [] }] }),
      operation("GET /posts", { security: [{ admin: [] }, { token: [] }] }),
      operation("GET /health", { security: [] }),
    ];
    const facts = httpFacts(operations, {
      securitySchemes: [http("bearer", undefined, "token"), http("basic", undefined, "admin")],
    });
    const found = detectAuth(
      facts,
      operations.map((one) => listedStream(one.path.slice(1), one)),
    );
    expect(found.map(({ stream, value }) => [stream, value.map(told)])).toEqual([
      [undefined, ["bearer {access_token}", "basic {username}:{password}"]],
      ["reports", ["basic {username}:{password}"]],
    ]);
  });

  test("reading asks for no scope that writes", () => {
    const operations = [
      operation("GET /orders", { security: [{ oauth: ["orders.write"] }, { oauth: ["orders.read"] }] }),
    ];
    const facts = httpFacts(operations, {
      securitySchemes: [oauth(flow("client-credentials", "https://acme.com/token"))],
    });
    const [found] = detectAuth(
      facts,
      operations.map((one) => listedStream("orders", one)),
    );
    expect(found?.value[0]).toMatchObject({ kind: "oauth2", scopes: ["orders.read"] });
  });

  test("the order of operations and schemes changes nothing but ties", () => {
    const schemes = [http("bearer"), key("X-API-Key")];
    const operations = [
      operation("GET /a", { security: [{ bearer: [] }] }),
      operation("GET /b", { security: [{ bearer: [] }] }),
      operation("GET /c", { security: [{ key: [] }] }),
    ];
    const auth = (one: readonly SecuritySchemeFact[], other: readonly OperationFact[]) =>
      detectAuth(
        httpFacts(other, { securitySchemes: one }),
        other.map((op) => listedStream(op.path.slice(1), op)),
      )[0]?.value.map(told);
    expect(auth(schemes.toReversed(), operations.toReversed())).toEqual(auth(schemes, operations));
  });
});
