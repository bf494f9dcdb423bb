import { describe, expect, it } from "vitest";
import type { Auth } from "../../model/auth.ts";
import type { ConnectorModel } from "../../model/connector-model.ts";
import type { SchemaNames } from "../../model/schema-names.ts";
import type { JsonSchema } from "../../model/values.ts";
import { model, setting, stream } from "../singer/test-support.ts";
import { airbytePython } from "./target.ts";

function built(connector: ConnectorModel, schemaNames: SchemaNames = new Map()) {
  const { plan, losses } = airbytePython.lower(connector, { connectorVersion: "0.1.0", schemaNames });
  const files = airbytePython.emit(plan);
  const text = (path: string) => {
    const file = files.find((one) => one.path === path);
    return file && "content" in file ? file.content : "";
  };
  const inPackage = (path: string) => text(`source_acme/${path}`);
  return { losses, paths: files.map(({ path }) => path), text, inPackage };
}

describe("what a source consists of", () => {
  it("has no part that it doesn't need", () => {
    const { paths, inPackage } = built(model({ source: { auth: [] }, settings: [] }));
    expect(paths).not.toContain("source_acme/auth.py");
    expect(inPackage("client.py")).not.toContain("authenticator");
    const unneeded = ["api_key", "incremental", "limiter", "oauth", "page_number", "several", "unknown_pages"];
    expect(paths.filter((path) => unneeded.includes(/support\/(\w+)\.py$/.exec(path)?.[1] ?? ""))).toEqual([]);
  });

  it("tells the platform which releases break something, and for whom", () => {
    const change = {
      version: "1.0.0",
      message: "orders: the field tax is gone",
      deadline: "2026-01-31",
      streams: ["orders"],
    };
    const options = { connectorVersion: "1.1.0", breakingChanges: [change] };
    const { yaml } = airbytePython.lower(model(), options).plan;
    expect(yaml.find(({ path }) => path === "metadata.yaml")?.value).toMatchObject({
      data: {
        dockerImageTag: "1.1.0",
        releases: {
          breakingChanges: {
            "1.0.0": {
              message: change.message,
              upgradeDeadline: change.deadline,
              scopedImpact: [{ scopeType: "stream", impactedScopes: ["orders"] }],
            },
          },
        },
      },
    });
  });

  it("has one schema file for a kind of record that the documents name", () => {
    const schema: JsonSchema = { type: "object", properties: { id: { type: "string" } } };
    const streams = [stream("people", { schema }), stream("authors", { schema }), stream("others")];
    const { paths, inPackage } = built(model({ streams }), new Map([[schema, "acme.Person"]]));
    expect(paths.filter((path) => path.includes("/schemas/")).sort()).toEqual([
      "source_acme/schemas/others.json",
      "source_acme/schemas/shared/acme_person.json",
    ]);
    expect(inPackage("streams.py").match(/schema_file = "shared\/acme_person"/g)).toHaveLength(2);
  });

  it("keeps a field that is called like a reference", () => {
    const schema: JsonSchema = { type: "object", properties: { $ref: { type: "object", properties: {} } } };
    const { losses, inPackage } = built(model({ streams: [stream("orders", { schema })] }));
    expect(losses).toEqual([]);
    expect(JSON.parse(inPackage("schemas/orders.json"))).toHaveProperty(["properties", "$ref"]);
  });

  it("names classes as streams are called, but never as something else", () => {
    const { inPackage } = built(
      model({ streams: ["orders", "query", "true", "api_stream"].map((name) => stream(name)) }),
    );
    const classes = [...inPackage("streams.py").matchAll(/^class (\w+)/gm)].map(([, name]) => name);
    expect(classes).toEqual(["Orders", "QueryStream", "TrueStream", "ApiStreamStream"]);
  });

  it.each([
    [[["id"]], 'primary_key = "id"'],
    [[["site"], ["id"]], 'primary_key = ["site", "id"]'],
    [[["data", "id"]], 'primary_key = [["data", "id"]]'],
  ])("writes the key %j as the CDK takes it", (primaryKey, line) => {
    expect(built(model({ streams: [stream("orders", { primaryKey })] })).inPackage("streams.py")).toContain(line);
  });

  it("names a nested cursor by its path", () => {
    const incremental = { cursorField: ["data", "at"], format: { kind: "date-time" as const } };
    const { losses, inPackage } = built(model({ streams: [stream("orders", { incremental })] }));
    expect(losses).toEqual([]);
    expect(inPackage("streams.py")).toContain('cursor_field = ["data", "at"]');
  });

  it("tells what it can't hold", () => {
    const param = { name: "filter", in: "query" } as const;
    const incremental = {
      cursorField: ["at"],
      format: { kind: "date-time" as const },
      request: {
        ...param,
        format: { kind: "date-time" as const },
        operator: "gte" as const,
        until: { ...param, operator: "lt" as const },
      },
    };
    const { losses } = built(model({ streams: [stream("orders", { incremental })] }));
    expect(losses.map(({ path }) => path)).toEqual(["streams.orders.incremental.request.until"]);
  });
});

describe("how it proves who asks", () => {
  const key = { kind: "api-key", name: "X-Key", key: "{api_key}" } as const;
  it.each<[string, Auth, string]>([
    ["a bearer token", { kind: "bearer", token: "{api_key}" }, 'TokenAuthenticator(token=config["api_key"])'],
    [
      "a token with another word before it",
      { kind: "bearer", prefix: "Token", token: "{api_key}" },
      'TokenAuthenticator(token=config["api_key"], auth_method="Token")',
    ],
    [
      "a token with no word before it",
      { kind: "bearer", prefix: "", token: "{api_key}" },
      'ApiKey("Authorization", config["api_key"])',
    ],
    ["a key in a header", { ...key, in: "header" }, 'ApiKey("X-Key", config["api_key"])'],
    ["a key behind a word", { ...key, in: "header", prefix: "SSWS" }, `ApiKey("X-Key", f"SSWS {config['api_key']}")`],
    ["a key in the query", { ...key, in: "query" }, 'ApiKey("X-Key", config["api_key"], place="query")'],
    ["a key in a cookie", { ...key, in: "cookie" }, 'ApiKey("X-Key", config["api_key"], place="cookie")'],
    [
      "user and password",
      { kind: "basic", username: "{api_key}", password: "" },
      'BasicHttpAuthenticator(username=config["api_key"], password="")',
    ],
  ])("%s", (_, auth, call) => {
    const settings = [setting("api_key", { secret: true, purpose: "credential" })];
    const { inPackage } = built(model({ settings, source: { auth: [auth] } }));
    expect(inPackage("auth.py")).toContain(call);
    expect(inPackage("auth.py")).not.toContain("Refreshable");
    expect(inPackage("client.py")).toContain("authenticator = staticmethod(auth.authenticator)");
  });

  it("asks for no proof where a stream wants none", () => {
    const streams = [stream("orders"), stream("news", { http: { auth: [{ kind: "none" }] } })];
    expect(built(model({ streams })).inPackage("streams.py")).toContain("authenticator = staticmethod(nobody)");
  });
});
