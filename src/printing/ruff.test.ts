import { describe, expect, it } from "vitest";
import { formatPython } from "./ruff.ts";

describe("generated Python", () => {
  it("is formatted, with its imports sorted", () => {
    const source = "import os\nfrom a import b\nimport ast\nx = [os, ast,b]\n";
    expect(formatPython("x.py", source)).toBe("import ast\nimport os\n\nfrom a import b\n\nx = [os, ast, b]\n");
  });

  it.each([
    ["a syntax error", "def f(:\n", /x\.py/],
    ["an undefined name", "print(y)\n", /F821/],
    ["an unused import", "import os\n", /F401/],
  ])("refuses %s", (_, source, message) => expect(() => formatPython("x.py", source)).toThrow(message));
});
