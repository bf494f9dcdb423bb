import { expect, test } from "vitest";
import { documentCopies } from "../../src/app/folder/document-copies.ts";
import { assembleHttp } from "../../src/assemble/http/assemble-http.ts";
import { detect } from "../../src/detectors/detect.ts";
import { createCollector } from "../../src/diagnostics/collector.ts";
import { readDocuments } from "../../src/inputs/registry.ts";
import { contextOf } from "../../src/inputs/test-support.ts";

/** Each stands at another place of the collection; all begin alike, so that a piece of one is seen as well. */
const secret = (place: string) => `leak9${place}Kz7Qw2Xv5Rt8`;
const pair = (key: string, value: string, more: object = {}) => ({ key, value, type: "text", ...more });

const REQUEST = {
  method: "POST",
  auth: { type: "bearer", bearer: [pair("token", secret("Auth"))] },
  header: [
    pair("Authorization", `Bearer ${secret("Header")}`),
    pair("X-Api-Key", secret("Key")),
    pair("X-Custom", secret("Custom")),
    pair("X-Team", "{{team}}", { description: `such as Authorization: Bearer ${secret("Remark")}` }),
  ],
  url: {
    raw: `https://me:${secret("Userinfo")}@a.example/hooks/${secret("Path")}/list?api_key=${secret("Raw")}`,
    query: [pair("api_key", secret("Query")), pair("password", secret("Disabled"), { disabled: true })],
    variable: [pair("token", secret("PathVariable"))],
  },
  body: {
    mode: "raw",
    raw: `{"client_secret": "${secret("Body")}", "nested": {"refresh_token": "${secret("Nested")}"}, "size": 5}`,
  },
  description: `Uses ${secret("Shared")} and \`?access_token=${secret("Prose")}\`.`,
};

const COLLECTION = {
  info: {
    name: "Leaky",
    description: `curl -H "Authorization: Bearer ${secret("Curl")}" https://a.example, or with ${secret("Shared")}`,
    schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
  },
  auth: {
    type: "oauth2",
    oauth2: { clientSecret: secret("Client"), accessToken: secret("Access"), grant_type: "password" },
  },
  variable: [
    pair("access_token", secret("Shared")),
    pair("team", "blue"),
    pair("hidden", secret("Typed"), { type: "secret" }),
  ],
  event: [{ listen: "prerequest", script: { exec: [`pm.environment.set("token", "${secret("Script")}")`] } }],
  item: [
    {
      name: `List with ${secret("Shared")}`,
      request: REQUEST,
      response: [
        {
          name: "OK",
          code: 200,
          originalRequest: REQUEST,
          header: [pair("Set-Cookie", `sid=${secret("Cookie")}`), pair("X-Auth-Token", secret("Response"))],
          body: JSON.stringify({
            items: [{ id: 1, api_token: secret("Record"), jwt: "eyJhbGciOiJIUzI1NiJ9.eyJsZWFrOSI6MX0.c2ln" }],
          }),
        },
      ],
    },
  ],
};

const ENVIRONMENT = {
  name: "Live",
  values: [pair("password", secret("Environment")), pair("note", secret("Opaque"))],
  _postman_variable_scope: "environment",
};

const plain = (_: string, value: unknown): unknown =>
  value instanceof Map ? [...value] : value instanceof Set ? [...value] : value;

const bytes = new Uint8Array();

test("no credential of a collection gets into facts, findings, model or messages", async () => {
  const context = contextOf({ "leaky.json": COLLECTION, "env.json": ENVIRONMENT });
  const facts = await readDocuments(["leaky.json", "env.json"], context);
  if (facts.kind !== "http") throw new Error("a collection is of an HTTP API");
  const detection = detect(facts);
  const collector = createCollector();
  const { model, findings, questions } = assembleHttp(facts, detection, {}, collector);
  const said = JSON.stringify(
    [facts, findings, questions, model, detection.streams, context.collector.diagnostics, collector.diagnostics],
    plain,
  );
  expect(facts.documents.map(({ holdsCredentials }) => holdsCredentials)).toEqual([true, true]);
  expect(documentCopies(facts.documents, new Map(facts.documents.map(({ sha256 }) => [sha256, bytes])))).toEqual([]);
  expect(model.streams).toHaveLength(1);
  expect([...new Set(said.match(/leak9\w*/g) ?? [])]).toEqual([]);
  expect(said).not.toMatch(/eyJ|bGVhazk/);
  expect(said).toContain('"api_token"');
  // What isn't a credential is still there.
  expect(said).toContain("blue");
});
