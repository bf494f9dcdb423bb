import { describe, expect, test } from "vitest";
import { operation, parameter, response } from "../test-support.ts";
import { type Case, foundIn, http, key, login, users } from "./auth-cases.ts";

const cases: readonly Case[] = [
  {
    name: "a key that is only a parameter",
    operations: [users({ parameters: [parameter("key", { required: true, description: "Your API key." })] })],
    expected: ["key query key {api_key}"],
  },
  {
    name: "a key, or an OAuth token in its place",
    operations: [
      users({
        parameters: [
          parameter("key", { description: "API key. Required unless you provide an OAuth 2.0 token." }),
          parameter("oauth_token", { description: "OAuth 2.0 token for the current user." }),
        ],
      }),
    ],
    expected: ["key query key {api_key}", "oauth2 authorization-code {token_url}", "bearer {access_token}"],
  },
  {
    name: "an OAuth token that one operation of many takes",
    operations: [
      users(),
      operation("GET /groups"),
      operation("GET /teams"),
      operation("POST /tokens", { parameters: [parameter("token", { description: "The OAuth token to revoke." })] }),
    ],
    expected: undefined,
  },
  {
    name: "two required parameters together",
    operations: [
      users({ parameters: [parameter("app_id", { required: true }), parameter("app_key", { required: true })] }),
    ],
    expected: ["key query app_id {app_id} + key query app_key {app_key}"],
  },
  {
    name: "a bearer token as a header parameter",
    operations: [
      users({
        parameters: [parameter("Authorization", { in: "header", required: true, description: "Bearer <token>" })],
      }),
    ],
    expected: ["bearer {access_token}"],
  },
  {
    name: "a page token is no credential",
    operations: [users({ parameters: [parameter("page_token", { required: true })] }), operation("DELETE /users")],
    expected: undefined,
  },
  {
    name: "a key to sort by is no credential",
    operations: [users({ parameters: [parameter("key", { description: "Sort key" })] }), operation("DELETE /users")],
    expected: undefined,
  },
  {
    name: "a shown request",
    facts: { description: 'curl -H "Authorization: Bearer YOUR_API_KEY" https://api.example.com/users' },
    expected: ["bearer {api_key}"],
  },
  {
    name: "a request that an extension shows",
    operations: [
      users({ extensions: { "x-docs": { examples: { curl: "curl -H 'Authorization: Bearer API_KEY' …" } } } }),
    ],
    expected: ["bearer {api_key}"],
  },
  {
    name: "a request that is shown with an operation that writes, where nothing else is said",
    operations: [
      users(),
      operation("PUT /documents/{id}", {
        description: "curl --request PUT https://acme.com/documents/1 --header 'Authorization: Bearer eyJ'",
      }),
    ],
    expected: ["bearer {access_token}"],
  },
  {
    name: "a message that is told of there is no request",
    operations: [
      users(),
      operation("POST /socket", { description: 'Send `{"authorization": "OAuth string"}` as the first message' }),
    ],
    expected: undefined,
  },
  {
    name: "a header that only tells not to check",
    operations: [
      users(),
      operation("POST /files", { description: 'curl -X POST -H "X-Acme-Token: no-check" https://acme.com/files' }),
    ],
    expected: undefined,
  },
  {
    name: "an extension that shows no request",
    operations: [
      users({ extensions: { "x-note": "Authorization: Bearer is for writing" } }),
      operation("DELETE /users"),
    ],
    expected: undefined,
  },
  {
    name: "a token that the caller signs",
    facts: {
      description:
        'Create a JWT with HS256. Payload: `iss` is your API key, "exp" at most 60 seconds from now. Send it as a Bearer token.',
    },
    schemes: [http("bearer")],
    expected: ['jwt HS256 {"iss":"{api_key}"} {api_secret} 60', "bearer {access_token}"],
  },
  {
    name: "a signed token that the API gives out is a bearer token",
    facts: { description: "The API returns a JWT signed with RS256." },
    schemes: [http("bearer")],
    expected: ["bearer {access_token}"],
  },
  {
    name: "a login's token goes into the header that operations ask for",
    operations: [
      users({
        parameters: [
          parameter("X-Session-Token", { in: "header", required: true, description: "The token from the login." }),
        ],
      }),
      login("/login", { username: { type: "string" }, password: { type: "string" } }),
    ],
    expected: [
      'session /login {"from":"body","path":["access_token"]} X-Session-Token',
      "key header X-Session-Token {api_key}",
    ],
  },
  {
    name: "a header named in prose",
    facts: { description: "Pass your key in the `X-Acme-Key` header." },
    expected: ["key header X-Acme-Key {api_key}"],
  },
  {
    name: "a header named in prose with markup",
    facts: { description: "API keys must be included in the request with\nthe <code>x-api-key</code> header." },
    expected: ["key header x-api-key {api_key}"],
  },
  {
    name: "a parameter named in prose",
    facts: { description: "It must be passed in the <code>api_key</code> parameter with each request." },
    expected: ["key query api_key {api_key}"],
  },
  {
    name: "a parameter for something else in prose",
    facts: { description: "Pages are read with the `token` that the `page` parameter gives." },
    operations: [users(), operation("DELETE /users")],
    expected: undefined,
  },
  {
    name: "a header that holds the key alone",
    facts: { description: "Add it to the HTTP header as `Authorization: q9PdaWuD4j6DK6vsUgehhL8p`\nPlease keep it." },
    expected: ["key header Authorization {api_key}"],
  },
  {
    name: "a scheme that operations ask for and nobody defined, by its name",
    operations: [users({ security: [{ bearerAuth: [] }] }), operation("DELETE /users")],
    expected: ["bearer {access_token}"],
  },
  {
    name: "a scheme that nobody defined and whose name tells nothing",
    operations: [users({ security: [{ default: [] }] }), operation("DELETE /a")],
    expected: undefined,
  },
  {
    name: "a header set by a script",
    facts: { description: 'request.setRequestHeader("Authorization", "Apikey " + key);' },
    expected: ["key header Authorization: Apikey {api_key}"],
  },
  {
    name: "a required parameter that is described as the reader's key",
    operations: [users({ parameters: [parameter("license", { required: true, description: "Your Acme API key." })] })],
    expected: ["key query license {api_key}"],
  },
  {
    name: "an optional parameter that is described as somebody's key",
    operations: [
      users({ parameters: [parameter("owner", { description: "Your API key's owner." })] }),
      operation("DELETE /a"),
    ],
    expected: undefined,
  },
  {
    name: "operations that say that authorization isn't required",
    operations: [users({ description: "Authorization is not required" })],
    expected: ["none"],
  },
  {
    name: "basic authentication in prose",
    facts: { description: "The API uses HTTP Basic authentication." },
    expected: ["basic {username}:{password}"],
  },
  {
    name: "a key that is asked for, with no word on where it goes, is a question",
    facts: { description: "You will require an API key to get started." },
    expected: undefined,
  },
  {
    name: "prose says that nothing is needed",
    facts: { description: "No authentication is required." },
    expected: ["none"],
  },
  {
    name: "one operation that needs nothing doesn't speak for the API",
    operations: [
      users({ description: "No authentication required." }),
      ..."abcdefghij".split("").map((name) => operation(`GET /${name}`)),
      operation("DELETE /a"),
    ],
    expected: undefined,
  },
  { name: "operations that say that they are open", operations: [users({ security: [] })], expected: ["none"] },
  {
    name: "an API that writes and says nothing is a question",
    operations: [users(), operation("DELETE /users/{id}")],
    expected: undefined,
  },
  {
    name: "an API that refuses and says nothing is a question",
    operations: [users({ responses: [response({ type: "array" }), response(undefined, { status: "401" })] })],
    expected: undefined,
  },
  {
    name: "a login that gives a token",
    operations: [
      users(),
      login("/auth/login", { username: { type: "string" }, password: { type: "string" } }),
      operation("DELETE /users/{id}"),
    ],
    expected: ['session /auth/login {"from":"body","path":["access_token"]} Authorization'],
  },
  {
    name: "a login for a client's id and secret with a grant type is OAuth 2.0",
    operations: [
      users(),
      login("/oauth/token", {
        grant_type: { type: "string", description: 'Always "password"' },
        username: { type: "string" },
        password: { type: "string" },
      }),
    ],
    expected: ["oauth2 password https://api.example.com/oauth/token", "bearer {access_token}"],
  },
  {
    name: "a login whose fields stand in its address",
    operations: [
      users(),
      operation("POST /auth", {
        parameters: [parameter("client_id"), parameter("client_secret")],
        responses: [response({ type: "object", properties: { token: { type: "string" } } })],
      }),
      operation("DELETE /users/{id}"),
    ],
    expected: [
      'session /auth?client_id={client_id}&client_secret={client_secret} {"from":"body","path":["token"]} Authorization',
    ],
  },
  {
    name: "a refresh or a password reset is no login",
    operations: [
      login("/auth/refresh", { token: { type: "string" } }),
      login("/password/reset", { email: { type: "string" }, password: { type: "string" } }),
      users(),
      operation("DELETE /users/{id}"),
    ],
    expected: undefined,
  },
  {
    name: "a scheme that only writing operations name is not needed to read",
    schemes: [key("X-API-Key")],
    operations: [users(), operation("POST /users", { security: [{ key: [] }] })],
    expected: ["none"],
  },
  {
    name: "that, where reading is refused, is no proof",
    schemes: [key("X-API-Key")],
    operations: [
      users({ responses: [response({ type: "array" }), response(undefined, { status: "401" })] }),
      operation("POST /users", { security: [{ key: [] }] }),
    ],
    expected: undefined,
  },
  {
    name: "a request that is shown without proof, in documents that never ask for any",
    operations: [users({ extensions: { "x-code-samples": ["curl https://api.acme.com/users"] } })],
    expected: ["none"],
  },
];

describe("detectAuth, where no scheme tells", () => {
  test.each(cases)("$name", (one) => {
    expect(foundIn(one)).toEqual(one.expected);
  });
});
