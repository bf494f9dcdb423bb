import { expect, test } from "vitest";
import { locate, shownUrl } from "./locations.ts";
import type { SourceText } from "./source-document.ts";

function from(location: string, root: string): SourceText {
  return { name: "x", origin: location, location, root, text: "", sha256: "", bytes: 0 };
}

const CASES: readonly (readonly [reference: string, location: string, root: string, expected: object])[] = [
  ["b.json", "a.json", ".", { kind: "file", location: "b.json" }],
  ["./x/b.json", "docs/a.json", "docs", { kind: "file", location: "docs/x/b.json" }],
  ["../b.json", "docs/v1/a.json", "docs", { kind: "file", location: "docs/b.json" }],
  ["../docsother/b.json", "docs/a.json", "docs", { kind: "outside" }],
  ["b.json", "../a.json", "..", { kind: "file", location: "../b.json" }],
  ["../b.json", "../a.json", "..", { kind: "outside" }],
  ["../b.json", "a.json", ".", { kind: "outside" }],
  ["b%20c.json", "/docs/a.json", "/docs", { kind: "file", location: "/docs/b c.json" }],
  ["/docs/b.json", "/docs/a.json", "/docs", { kind: "file", location: "/docs/b.json" }],
  ["/etc/passwd", "/docs/a.json", "/docs", { kind: "outside" }],
  ["a%00b", "/docs/a.json", "/docs", { kind: "unusable" }],
  ["file:///etc/passwd", "a.json", ".", { kind: "unusable" }],
  ["https://ok.example/b", "a.json", ".", { kind: "url", location: "https://ok.example/b" }],
  ["https://ok.example:444/b", "a.json", ".", { kind: "forbidden", origin: "https://ok.example:444" }],
  ["http://ok.example/b", "a.json", ".", { kind: "forbidden", origin: "http://ok.example" }],
  [
    "b.json",
    "https://me.example/x/a.json",
    "https://me.example",
    { kind: "url", location: "https://me.example/x/b.json" },
  ],
  [
    "//other.example/b",
    "https://me.example/a",
    "https://me.example",
    { kind: "forbidden", origin: "https://other.example" },
  ],
  ["file:///etc/passwd", "https://me.example/a", "https://me.example", { kind: "unusable" }],
];

test.each(CASES)("%s in %s below %s", (reference, location, root, expected) => {
  expect(locate(reference, from(location, root), ["https://ok.example"])).toEqual(expected);
});

test("what is shown of a URL", () => {
  expect(shownUrl("https://u:p@x.example/a?Token=1&page=2#f")).toBe("https://x.example/a?Token=***&page=2#f");
});
