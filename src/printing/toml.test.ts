import { describe, expect, it } from "vitest";
import { printToml } from "./toml.ts";

describe("TOML", () => {
  it("has a header for each table that holds values of its own", () => {
    const text = printToml({ a: 1, tool: { x: { y: true, "z z": ["1"] } } });
    expect(text).toBe('a = 1\n\n[tool.x]\ny = true\n"z z" = ["1"]\n');
  });

  it("quotes what could end a string or a key", () => {
    expect(printToml({ 'a"\n': '"""\\\u007f\u0000' })).toBe('"a\\"\\n" = "\\"\\"\\"\\\\\\u007F\\u0000"\n');
  });

  it("breaks long lists", () => {
    expect(printToml({ list: ["x".repeat(50), "y".repeat(50)] }).split("\n")).toHaveLength(5);
  });
});
