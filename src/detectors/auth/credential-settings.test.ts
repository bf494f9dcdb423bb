import { expect, test } from "vitest";
import { httpFacts, securityScheme } from "../test-support.ts";
import { credentialSettings } from "./credential-settings.ts";

const facts = httpFacts([]);

test("each name of the first alternative's templates is a setting, ids are no secrets", () => {
  const settings = credentialSettings(
    [
      {
        kind: "oauth2",
        grant: "client-credentials",
        tokenUrl: "https://{tenant_id}.acme.com/token",
        scopes: [],
        clientAuth: "body",
        credentials: { clientId: "{client_id}", clientSecret: "{client_secret}" },
      },
      { kind: "bearer", token: "{access_token}" },
    ],
    facts,
  );
  expect(settings.map(({ name, secret, purpose }) => [name, secret, purpose])).toEqual([
    ["tenant_id", false, "credential"],
    ["client_id", false, "credential"],
    ["client_secret", true, "credential"],
  ]);
});

test("an id that is sent as a key is a secret", () => {
  const key = (name: string) => ({ kind: "api-key", in: "header", name, key: `{${name}}` }) as const;
  const auth = [{ kind: "all", of: [key("client_id"), key("app_secret")] }] as const;
  expect(credentialSettings(auth, facts).map(({ name, secret }) => [name, secret])).toEqual([
    ["client_id", true],
    ["app_secret", true],
  ]);
});

test("the document's own words describe the one scheme that fits", () => {
  const scheme = securityScheme({
    id: "key",
    type: "api-key",
    in: "header",
    name: "X-Key",
    description: "Made in\nyour account.",
  });
  const auth = [{ kind: "api-key", in: "header", name: "X-Key", key: "{api_key}" }] as const;
  expect(credentialSettings(auth, { ...facts, securitySchemes: [scheme] })[0]?.description).toBe(
    "Made in your account.",
  );
  expect(credentialSettings(auth, facts)[0]?.description).toContain("key");
});

test("nothing is asked for where nothing is needed", () => {
  expect(credentialSettings([{ kind: "none" }], facts)).toEqual([]);
  expect(credentialSettings([], facts)).toEqual([]);
});
