import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { commented, printYaml, type YamlValue } from "./yaml.ts";

const SHORT_LISTS = { version: "1.2", lineWidth: 120, commentWidth: 200, shortLists: true } as const;
const FOLDED = { version: "1.2", lineWidth: 60, commentWidth: 200 } as const;

/** What one reader or another takes for something else than this text, and what no block keeps. */
const TEXTS = [
  "",
  " ",
  "plain words",
  "yes",
  "No",
  "null",
  "~",
  "12",
  "1e5",
  "0o17",
  "0x1F",
  "1_000",
  "12:30:45",
  "2024-01-01",
  "=",
  "<<",
  "a: b",
  "a:",
  "a #b",
  "#a",
  "- a",
  "? a",
  "-",
  "---",
  "...",
  "[a",
  "{{ config['key'] }}",
  "$" + "{a}",
  "*a",
  "&a",
  "!a",
  "|",
  "%Y-%m-%d",
  "@a",
  "`a`",
  "it's",
  'say "it"',
  `"it's"`,
  "a\\n",
  "a\tb",
  "\ta",
  "a\r\nb",
  "one\ntwo\n",
  "one\n\n  two\n\n",
  "  one\ntwo",
  "one\n \ntwo",
  "\n \n",
  "one  \ntwo",
  "bell\u0007",
  "line\u2028line",
  "\ufeffmark",
  "naïve 🎉",
  "a sentence that is longer than a line may be, so that it goes on in the next one: with a colon",
  "a sentence that is longer than a line may be, so that it goes on in the next one",
];

const READERS: readonly (readonly [string, (text: string) => unknown])[] = [
  ["yaml 1.1", (text) => parse(text, { version: "1.1", merge: false })],
  ["yaml 1.2", (text) => parse(text)],
  ["js-yaml", (text) => load(text)],
];

describe("a text", () => {
  test.each(TEXTS)("%j reads back as it was, as a key, a value and an element", (text) => {
    const value = { [text]: text, list: [text, { [text]: [text] }] };
    for (const [, read] of READERS) expect(read(printYaml(value))).toEqual(value);
    for (const [, read] of READERS.slice(1)) expect(read(printYaml(value, "about", FOLDED))).toEqual(value);
    const lists = { short: [text, [text, 1, null]], mixed: [text, { a: [text] }] };
    for (const [, read] of READERS.slice(1)) expect(read(printYaml(lists, "about", SHORT_LISTS))).toEqual(lists);
  });
});

describe("YAML", () => {
  test("is in blocks, lists indented below their key", () => {
    const value = { name: "a", nothing: null, list: [1, { b: true, c: [] }, [2, [3]], []], map: { d: { e: {} } } };
    expect(printYaml(value)).toBe(
      [
        "name: a",
        "nothing: null",
        "list:",
        "  - 1",
        "  - b: true",
        "    c: []",
        "  - - 2",
        "    - - 3",
        "  - []",
        "map:",
        "  d:",
        "    e: {}",
        "",
      ].join("\n"),
    );
  });

  test("puts short lists on the line of their key where that is asked for", () => {
    const words = Array.from({ length: 20 }, (_, at) => `word${at}`);
    const value = { type: ["string", "null"], key: [["id"], ["a b", "c,d"]], long: words, maps: [{ a: [] }] };
    expect(printYaml(value, undefined, SHORT_LISTS)).toBe(
      [
        'type: [string, "null"]',
        'key: [[id], [a b, "c,d"]]',
        "long:",
        ...words.map((word) => `  - ${word}`),
        "maps:",
        "  - a: []",
        "",
      ].join("\n"),
    );
  });

  test("holds comments above what they are about", () => {
    const value: YamlValue = {
      a: commented("about a", 1),
      b: commented("about b", { c: commented("about c", 2) }),
      list: [commented("about one", { d: 1 }), { e: commented("about e", 2) }],
    };
    expect(printYaml(value, "at the top")).toBe(
      [
        "# at the top",
        "",
        "# about a",
        "a: 1",
        "# about b",
        "b:",
        "  # about c",
        "  c: 2",
        "list:",
        "  # about one",
        "  - d: 1",
        "  - # about e",
        "    e: 2",
        "",
      ].join("\n"),
    );
  });

  test("keeps a comment a comment, whatever it says", () => {
    const text = printYaml({ a: commented("x\ny: 1\u2028z: 2", 1) }, "h\nmore: 1");
    expect(parse(text)).toEqual({ a: 1 });
  });

  test("marks keys that are too long to be told from texts", () => {
    const value = { list: [{ [`${"k".repeat(1100)}`]: [1], [`${"l".repeat(1100)}`]: "x" }] };
    for (const [, read] of READERS) expect(read(printYaml(value))).toEqual(value);
  });

  test("folds long texts where that is asked for", () => {
    const words = Array.from({ length: 40 }, (_, at) => `word${at}`).join(" ");
    const lines = printYaml({ text: words, quoted: `${words}: end` }, undefined, FOLDED).split("\n");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(60);
    expect(printYaml({ text: words })).toBe(`text: ${words}\n`);
  });

  test.each([0, -0, 1.5, 1e21, 1e-7, Number.MAX_SAFE_INTEGER])("keeps the number %j", (number) => {
    expect(parse(printYaml([number]))).toEqual([number]);
  });
});
