import { createHmac, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Auth, OAuth2Auth } from "../model/auth.ts";
import { BASE, secret } from "../model/test-support.ts";
import type { SimulatedSource, SimulationOptions } from "./simulated-source.ts";
import { at, type Call, call, model, simulations, stream, violations } from "./test-support.ts";

const start = simulations();

const SETTINGS = ["client_id", "client_secret", "refresh_token", "username", "password", "private_key"].map(secret);

async function guarded(auth: Auth, options: Partial<SimulationOptions> = {}): Promise<SimulatedSource> {
  const source = await start(model([stream()], { auth: [auth] }, SETTINGS), { seed: 5, ...options });
  return source;
}

const of = (source: SimulatedSource, name: string) => String(source.config[name]);
const asking = async (source: SimulatedSource, headers: Record<string, string>, query = "") =>
  (await call(source, `${BASE}/orders${query}`, { headers: { authorization: "none", ...headers } })).status;
const basic = (name: string, password: string) => `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;

describe("who asks", () => {
  test.each<[string, Auth, (source: SimulatedSource) => [Record<string, string>, string?]]>([
    ["nobody", { kind: "none" }, () => [{}]],
    [
      "a bearer token",
      { kind: "bearer", token: "{access_token}" },
      (source) => [{ authorization: `Bearer ${of(source, "access_token")}` }],
    ],
    [
      "a token with its own word",
      { kind: "bearer", prefix: "Token", token: "{access_token}" },
      (source) => [{ authorization: `Token ${of(source, "access_token")}` }],
    ],
    [
      "basic",
      { kind: "basic", username: "{username}", password: "{password}" },
      (source) => [{ authorization: basic(of(source, "username"), of(source, "password")) }],
    ],
    [
      "basic without password",
      { kind: "basic", username: "{username}", password: "" },
      (source) => [{ authorization: basic(of(source, "username"), "") }],
    ],
    [
      "a header",
      { kind: "api-key", in: "header", name: "X-Key", prefix: "SSWS", key: "{access_token}" },
      (source) => [{ "x-key": `SSWS ${of(source, "access_token")}` }],
    ],
    [
      "a query",
      { kind: "api-key", in: "query", name: "key", key: "{access_token}" },
      (source) => [{}, `?key=${of(source, "access_token")}`],
    ],
    [
      "a cookie",
      { kind: "api-key", in: "cookie", name: "sid", key: "{access_token}" },
      (source) => [{ cookie: `a=b; sid=${of(source, "access_token")}` }],
    ],
    [
      "two keys together",
      {
        kind: "all",
        of: [
          { kind: "api-key", in: "header", name: "X-Key", key: "{access_token}" },
          { kind: "api-key", in: "query", name: "app", key: "{client_id}" },
        ],
      },
      (source) => [{ "x-key": of(source, "access_token") }, `?app=${of(source, "client_id")}`],
    ],
  ])("is proven by %s", async (_, auth, proof) => {
    const source = await guarded(auth);
    const [headers, query] = proof(source);
    expect(await asking(source, headers, query)).toBe(200);
    expect(violations(source)).toEqual([]);
    if (auth.kind === "none") return;
    expect(await asking(source, {}, "")).toBe(401);
    if (auth.kind === "all") expect(await asking(source, headers)).toBe(401);
  });
});

const TOKEN_URL = "https://id.acme.example/oauth/token";

function oauth(grant: OAuth2Auth["grant"], more: Partial<OAuth2Auth> = {}): OAuth2Auth {
  return {
    kind: "oauth2",
    grant,
    tokenUrl: TOKEN_URL,
    scopes: [],
    clientAuth: "body",
    credentials: {
      clientId: "{client_id}",
      clientSecret: "{client_secret}",
      refreshToken: "{refresh_token}",
      username: "{username}",
      password: "{password}",
      ...(grant === "jwt-bearer" ? { privateKey: "{private_key}" } : {}),
    },
    ...more,
  };
}

function tokenRequest(form: Record<string, string>, headers: Record<string, string> = {}): Call {
  return {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams(form).toString(),
  };
}

describe("OAuth2", () => {
  const client = (source: SimulatedSource) => ({
    client_id: of(source, "client_id"),
    client_secret: of(source, "client_secret"),
  });

  test.each<[string, OAuth2Auth, (source: SimulatedSource) => Call]>([
    [
      "client credentials",
      oauth("client-credentials", { scopes: ["read", "more"] }),
      (source) => tokenRequest({ grant_type: "client_credentials", scope: "read more", ...client(source) }),
    ],
    [
      "client credentials with basic auth",
      oauth("client-credentials", { clientAuth: "basic" }),
      (source) =>
        tokenRequest(
          { grant_type: "client_credentials" },
          { authorization: basic(of(source, "client_id"), of(source, "client_secret")) },
        ),
    ],
    [
      "a refresh token",
      oauth("refresh-token"),
      (source) =>
        tokenRequest({ grant_type: "refresh_token", refresh_token: of(source, "refresh_token"), ...client(source) }),
    ],
    [
      "a consent",
      oauth("authorization-code", { extra: { audience: "api" } }),
      (source) =>
        tokenRequest({
          grant_type: "refresh_token",
          refresh_token: of(source, "refresh_token"),
          audience: "api",
          ...client(source),
        }),
    ],
    [
      "a password",
      oauth("password"),
      (source) =>
        tokenRequest({
          grant_type: "password",
          username: of(source, "username"),
          password: of(source, "password"),
          ...client(source),
        }),
    ],
    [
      "a signed assertion",
      oauth("jwt-bearer"),
      (source) =>
        tokenRequest({
          grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
          assertion: signedWithKey(source, { iss: of(source, "client_id") }),
        }),
    ],
  ])("%s", async (_, auth, ask) => {
    const source = await guarded(auth);
    expect(Object.keys(source.routes)).toEqual(["https://api.acme.example", "https://id.acme.example"]);
    const reply = await call(source, TOKEN_URL, {
      ...ask(source),
      headers: { authorization: "", ...ask(source).headers },
    });
    expect(reply.body).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
    expect(violations(source)).toEqual([]);
    expect(await asking(source, { authorization: `Bearer ${String(at(reply.body, "access_token"))}` })).toBe(200);
    expect(await asking(source, { authorization: "Bearer made-up" })).toBe(401);
    expect(source.log.map((request) => request.stream)).toEqual(["token", "orders", "orders"]);
  });

  test.each<[string, OAuth2Auth, Record<string, string>, string]>([
    ["a wrong secret", oauth("client-credentials"), { client_secret: "wrong" }, '"client_secret" isn\'t'],
    ["a wrong grant", oauth("client-credentials"), { grant_type: "password" }, '"grant_type" isn\'t'],
    ["a stray field", oauth("client-credentials"), { scopes: "read" }, 'undeclared field "scopes"'],
    ["a scope that is missing", oauth("client-credentials", { scopes: ["read"] }), {}, 'scope "read"'],
    ["the client in the wrong place", oauth("client-credentials", { clientAuth: "basic" }), {}, "undeclared field"],
  ])("refuses %s", async (_, auth, form, complaint) => {
    const source = await guarded(auth);
    const ask = tokenRequest({ grant_type: "client_credentials", ...client(source), ...form });
    expect((await call(source, TOKEN_URL, ask)).status).toBe(401);
    expect(violations(source)).toEqual([expect.stringContaining(complaint)]);
  });

  test("refuses JSON where a form is due", async () => {
    const source = await guarded(oauth("client-credentials"));
    await call(source, TOKEN_URL, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
    expect(violations(source)).toEqual([expect.stringContaining("a token request is a form")]);
  });

  test("tokens end after their time, and when a fault says so", async () => {
    const source = await guarded(oauth("client-credentials"), { tokenLifetime: 1 });
    const fresh = async () => {
      const reply = await call(
        source,
        TOKEN_URL,
        tokenRequest({ grant_type: "client_credentials", ...client(source) }),
      );
      return { authorization: `Bearer ${String(at(reply.body, "access_token"))}` };
    };
    const first = await fresh();
    expect(await asking(source, first)).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1050));
    expect(await asking(source, first)).toBe(401);
    const second = await fresh();
    source.setFaults([{ kind: "expired-token" }]);
    expect(await asking(source, second)).toBe(401);
    expect(await asking(source, second)).toBe(401);
    source.clearLog();
    expect(await asking(source, await fresh())).toBe(200);
  });
});

test("a caller whose clock skips its waits sees tokens end on that clock", async () => {
  const source = await guarded(oauth("client-credentials"), { tokenLifetime: 60 });
  const { client_id, client_secret } = source.config;
  const ask = tokenRequest({
    grant_type: "client_credentials",
    client_id: String(client_id),
    client_secret: String(client_secret),
  });
  const token = at((await call(source, TOKEN_URL, ask)).body, "access_token");
  const headers = { authorization: `Bearer ${String(token)}` };
  expect(await asking(source, { ...headers, "x-sourcewright-skipped": "50" })).toBe(200);
  expect(await asking(source, { ...headers, "x-sourcewright-skipped": "61.5" })).toBe(401);
  expect(source.log[1]?.headers).not.toHaveProperty("x-sourcewright-skipped");
});

test("a token endpoint has only the faults that name it", async () => {
  const source = await guarded(oauth("password"));
  const { username, password, client_id, client_secret } = source.config;
  const form = { grant_type: "password", username, password, client_id, client_secret };
  const ask = tokenRequest(Object.fromEntries(Object.entries(form).map(([name, value]) => [name, String(value)])));
  source.setFaults([{ kind: "server-error", status: 502 }]);
  expect((await call(source, TOKEN_URL, ask)).status).toBe(200);
  source.setFaults([{ kind: "server-error", status: 502, stream: "token" }]);
  expect((await call(source, TOKEN_URL, ask)).status).toBe(502);
  expect((await call(source, TOKEN_URL, ask)).status).toBe(200);
});

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function times() {
  const now = Math.floor(Date.now() / 1000);
  return { iat: now, exp: now + 60 };
}

function signedWithKey(source: SimulatedSource, claims: object): string {
  const text = `${part({ alg: "RS256", typ: "JWT" })}.${part({ ...times(), ...claims })}`;
  return `${text}.${sign("sha256", Buffer.from(text), of(source, "private_key")).toString("base64url")}`;
}

describe("signed tokens", () => {
  test("are checked: key, claims, lifetime", async () => {
    const source = await guarded({
      kind: "jwt",
      algorithm: "HS256",
      claims: { iss: "{client_id}" },
      key: "{client_secret}",
      lifetime: 60,
    });
    const token = (claims: object, key = of(source, "client_secret")) => {
      const text = `${part({ alg: "HS256" })}.${part({ ...times(), iss: of(source, "client_id"), ...claims })}`;
      return { authorization: `Bearer ${text}.${createHmac("sha256", key).update(text).digest("base64url")}` };
    };
    expect(await asking(source, token({}))).toBe(200);
    for (const wrong of [
      token({}, "other"),
      token({ iss: "me" }),
      token({ exp: 1 }),
      token({ exp: Date.now() }),
      { authorization: "Bearer a.b.c" },
    ])
      expect(await asking(source, wrong)).toBe(401);
  });

  test.each(["RS256", "ES256"])("%s", async (algorithm) => {
    const source = await guarded({ kind: "jwt", algorithm, claims: {}, key: "{private_key}", lifetime: 60 });
    const text = `${part({ alg: algorithm })}.${part(times())}`;
    const signature = sign("sha256", Buffer.from(text), { key: of(source, "private_key"), dsaEncoding: "ieee-p1363" });
    expect(await asking(source, { authorization: `Bearer ${text}.${signature.toString("base64url")}` })).toBe(200);
    expect(await asking(source, { authorization: `Bearer ${text}.AAAA` })).toBe(401);
  });
});

describe("sessions", () => {
  test("log in with a body and send the token in a header", async () => {
    const source = await guarded({
      kind: "session",
      login: { method: "POST", path: "/login", body: { user: "{username}", password: "{password}" } },
      token: { from: "body", path: ["session", "token"] },
      sendAs: { in: "header", name: "X-Session", prefix: "Token" },
    });
    const login = (password: string) => ({
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user: of(source, "username"), password }),
    });
    expect((await call(source, `${BASE}/login`, login("wrong"))).status).toBe(401);
    const reply = await call(source, `${BASE}/login`, login(of(source, "password")));
    const token = String(at(reply.body, "session", "token"));
    expect(await asking(source, { "x-session": `Token ${token}` })).toBe(200);
    expect(await asking(source, { "x-session": token })).toBe(401);
  });

  test("log in with basic auth and get the token in a header", async () => {
    const source = await guarded({
      kind: "session",
      login: {
        method: "GET",
        path: "https://id.acme.example/session",
        basic: { username: "{username}", password: "{password}" },
      },
      token: { from: "header", name: "X-Ticket" },
      sendAs: { in: "cookie", name: "ticket" },
    });
    const headers = { authorization: basic(of(source, "username"), of(source, "password")) };
    const reply = await call(source, "https://id.acme.example/session", { headers });
    expect(await asking(source, { cookie: `ticket=${reply.headers["x-ticket"]}` })).toBe(200);
    expect(await asking(source, {})).toBe(401);
  });
});
