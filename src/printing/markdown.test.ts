import { describe, expect, it } from "vitest";
import { markdownCode, markdownTable, markdownText } from "./markdown.ts";

describe("Markdown", () => {
  it.each([
    ["a | b", "a \\| b"],
    ["<script>", "\\<script\\>"],
    ["[x](y)", "\\[x\\]\\(y\\)"],
    ["# title\n- item", "\\# title - item"],
    ["- item", "\\- item"],
    ["1. item", "\\1. item"],
    ["&lt;", "&amp;lt;"],
  ])("%j is plain text", (text, printed) => expect(markdownText(text)).toBe(printed));

  it("has code that can't be left", () => {
    expect(markdownCode("a")).toBe("`a`");
    expect(markdownCode("a `` b | c")).toBe("``` a `` b \\| c ```");
    expect(markdownCode("")).toBe("` `");
  });

  it("has tables", () => {
    expect(markdownTable(["A", "B"], [["1", "2"]])).toBe("| A | B |\n| --- | --- |\n| 1 | 2 |");
  });
});
