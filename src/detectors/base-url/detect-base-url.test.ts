import { describe, expect, test } from "vitest";
import type { ServerFact } from "../../evidence/http-facts.ts";
import { at, httpFacts, operation } from "../test-support.ts";
import { detectBaseUrl } from "./detect-base-url.ts";

const server = (url: string, partial: Partial<ServerFact> = {}): ServerFact => ({
  url,
  description: undefined,
  variables: {},
  at: at(`/servers/${url}`),
  ...partial,
});
const variable = (value: string | undefined, allowed?: readonly string[]) => ({
  default: value,
  enum: allowed,
  description: undefined,
});

interface Case {
  readonly name: string;
  readonly servers: readonly ServerFact[];
  readonly url: string;
  readonly settings?: readonly string[];
  /** Not sure enough: the user is asked. */
  readonly asked?: boolean;
}

const cases: readonly Case[] = [
  { name: "one server", servers: [server("https://api.acme.com/v1/")], url: "https://api.acme.com/v1" },
  { name: "secrets are only sent encrypted", servers: [server("http://api.acme.com")], url: "https://api.acme.com" },
  {
    name: "both schemes",
    servers: [server("http://api.acme.com"), server("https://api.acme.com")],
    url: "https://api.acme.com",
  },
  {
    name: "the usual port of the other scheme",
    servers: [server("http://api.acme.com:443/v1")],
    url: "https://api.acme.com/v1",
  },
  {
    name: "another port keeps its scheme",
    servers: [server("http://api.acme.com:8080/v1")],
    url: "http://api.acme.com:8080/v1",
  },
  {
    name: "a variable that brings its own slash",
    servers: [server("https://acme.com/{basePath}/v1", { variables: { basePath: variable("/api/orders") } })],
    url: "https://acme.com/api/orders/v1",
  },
  { name: "no scheme", servers: [server("//api.acme.com/v2")], url: "https://api.acme.com/v2" },
  {
    name: "one machine keeps its scheme",
    servers: [server("http://localhost:8080/api")],
    url: "http://localhost:8080/api",
    asked: true,
  },
  {
    name: "the live system before the one for trying things",
    servers: [server("https://sandbox.acme.com"), server("https://api.acme.com", { description: "Production" })],
    url: "https://api.acme.com",
  },
  {
    name: "the user's own part of the host",
    servers: [server("https://{yourSubdomain}.acme.com", { variables: { yourSubdomain: variable("your-subdomain") } })],
    url: "https://{your_subdomain}.acme.com",
    settings: ["your_subdomain required"],
  },
  {
    name: "a host that only begins like a word for the user's own",
    servers: [server("https://mybusinessinfo.acme.com"), server("https://mycloud.acme.com")],
    url: "https://mybusinessinfo.acme.com",
  },
  {
    name: "the user's own domain",
    servers: [server("https://mydomain.acme.com")],
    url: "https://{domain}.acme.com",
    settings: ["domain required"],
  },
  {
    name: "a region with a default",
    servers: [server("https://{region}.acme.com", { variables: { region: variable("eu", ["eu", "us"]) } })],
    url: "https://{region}.acme.com",
    settings: ["region eu"],
  },
  {
    name: "a version in the path is the document's own",
    servers: [server("https://api.acme.com{basePath}", { variables: { basePath: variable("/v3") } })],
    url: "https://api.acme.com/v3",
  },
  {
    name: "a label that stands for the user's",
    servers: [server("https://yourcompany.acme.com/api")],
    url: "https://{company}.acme.com/api",
    settings: ["company required"],
  },
  {
    name: "brackets",
    servers: [server("https://<account-id>.acme.com")],
    url: "https://{account_id}.acme.com",
    settings: ["account_id required"],
  },
  { name: "no server at all", servers: [], url: "{base_url}", settings: ["base_url required"], asked: true },
  {
    name: "only a path",
    servers: [server("/api/v2")],
    url: "{base_url}/api/v2",
    settings: ["base_url required"],
    asked: true,
  },
  {
    name: "a host that stands for one",
    servers: [server("https://example.com/rest")],
    url: "{base_url}/rest",
    settings: ["base_url required"],
    asked: true,
  },
  {
    name: "a name that no one resolves",
    servers: [server("http://acme.local")],
    url: "{base_url}",
    settings: ["base_url required"],
    asked: true,
  },
  {
    name: "a placeholder in the path that nothing fills",
    servers: [server("https://api.acme.com/{account_id}")],
    url: "https://api.acme.com/{account_id}",
    settings: ["account_id required"],
  },
  {
    name: "only a system for trying things",
    servers: [server("https://demo.acme.com")],
    url: "https://demo.acme.com",
    asked: true,
  },
];

describe("detectBaseUrl", () => {
  test.each(cases)("$name", ({ servers, url, settings = [], asked = false }) => {
    const found = detectBaseUrl(httpFacts([], { servers }));
    expect(found?.value.url).toBe(url);
    expect(
      found?.value.settings.map(({ name, required, default: value }) => `${name} ${required ? "required" : value}`),
    ).toEqual(settings);
    expect((found?.confidence ?? 0) < 0.5).toBe(asked);
  });

  test("servers of the operations, where the document has none", () => {
    const found = detectBaseUrl(
      httpFacts([operation("GET /a", { servers: [server("https://api.acme.com")] })], { servers: [] }),
    );
    expect(found?.value.url).toBe("https://api.acme.com");
  });
});

test("takes .dev at a host's end for no system for trying things", () => {
  const sure = (url: string) => detectBaseUrl(httpFacts([], { servers: [server(url)] }))?.confidence ?? 0;
  expect(sure("https://api.acme.dev/v1")).toBeGreaterThan(0.9);
  expect(sure("https://dev.acme.com/v1")).toBeLessThan(0.5);
  expect(sure("https://api.dev.acme.com")).toBeLessThan(0.5);
});
