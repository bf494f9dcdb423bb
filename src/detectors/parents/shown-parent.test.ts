import { expect, test } from "vitest";
import { at, httpFacts, listedStream, operation, parameter } from "../test-support.ts";
import { detectParents } from "./detect-parents.ts";

const ACCOUNTS = operation("GET /accounts");
const accounts = listedStream("accounts", ACCOUNTS, {
  recordsPath: ["data"],
  many: true,
  record: { properties: { accountId: { type: "string" } } },
});

function parentsOf(path: readonly string[], from = "GET /accounts", required = true) {
  const scope = parameter("X-Scope", {
    in: "header",
    required,
    filledFrom: { operation: from, path, at: at("/scripts/0") },
  });
  const child = listedStream("things", operation("GET /things", { parameters: [scope] }), { many: true });
  const [finding] = detectParents([accounts, child], httpFacts([ACCOUNTS, child.operation]), []);
  return finding;
}

test("a header whose value a script takes from a list's answer", () => {
  const found = parentsOf(["data", "0", "accountId"]);
  expect(found?.value).toEqual([
    { stream: "accounts", field: ["accountId"], param: { name: "X-Scope", in: "header" } },
  ]);
  expect(found?.confidence).toBeGreaterThan(0.9);
  expect(found?.evidence[0]).toMatchObject({ signal: "parents/shown", at: at("/scripts/0") });
});

test.each([
  ["another place of the answer", ["meta", "accountId"], "GET /accounts", true],
  ["the records themselves", ["data", "0"], "GET /accounts", true],
  ["an operation that is no stream", ["data", "0", "accountId"], "GET /gone", true],
  ["a header that needn't be sent", ["data", "0", "accountId"], "GET /accounts", false],
] as const)("no parent: %s", (_, path, from, required) => {
  expect(parentsOf(path, from, required)).toBeUndefined();
});
