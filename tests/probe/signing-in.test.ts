import { describe, expect, it } from "vitest";
import type { Auth } from "../../src/model/auth.ts";
import { secret } from "../../src/model/test-support.ts";
import { probeSource } from "../../src/probe/probe-source.ts";
import type { HttpStream } from "../../src/probe/stream-request.ts";
import { model, simulations, stream } from "../../src/simulate/test-support.ts";

const start = simulations();
const SETTINGS = ["client_id", "client_secret", "refresh_token", "username", "password"].map(secret);
const TOKEN_URL = "https://auth.acme.com/oauth/token";
const client = { clientId: "{client_id}", clientSecret: "{client_secret}" };
const oauth = { kind: "oauth2", tokenUrl: TOKEN_URL, scopes: [], clientAuth: "body", credentials: client } as const;

async function probed(auth: Auth) {
  const acme = model([stream()], { auth: [auth] }, SETTINGS);
  const source = await start(acme, { seed: 4 });
  const rerouted: typeof fetch = (input, init) => {
    const { origin, pathname, search } = new URL(String(input));
    return fetch(`${source.routes[origin] ?? "http://nowhere.invalid"}${pathname}${search}`, init);
  };
  if (acme.source.kind !== "http") throw new Error("no HTTP API");
  const request = {
    model: acme,
    source: acme.source,
    streams: acme.streams as readonly HttpStream[],
    settings: source.config,
    offered: [],
    pace: { mostRequests: 30, between: 0 },
    post: false,
    progress: () => undefined,
  };
  return probeSource(request, { fetch: rerouted, sleep: async () => undefined });
}

describe("proves who asks as the connector would", () => {
  it.each<[string, Auth]>([
    ["a bearer token", { kind: "bearer", token: "{access_token}" }],
    ["a token with its own word", { kind: "bearer", prefix: "Token", token: "{access_token}" }],
    ["basic", { kind: "basic", username: "{username}", password: "{password}" }],
    ["a header", { kind: "api-key", in: "header", name: "X-Key", prefix: "SSWS", key: "{access_token}" }],
    ["a query parameter", { kind: "api-key", in: "query", name: "key", key: "{access_token}" }],
    ["a cookie", { kind: "api-key", in: "cookie", name: "sid", key: "{access_token}" }],
    ["client credentials", { ...oauth, grant: "client-credentials" }],
    ["client credentials as basic", { ...oauth, grant: "client-credentials", clientAuth: "basic" }],
    [
      "a refresh token",
      { ...oauth, grant: "refresh-token", credentials: { ...client, refreshToken: "{refresh_token}" } },
    ],
    [
      "a password grant",
      { ...oauth, grant: "password", credentials: { ...client, username: "{username}", password: "{password}" } },
    ],
    [
      "a session",
      {
        kind: "session",
        login: { method: "POST", path: "/login", body: { user: "{username}", pass: "{password}" } },
        token: { from: "body", path: ["data", "token"] },
        sendAs: { in: "header", name: "X-Session" },
      },
    ],
    [
      "two together",
      {
        kind: "all",
        of: [
          { kind: "bearer", token: "{access_token}" },
          { kind: "api-key", in: "header", name: "X-App", key: "{client_id}" },
        ],
      },
    ],
  ])("%s", async (_, auth) => {
    const { probed: facts } = await probed(auth);
    expect(facts[0]).toMatchObject({ about: "auth", outcome: "confirmed" });
    expect(facts.filter(({ outcome }) => outcome === "contradicted")).toEqual([]);
  });

  it.each<[string, Auth, RegExp]>([
    [
      "a token that it would have to sign",
      { kind: "jwt", algorithm: "HS256", claims: {}, key: "{client_secret}", lifetime: 60 },
      /a token that it signs/,
    ],
    ["a scheme of its own", { kind: "custom", description: "HMAC" }, /a scheme of its own/],
  ])("says that it can't: %s", async (_, auth, why) => {
    const { requests, probed: facts } = await probed(auth);
    expect(requests).toBe(0);
    expect(facts).toEqual([{ about: "auth", outcome: "untried", detail: expect.stringMatching(why) }]);
  });
});
