import { describe, expect, test } from "vitest";
import { singular } from "../singular.ts";
import { requestLine, targetIn } from "./request-line.ts";
import { fits, keyOf, readTarget } from "./target-path.ts";

const PATHS: readonly (readonly [written: string, path: string])[] = [
  ["/users/:id", "/users/{id}"],
  ["/users/{user id}", "/users/{user_id}"],
  ["/users/<int:id>/posts", "/users/{id}/posts"],
  ["/users/(string:login)/", "/users/{login}"],
  ["/users/{{userId}}", "/users/{userId}"],
  ["/users/$USER_ID", "/users/{user_id}"],
  ["/users/YOUR_USER_ID", "/users/{user_id}"],
  ["/orgs/{org.slug}/teams", "/orgs/{org.slug}/teams"],
  ["/projects/1/entries/22.json", "/projects/{project_id}/entries/{entry_id}.json"],
  ["/boxes/6030aa31-9b46-4a7d-8a0b-0f3f9a3c7e1d", "/boxes/{box_id}"],
  ["/users/{id}/posts/{id}", "/users/{user_id}/posts/{post_id}"],
  ["/2/users", "/2/users"],
  ["/users{?page,limit}", "/users"],
  ["https://api.acme.com/v1/users?page=2", "/v1/users"],
  ["{base_url}/users", "/users"],
  ["$API_HOST/users", "/users"],
  ["api.acme.com/users", "/users"],
];

test.each(PATHS)("%s is %s", (written, path) => {
  expect(`/${readTarget(written)?.segments.join("/")}`).toBe(path);
});

test("servers and queries are kept apart", () => {
  expect(readTarget("https://{region}.acme.com/v1/users?page=2&limit=")).toMatchObject({
    origin: "https://{region}.acme.com",
    segments: ["v1", "users"],
    query: [
      ["page", "2"],
      ["limit", ""],
    ],
  });
  expect(readTarget("https://api:KEY")?.origin).toBeUndefined();
});

test.each(["/logo.png", "https://github.com/acme/api", "users", "", "/a b\tc/\u0000"])(
  "%j is no endpoint",
  (written) => {
    expect(readTarget(written)).toBeUndefined();
  },
);

describe("request lines", () => {
  test.each([
    ["GET /users", "GET /users"],
    ["`DELETE` https://api.acme.com/users/1.", "DELETE https://api.acme.com/users/1"],
    ["get: /users/(str:id)/", "GET /users/(str:id)/"],
    ["POST {base}/users, which makes one", "POST {base}/users"],
  ])("%s", (text, line) => {
    const read = requestLine(text);
    expect(`${read?.method} ${read?.target}`).toBe(line);
  });
  test.each(["Get all users", "PUT Anonymize Candidate", "Post", "GET users"])("%s is none", (text) => {
    expect(requestLine(text)).toBeUndefined();
  });
  test("a target ends where the words go on", () => {
    expect(targetIn("/users/{id}`, with")).toBe("/users/{id}");
    expect(targetIn("//comment")).toBeUndefined();
  });
});

test("paths with values fit templates", () => {
  expect(fits(["users", "{id}.json"], ["users", "7.json"])).toBe(true);
  expect(fits(["users", "{id}.json"], ["users", ".json"])).toBe(false);
  expect(fits(["users", "{id}"], ["teams", "7"])).toBe(false);
  expect(keyOf(["users", "{id}"])).toBe(keyOf(["users", "{user_id}"]));
});

test.each([
  ["entries", "entry"],
  ["boxes", "box"],
  ["status", "status"],
  ["address", "address"],
  ["users", "user"],
])("one of %s is %s", (many, one) => expect(singular(many)).toBe(one));
