import { expect, test } from "vitest";
import { readRequestUrl } from "./request-url.ts";

const CASES: readonly (readonly [
  written: string,
  server: string | undefined,
  path: string,
  query: readonly string[],
])[] = [
  ["https://api.example.com/v1/users/:id?a=1&b=", "https://api.example.com", "/v1/users/{id}", ["a=1", "b="]],
  ["{{base_url}}/users/{{user-id}}/", "{base_url}", "/users/{user-id}", []],
  ["https://{{host}}:8080/a//b", "https://{host}:8080", "/a/b", []],
  ["{{scheme}}://{{host}}/a", "{scheme}://{host}", "/a", []],
  ["api.example.com/v1", "https://api.example.com", "/v1", []],
  ["localhost:3000/v1", "https://localhost:3000", "/v1", []],
  ["{{tenant}}.example.com/a", "https://{tenant}.example.com", "/a", []],
  ["/users/<user id>/$NAME/{x}/[key]/YOUR_ID", undefined, "/users/{user id}/{NAME}/{x}/{key}/{ID}", []],
  ["users", undefined, "/users", []],
  ["/a?filter%5Bx%5D=a%20b+c#top", undefined, "/a", ["filter[x]=a b c"]],
  ["/a?x=%zz&&flag", undefined, "/a", ["x=%zz", "flag"]],
  ["/v1.2/users:search", undefined, "/v1.2/users:search", []],
  ["/a/b&x=1&y=2", undefined, "/a/b", ["x=1", "y=2"]],
  ["", undefined, "/", []],
  ["?a=b?c", undefined, "/", ["a=b?c"]],
];

test.each(CASES)("%s", (written, server, path, query) => {
  const url = readRequestUrl(written);
  expect(url).toMatchObject({ server, path });
  expect(url.query.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`))).toEqual(query);
});
