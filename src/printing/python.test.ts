import { describe, expect, it } from "vitest";
import { code, lines } from "./code.ts";
import { comment, docstring, fString, ident, lit, py, tuple } from "./python.ts";

const EVIL = `it's "evil" \\ {{ x }} \${y} """ ''' \n\r\t\0 \u2028 \u202e \ud800 \u{1f600}`;

describe("literals", () => {
  it.each([
    [null, "None"],
    [undefined, "None"],
    [true, "True"],
    [-1.5, "-1.5"],
    [Number.NaN, "None"],
    [["a", 1], '["a", 1]'],
    [{ a: [false] }, '{"a": [False]}'],
    ["é", '"\\u00e9"'],
    ["\u{1f600}", '"\\U0001f600"'],
    ["\u007f", '"\\u007f"'],
  ])("%j is %s", (value, text) => expect(lit(value).text).toBe(text));

  it("are ASCII on one line, whatever they hold", () => {
    expect(lit(EVIL).text).toMatch(/^"[\x20-\x7e]*"$/);
    expect(lit({ [EVIL]: EVIL }).text).toMatch(/^[\x20-\x7e]*$/);
  });

  it("are tuples of any length", () => {
    expect([tuple([]).text, tuple([1]).text, tuple([1, "a"]).text]).toEqual(["()", "(1,)", '(1, "a")']);
  });

  it("are no functions", () => expect(() => lit(() => 1)).toThrow(TypeError));
});

describe("f-strings", () => {
  it("keep braces in text, and expressions apart", () => {
    expect(fString(["{a} ", code("self.config['x']"), '"']).text).toBe(`f"{{a}} {self.config['x']}\\""`);
  });

  it.each(['x["a"]', "x\\n", "x\ny"])("refuse the expression %j", (text) =>
    expect(() => fString([code(text)])).toThrow(),
  );
});

describe("identifiers", () => {
  it.each(["class", "1a", "a b", "", "é", "a.b"])("%j is none", (name) => expect(() => ident(name)).toThrow());
});

describe("prose", () => {
  it("can't leave a comment or a docstring", () => {
    for (const line of comment(EVIL).text.split("\n")) expect(line).toMatch(/^#/);
    const inner = docstring(EVIL, EVIL).text.slice(3, -3);
    expect(inner).not.toContain('"');
    expect(inner.replaceAll("\\\\", "")).not.toContain("\\");
  });

  it("stays within 88 columns", () => {
    const long = "word ".repeat(100);
    for (const line of [...comment(long, 4).text.split("\n"), ...docstring(long, long).text.split("\n")])
      expect(line.length).toBeLessThanOrEqual(84);
  });
});

describe("templates", () => {
  it("indent every line of what fills them, and lose their own indentation", () => {
    const body = lines([code("a = 1"), code("b = 2")]);
    expect(
      py`
      def f():
          ${body}
    `.text,
    ).toBe("def f():\n    a = 1\n    b = 2\n");
  });
});
