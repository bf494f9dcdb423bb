import { describe, expect, test } from "vitest";
import { readSampleJson } from "./sample-json.ts";

describe("JSON as documentation shows it", () => {
  const cases: readonly (readonly [name: string, text: string, value: unknown])[] = [
    ["plain", '{"a": [1, "x"]}', { a: [1, "x"] }],
    ["remarks", '{\n  // one\n  "a": 1, /* two */ "b": 2 # three\n}', { a: 1, b: 2 }],
    ["trailing commas", '{"a": [1, 2,], "b": "x",}', { a: [1, 2], b: "x" }],
    ["forgotten commas", '{\n  "a": 1\n  "b": 2\n}', { a: 1, b: 2 }],
    ["elements left out", '[{"a": 1}, {"a": 2}, ...]', [{ a: 1 }, { a: 2 }]],
    ["members left out", '{"a": 1, ..., "b": {...}}', { a: 1, b: {} }],
    ["a value left out", '{"a": ..., "b": 1}', { a: "<any>", b: 1 }],
    ["single quotes", "{'a': 'it\\'s', 'b': [\"x\"]}", { a: "it's", b: ["x"] }],
    ["keys without quotes", "{a: 1, b_c: 'x'}", { a: 1, b_c: "x" }],
    ["Python", "{'a': True, 'b': None}", { a: true, b: null }],
    ["Ruby", '{"a" => 1, "b" => "x"}', { a: 1, b: "x" }],
    ["placeholders", '{"a": {{id}}, "b": <integer>, "c": "{{id}}"}', { a: "<any>", b: "<integer>", c: "{{id}}" }],
    ["types", "{ a: string, b: number, c: boolean }", { a: "<string>", b: "<number>", c: "<boolean>" }],
    ["remarked types", '{\n"a": (string) x, or y,\n"b": (bool) z {or not}\n}', { a: "<string>", b: "<boolean>" }],
    ["values of a shell", '{"_id": ObjectId("5f"), "n": NumberLong(5)}', { _id: "5f", n: 5 }],
    ["headers before it", 'HTTP/1.1 200 OK\nLink: <https://x.example>\n\n{ "a": 1 }', { a: 1 }],
    ["an end that is missing", '{"a": [{"b": "x"}, {"b": ', { a: [{ b: "x" }, { b: null }] }],
    ["escapes", '{"a": "x\\n\\u00e9\\"y",}', { a: 'x\né"y' }],
    ["a name of JavaScript's", '{"__proto__": 1, "a": 2,}', JSON.parse('{"__proto__": 1, "a": 2}')],
  ];

  test.each(cases)("%s", (_, text, value) => {
    expect(readSampleJson(text)?.value).toEqual(value);
  });

  test.each(["", "OK", "<html></html>", "{ }", '"text"', "17", "{{base}}"])("nothing in %j", (text) => {
    expect(readSampleJson(text)?.value ?? {}).toEqual({});
  });
});

test("lines of values", () => {
  const text = '{\n  "data": [\n    { "id": 1,\n      "name": "x" }\n  ],\n  "more": true\n}';
  for (const sample of [readSampleJson(text), readSampleJson(text.replace("true", "true,"))]) {
    expect(sample?.lineOf(["data"])).toBe(1);
    expect(sample?.lineOf(["data", "*", "name"])).toBe(3);
    expect(sample?.lineOf(["more"])).toBe(5);
    expect(sample?.lineOf(["data", "0", "gone"])).toBe(2);
    expect(sample?.lineOf([])).toBe(0);
  }
});

test("hostile texts end", () => {
  const texts = [
    "[".repeat(200_000),
    "{a:".repeat(100_000),
    "{/*\n".repeat(50_000),
    '{"a": "\\'.repeat(50_000),
    "[(\n".repeat(90_000),
  ];
  for (const text of texts) readSampleJson(text);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
