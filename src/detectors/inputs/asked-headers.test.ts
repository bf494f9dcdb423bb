import { expect, test } from "vitest";
import type { ParameterFact } from "../../evidence/http-facts.ts";
import type { Auth } from "../../model/auth.ts";
import { httpFacts, listedStream, operation, parameter } from "../test-support.ts";
import { detectInputs } from "./detect-inputs.ts";

function settingsOf(header: ParameterFact, auth?: Auth): readonly string[] {
  const list = listedStream("things", operation("GET /things", { parameters: [header] }));
  const [finding] = detectInputs([list], httpFacts([list.operation]), [], auth);
  expect(finding?.value.links.map(({ param }) => param.in) ?? []).toEqual(finding ? ["header"] : []);
  return finding?.value.settings.map(({ name }) => name) ?? [];
}

const header = (name: string, partial: Partial<ParameterFact> = {}) =>
  parameter(name, { in: "header", required: true, ...partial, schema: { type: "string" } });

test("a required header without a value is a setting", () => {
  expect(settingsOf(header("X-Business-Unit"))).toEqual(["x_business_unit"]);
});

test.each([
  ["optional", header("X-Business-Unit", { required: false })],
  ["of the client", header("Content-Type")],
  ["the credential", header("Authorization")],
  ["always the same", parameter("X-Version", { in: "header", required: true, schema: { default: "2" } })],
])("no setting: %s", (_, one) => {
  expect(settingsOf(one)).toEqual([]);
});

test("what the authentication sends is none", () => {
  const auth: Auth = { kind: "api-key", in: "header", name: "x-business-unit", key: "{api_key}" };
  expect(settingsOf(header("X-Business-Unit"), auth)).toEqual([]);
});
