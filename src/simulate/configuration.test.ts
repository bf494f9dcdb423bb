import { expect, test } from "vitest";
import { aModel, secret } from "../model/test-support.ts";
import { configure } from "./configuration.ts";

test("a setting that is a whole address gets one, wherever it is used", () => {
  const open = (name: string) => ({ ...secret(name), secret: false });
  const oauth = {
    kind: "oauth2",
    grant: "client-credentials",
    tokenUrl: "{token_url}",
    scopes: [],
    clientAuth: "body",
    credentials: { clientId: "{client_id}", clientSecret: "{client_secret}" },
  } as const;
  const auth = [
    { kind: "all", of: [{ kind: "api-key", in: "header", name: "X-Id", key: "{client_id}" }, oauth] },
  ] as const;
  const settings = [open("token_url"), open("client_id"), secret("client_secret")];
  const { config } = configure(aModel([], { auth }, { settings }), 1, "2024-01-01T00:00:00Z");
  expect(config.token_url).toBe("https://token-url.simulated.example");
  expect(String(config.client_id)).toMatch(/^client_id-/);
});
