import { expect, test } from "vitest";
import { shownRequests } from "./shown-requests.ts";

const COMMANDS: readonly (readonly [code: string, request: string])[] = [
  ["curl https://api.acme.com/users", "GET https://api.acme.com/users"],
  ["$ curl -X POST 'https://api.acme.com/users' -d '{}'", "POST https://api.acme.com/users"],
  ["curl -XDELETE https://api.acme.com/users/1", "DELETE https://api.acme.com/users/1"],
  ["curl -G https://api.acme.com/users \\\n  -d page=2", "GET https://api.acme.com/users"],
  ["curl https://api.acme.com/users \\\n  --data-urlencode 'name=x'", "POST https://api.acme.com/users"],
  ['curl --request PUT --url "https://api.acme.com/users/1"', "PUT https://api.acme.com/users/1"],
  ["curl -X GET 'https://api.acme.com/users'\n-H \"Authorization: Basic x\"", "GET https://api.acme.com/users"],
  ["curl -u key: -A 'My app' -o out.json https://api.acme.com/users", "GET https://api.acme.com/users"],
  ["http PATCH https://api.acme.com/users/1 name=x", "PATCH https://api.acme.com/users/1"],
  ['requests.get("https://api.acme.com/users", auth=a)', "GET https://api.acme.com/users"],
  ['fetch("https://api.acme.com/users", { method: "POST" })', "POST https://api.acme.com/users"],
];

test.each(COMMANDS)("%j", (code, request) => {
  expect(shownRequests(code).map(({ method, url }) => `${method} ${url}`)).toEqual([request]);
});

test("what a command sends", () => {
  const [request] = shownRequests(
    "curl -u 'api:KEY' -G https://api.acme.com/users -H 'X-Team: 1' -d page=2 -d 'limit=3'",
  );
  expect(request).toMatchObject({ user: "api:KEY", headers: ["X-Team: 1"], query: ["page=2", "limit=3"] });
});

test("two commands are two requests, on their lines", () => {
  const found = shownRequests("# list\ncurl https://a.example/users\n\n# one\ncurl https://a.example/users/1\n");
  expect(found.map(({ line }) => line)).toEqual([1, 4]);
});

test.each(["echo hello", "curl", "curl --help", "curly https://a.example/x"])("%j shows none", (code) => {
  expect(shownRequests(code)).toEqual([]);
});
