import { describe, expect, test } from "vitest";
import { pathPattern } from "./path-pattern.ts";

describe("paths", () => {
  test.each<[string, string, string, Record<string, string> | undefined]>([
    ["/v1", "/users", "/v1/users", {}],
    ["/v1", "/users/{id}/posts", "/v1/users/7/posts", { id: "7" }],
    ["", "/users/{id}", "/users/a%2Fb%20c", { id: "a/b c" }],
    ["", "/users/{id}", "/users/50%", { id: "50%" }],
    ["", "/{a}-{b}.json", "/1-2.json", { a: "1", b: "2" }],
    ["", "/{name}:search", "/x:search", { name: "x" }],
    ["", "/a[b]/c d", "/a[b]/c%20d", {}],
    ["", "/a[b]/c d", "/a%5Bb%5D/c%20d", {}],
    ["", "/100%/x", "/100%25/x", {}],
    ["", "/users/{id}", "/users/", { id: "" }],
    ["", "/users/{id}", "/users/1/2", undefined],
    ["", "/users", "/users/", undefined],
    ["/v1", "/users", "/users", undefined],
    ["", "/a.b", "/aXb", undefined],
  ])("%s + %s and %s", (base, template, path, values) => {
    expect(pathPattern(base, template).match(path)).toEqual(values);
  });
});
