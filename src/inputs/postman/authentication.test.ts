import { describe, expect, test } from "vitest";
import { collection, item, readAll, script } from "./test-support.ts";

const GET = (more: { readonly [key: string]: unknown } = {}) => item("Things", "GET https://a.example/things", more);
const pairs = (type: string, values: Readonly<Record<string, string>>) => ({
  type,
  [type]: Object.entries(values).map(([key, value]) => ({ key, value, type: "string" })),
});

describe("what an `auth` says", () => {
  const cases: readonly (readonly [name: string, auth: unknown, scheme: unknown])[] = [
    ["bearer", pairs("bearer", { token: "{{api_key}}" }), { type: "http", scheme: "bearer" }],
    ["basic", pairs("basic", { username: "{{user}}", password: "{{pass}}" }), { type: "http", scheme: "basic" }],
    [
      "a key",
      pairs("apikey", { key: "X-Key", value: "k", in: "header" }),
      { type: "api-key", in: "header", name: "X-Key" },
    ],
    [
      "a key in the query",
      pairs("apikey", { key: "k", value: "v", in: "query" }),
      { type: "api-key", in: "query", name: "k" },
    ],
    [
      "OAuth 2.0",
      pairs("oauth2", {
        grant_type: "client_credentials",
        accessTokenUrl: "https://{{tenant}}.example.com/token?x=1",
        scope: "read:a read:b",
      }),
      {
        type: "oauth2",
        flows: [
          {
            flow: "client-credentials",
            tokenUrl: "https://{tenant}.example.com/token",
            scopes: { "read:a": "", "read:b": "" },
          },
        ],
      },
    ],
    ["OAuth 2.0 of which nothing is said", pairs("oauth2", { accessToken: "x" }), { type: "http", scheme: "bearer" }],
    ["OAuth 1.0", pairs("oauth1", { consumerKey: "x" }), { type: "http", scheme: "oauth1" }],
    ["signed requests", pairs("awsv4", { service: "s3" }), { type: "other" }],
    ["a challenge", pairs("digest", { username: "x" }), { type: "other" }],
  ];

  test.each(cases)("%s", async (_, auth, scheme) => {
    const { facts } = await readAll(collection([GET()], { auth }));
    expect(facts.securitySchemes).toMatchObject([scheme]);
    expect(facts.operations[0]?.security).toEqual([{ [facts.securitySchemes[0]?.id ?? ""]: [] }]);
  });
});

test("folders and requests say otherwise than the collection", async () => {
  const auth = pairs("bearer", { token: "{{token}}" });
  const { facts } = await readAll(
    collection(
      [
        GET(),
        { name: "Open", auth: { type: "noauth" }, item: [item("Ping", "GET https://a.example/ping")] },
        { name: "Old", auth: pairs("basic", {}), item: [item("Old", "GET https://a.example/old")] },
      ],
      { auth },
    ),
  );
  expect(facts.operations.map(({ security }) => security)).toEqual([[{ bearer: [] }], [], [{ basic: [] }]]);
  expect(facts.security).toEqual([{ bearer: [] }]);
});

test("headers and queries that hold credentials are no parameters", async () => {
  const header = [
    { key: "Authorization", value: "Token {{token}}" },
    { key: "X-App-Secret", value: "{{secret}}" },
  ];
  const { facts } = await readAll(
    collection([GET({ header, url: "https://a.example/things?key={{api_key}}&limit=5" })]),
  );
  expect(facts.securitySchemes).toMatchObject([
    { type: "http", scheme: "Token" },
    { type: "api-key", in: "header", name: "X-App-Secret" },
    { type: "api-key", in: "query", name: "key" },
  ]);
  expect(facts.operations[0]?.security).toEqual([{ token: [], "X-App-Secret": [], key: [] }]);
  expect(facts.operations[0]?.parameters.map(({ name }) => name)).toEqual(["limit"]);
});

test("requests for tokens tell the flow and are no operations", async () => {
  const body = {
    mode: "urlencoded",
    urlencoded: [
      { key: "grant_type", value: "client_credentials" },
      { key: "client_id", value: "{{client_id}}" },
    ],
  };
  const event = script("postman.setEnvironmentVariable('at', JSON.parse(responseBody).access_token)");
  const header = [
    { key: "Authorization", value: "Bearer {{at}}" },
    { key: "X-Client-Id", value: "{{client_id}}" },
  ];
  const { facts } = await readAll(
    collection([
      item("Token", "POST https://login.example/oauth/token", { body, event }),
      item("Consent", "GET https://login.example/authorize?response_type=code&client_id={{client_id}}"),
      GET({ header }),
    ]),
  );
  expect(facts.operations.map(({ id }) => id)).toEqual(["GET /things"]);
  expect(facts.operations[0]?.security).toEqual([{ oauth2: [], "X-Client-Id": [] }]);
  expect(facts.securitySchemes[0]).toMatchObject({
    type: "oauth2",
    flows: [{ flow: "client-credentials", tokenUrl: "https://login.example/oauth/token" }],
  });
});

test("a token address below the API's own, which is open", async () => {
  const body = { mode: "urlencoded", urlencoded: [{ key: "grant_type", value: "password" }] };
  const token = (at: string) => item("Token", `POST ${at}/oauth/token`, { body });
  const things = [item("A", "GET {{api}}/a"), item("B", "GET {{api}}/b"), item("C", "GET {{login}}/keys")];
  const urls = async (at: string) => (await readAll(collection([token(at), ...things]))).facts.securitySchemes;
  expect(await urls("{{api}}")).toMatchObject([{ flows: [{ tokenUrl: "/oauth/token" }] }]);
  expect(await urls("{{login}}")).toMatchObject([{ flows: [{ tokenUrl: undefined }] }]);
});

test("a token that a login gives is described so", async () => {
  const event = script("const got = pm.response.json();", "pm.environment.set('session', got.token)");
  const body = { mode: "raw", raw: '{"username": "{{user}}", "password": "{{password}}"}' };
  const { facts } = await readAll(
    collection([
      item("Log in", "POST https://a.example/login", { body, event }),
      GET({
        header: [
          { key: "X-Session", value: "{{session}}" },
          { key: "X-Auth-Token", value: "{{session}}" },
        ],
      }),
    ]),
  );
  expect(facts.securitySchemes[0]).toMatchObject({
    name: "X-Auth-Token",
    description: 'Its value is the variable "session", returned by the request POST /login.',
  });
  const [answer] = facts.operations[0]?.responses ?? [];
  expect([...(answer?.content[0]?.schema?.properties.keys() ?? [])]).toEqual(["token"]);
});
