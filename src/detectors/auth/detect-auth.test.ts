import { describe, expect, test } from "vitest";
import type { HttpFacts, OperationFact, SecuritySchemeFact } from "../../evidence/http-facts.ts";
import type { Auth } from "../../model/auth.ts";
import { at, httpFacts, listedStream, media, operation, parameter, response, securityScheme } from "../test-support.ts";
import { detectAuth } from "./detect-auth.ts";

interface Case {
  readonly name: string;
  readonly schemes?: readonly SecuritySchemeFact[];
  readonly facts?: Partial<HttpFacts>;
  readonly operations?: readonly OperationFact[];
  /** The alternatives as `kind detail`; `undefined`: nothing is said, or not surely enough. */
  readonly expected: readonly string[] | undefined;
}

const key = (name: string, partial: { description?: string; in?: "header" | "query" | "cookie"; id?: string } = {}) =>
  securityScheme({
    id: partial.id ?? "key",
    type: "api-key",
    in: partial.in ?? "header",
    name,
    ...(partial.description ? { description: partial.description } : {}),
  });

const http = (scheme: string, description?: string, id = scheme) =>
  securityScheme({ id, type: "http", scheme, bearerFormat: undefined, ...(description ? { description } : {}) });

const flow = (kind: "implicit" | "password" | "client-credentials" | "authorization-code", tokenUrl?: string) => ({
  flow: kind,
  authorizationUrl: kind === "implicit" || kind === "authorization-code" ? "https://acme.com/authorize" : undefined,
  tokenUrl,
  refreshUrl: undefined,
  scopes: { "orders.read": "Read orders", "orders.write": "Write orders" },
});

const oauth = (...flows: ReturnType<typeof flow>[]) => securityScheme({ id: "oauth", type: "oauth2", flows });
const users = (partial: Partial<OperationFact> = {}) =>
  operation("GET /users", { responses: [response({ type: "array" })], ...partial });
const login = (
  path: string,
  fields: Record<string, { type: string; description?: string }>,
  answer = response({ type: "object", properties: { access_token: { type: "string" } } }),
) =>
  operation(`POST ${path}`, {
    body: {
      required: true,
      description: undefined,
      content: [media({ type: "object", properties: fields })],
      at: at("/body"),
    },
    responses: [answer],
  });

function told(auth: Auth): string {
  switch (auth.kind) {
    case "api-key":
      return `key ${auth.in} ${auth.prefix ? `${auth.name}: ${auth.prefix}` : auth.name} ${auth.key}`;
    case "basic":
      return `basic ${auth.username}:${auth.password}`;
    case "bearer":
      return `bearer ${auth.token}`;
    case "oauth2":
      return `oauth2 ${auth.grant} ${auth.tokenUrl}`;
    case "session":
      return `session ${auth.login.path} ${JSON.stringify(auth.token)} ${auth.sendAs.name}`;
    case "jwt":
      return `jwt ${auth.algorithm} ${JSON.stringify(auth.claims)} ${auth.key} ${auth.lifetime}`;
    case "all":
      return auth.of.map(told).join(" + ");
    default:
      return auth.kind;
  }
}

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
  { name: "a signature for each request", schemes: [http("acme-hmac-sha256")], expected: ["custom"] },
  {
    name: "a key that is only a parameter",
    operations: [users({ parameters: [parameter("key", { required: true, description: "Your API key." })] })],
    expected: ["key query key {api_key}"],
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
];

describe("detectAuth", () => {
  test.each(cases)("$name", ({ schemes = [], facts = {}, operations = [users()], expected }) => {
    const streams = operations
      .filter(({ method }) => method === "GET")
      .map((one) => listedStream(one.path.slice(1), one));
    const [found] = detectAuth(httpFacts(operations, { securitySchemes: schemes, ...facts }), streams);
    const sure = found && found.confidence >= 0.5 ? found.value.map(told) : undefined;
    expect(sure).toEqual(expected);
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
