import { describe, expect, it } from "vitest";
import type { StreamInputs } from "../../evidence/detection.ts";
import type { Finding } from "../../evidence/finding.ts";
import type { ParameterFact } from "../../evidence/http-facts.ts";
import type { Auth } from "../../model/auth.ts";
import type { ParentLink } from "../../model/stream.ts";
import { httpFacts, listedStream, operation, parameter } from "../test-support.ts";
import { detectInputs } from "./detect-inputs.ts";

function inputs(
  id: string,
  parameters: readonly ParameterFact[] = [],
  parents: readonly ParentLink[] = [],
  auth?: Auth,
): StreamInputs | undefined {
  const stream = listedStream("items", operation(id, { parameters }));
  const filled: Finding<readonly ParentLink[]> = {
    about: "parents",
    stream: "items",
    value: parents,
    confidence: 1,
    evidence: [],
    against: [],
    rivals: [],
  };
  return detectInputs([stream], httpFacts([stream.operation]), [filled], auth)[0]?.value;
}

describe("values that a stream needs", () => {
  it("come from a setting that is called like the parameter", () => {
    const account = parameter("accountId", {
      in: "path",
      description: "Your <b>account</b>",
      schema: { type: "integer" },
    });
    expect(inputs("GET /{accountId}/items", [account])).toEqual({
      links: [{ param: { name: "accountId", in: "path" }, setting: "account_id" }],
      settings: [
        {
          name: "account_id",
          title: "Account ID",
          description: "Your account",
          type: "integer",
          secret: false,
          required: true,
          purpose: "input",
        },
      ],
      constants: [],
    });
  });

  it("take a name from the step before where their own says nothing", () => {
    expect(inputs("GET /stores/{id}/items")?.settings.map(({ name }) => name)).toEqual(["store_id"]);
  });

  it("keep the values, the default and the examples of the document", () => {
    const type = parameter("type", {
      in: "path",
      schema: { type: "string", enum: ["artists", "tracks"], default: "artists", example: "tracks" },
    });
    expect(inputs("GET /top/{type}", [type])?.settings).toEqual([
      expect.objectContaining({
        name: "top_type",
        values: ["artists", "tracks"],
        default: "artists",
        examples: ["tracks"],
        required: false,
      }),
    ]);
  });

  it("are constant where there is but one value, or the document gives it", () => {
    const parameters = [
      parameter("format", { required: true, schema: { type: "string", enum: ["json"] } }),
      parameter("version", { required: true, schema: { type: "integer", default: 2 } }),
    ];
    const constants = [
      { name: "format", value: "json" },
      { name: "version", value: "2" },
    ];
    expect(inputs("GET /items", parameters)).toEqual({ links: [], settings: [], constants });
  });

  it("never take the setting from which incremental streams start", () => {
    expect(
      inputs("GET /items", [parameter("start_date", { required: true })])?.settings.map(({ name }) => name),
    ).toEqual(["start_date_value"]);
  });

  it("never take a credential's name, but for the user's", () => {
    const auth: Auth = {
      kind: "all",
      of: [
        { kind: "basic", username: "{username}", password: "{client_id}" },
        { kind: "api-key", in: "header", name: "X-Key", key: "{api_key}" },
      ],
    };
    const parameters = ["clientId", "username"].map((name) => parameter(name, { in: "path" }));
    const names = inputs("GET /{clientId}/{username}/items", parameters, [], auth)?.settings.map(({ name }) => name);
    expect(names).toEqual(["client_id_value", "username"]);
  });

  it("have safe names", () => {
    for (const name of ['a"b\n{{x}}', "../x", "ключ", "1st"])
      for (const setting of inputs("GET /items", [parameter(name, { required: true })])?.settings ?? [])
        expect(setting.name).toMatch(/^[a-z][a-z0-9_]*$/);
  });
});

describe("values that a stream doesn't need", () => {
  const link: ParentLink = { stream: "projects", field: ["id"], param: { name: "id", in: "path" } };
  const cases: readonly [string, string, ParameterFact[], ParentLink[]][] = [
    ["filled by a parent", "GET /projects/{id}/items", [], [link]],
    ["optional ones", "GET /items", [parameter("status"), parameter("q")], []],
    ["the page", "GET /items", [parameter("page", { required: true }), parameter("per_page", { required: true })], []],
    ["the key", "GET /items", [parameter("api_key", { required: true })], []],
    ["headers", "GET /items", [parameter("X-Trace", { in: "header", required: true })], []],
    ["of another path", "GET /items", [parameter("id", { in: "path" })], []],
  ];
  it("a key that the authentication sends", () => {
    const auth: Auth = { kind: "api-key", in: "query", name: "authtoken", key: "{api_key}" };
    const parameters = [parameter("authtoken", { required: true }), parameter("store", { required: true })];
    expect(inputs("GET /items", parameters, [], auth)?.settings.map(({ name }) => name)).toEqual(["store"]);
  });

  it.each(cases)("%s", (_, id, parameters, parents) => {
    expect(inputs(id, parameters, parents)).toBeUndefined();
  });
});
