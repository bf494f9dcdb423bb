import { describe, expect, it } from "vitest";
import { readOne } from "../test-support.ts";

const entry = (url: string, text: string, more: object = {}) => ({
  request: { method: "GET", url, headers: [] },
  response: { status: 200, headers: [], content: { text } },
  ...more,
});
const har = (...entries: unknown[]) => ({ log: { entries } });
const read = (...entries: unknown[]) => readOne(har(...entries), "a.har").then(({ facts }) => facts);

describe("paths of a recording", () => {
  it.each<[readonly string[], readonly string[]]>([
    [["/v1/users/17", "/v1/users/18"], ["GET /v1/users/{user_id}"]],
    [
      ["/2024/reports", "/v2.1/reports"],
      ["GET /2024/reports", "GET /v2.1/reports"],
    ],
    [["/companies/17/entries/3"], ["GET /companies/{company_id}/entries/{entry_id}"]],
    [["/users/17/friends/users/18"], ["GET /users/{user_id}/friends/users/{user_id_2}"]],
    [["/teams/red", "/teams/blue", "/teams/green", "/teams/grey"], ["GET /teams/{team_id}"]],
    [
      ["/api/users", "/api/teams", "/api/users"],
      ["GET /api/users", "GET /api/teams"],
    ],
    [["/files/0f0e0d0c-0000-4000-8000-000000000001"], ["GET /files/{file_id}"]],
    [["/a%20b/list"], ["GET /a%20b/list"]],
  ])("%j are %j", async (paths, ids) => {
    const { operations } = await read(...paths.map((path) => entry(`https://x.dev${path}`, '{"ok": true}')));
    expect(operations.map(({ id }) => id)).toEqual(ids);
  });
});

describe("what is odd", () => {
  it.each([
    ["no entry is an object", [null, 3, "x", []]],
    ["no address", [entry("", "{}"), entry("javascript:alert(1)", "{}")]],
    ["answers that were cut off", [entry("https://x.dev/a", '{"a": [1,')]],
    ["answers that are no JSON", [entry("https://x.dev/a", "<html></html>")]],
    ["a request without answer", [{ request: { method: "GET", url: "https://x.dev/a" } }]],
  ])("is refused in one line: %s", async (_, entries) => {
    await expect(read(...entries)).rejects.toThrow(/a\.har records no answer of an API in JSON/);
  });

  it("names like __proto__ are names", async () => {
    const { operations } = await read(entry("https://x.dev/a?__proto__=1", '{"__proto__": {"a": 1}, "b": 2}'));
    expect(operations[0]?.parameters.map(({ name }) => name)).toEqual(["__proto__"]);
    expect([...(operations[0]?.responses[0]?.content[0]?.schema?.properties.keys() ?? [])]).toEqual(["__proto__", "b"]);
  });

  it("keys in the query are no parameters", async () => {
    const facts = await read(entry("https://x.dev/a?api_key=abc123&page=2", "[]"));
    expect(facts.operations[0]?.parameters.map(({ name }) => name)).toEqual(["page"]);
    expect(facts.securitySchemes).toMatchObject([{ type: "api-key", in: "query", name: "api_key" }]);
    expect(JSON.stringify(facts.securitySchemes)).not.toContain("abc123");
  });
});
