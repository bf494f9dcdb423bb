import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Setting } from "../../../model/setting.ts";
import { ensureEnvironment } from "../../../verify/environments/ensure-environment.ts";
import { jinjaTemplate, jinjaText, pathExpression, type Reading } from "./jinja.ts";

const key = (required: boolean, more: Partial<Setting> = {}): Setting => ({
  name: "key",
  title: "Key",
  type: "string",
  secret: true,
  required,
  purpose: "credential",
  ...more,
});

describe("text", () => {
  it.each([
    ["plain", "application/json", "text", "application/json"],
    ["a date", "2024-01-01", "text", "2024-01-01"],
    ["a whole number in a header", "12345", "text", "12345"],
    ["a whole number in JSON", "12345", "typed", "'12345'"],
    ["a whole number in a query", "12345", "request", "12345"],
    ["a number with underscores", "1_000", "text", "'1_000'"],
    ["a fraction", "1.50", "text", "'1.50'"],
    ["None", "None", "text", "'None'"],
    ["a list in a query", "[1,2]", "request", "'[1,2]'"],
    ["quotes in a query", "'x'", "request", "'\\'x\\''"],
    ["a template of its own", "{{ 7*7 }}", "request", "{{ '{{ 7*7 }}' }}"],
    ["a reference of the manifest's", "#/definitions/x", "request", "{{ '#/definitions/x' }}"],
    ["a word that the CDK refuses", "stream_state", "request", "{{ 'stream\\x5fstate' }}"],
    ["nothing", "", "request", "''"],
  ] as const)("%s", (_, text, reading, expected) => {
    expect(jinjaText(text, reading)).toBe(expected);
  });
});

describe("templates", () => {
  it.each([
    ["a secret alone", "{key}", "text", "{{ config['key'] | tojson }}"],
    ["a secret after a word", "Token {key}", "text", "Token {{ config['key'] }}"],
    ["a part of a URL", "https://{key}.acme.example", "never", "https://{{ config['key'] }}.acme.example"],
    [
      "two that may be a number together",
      "{key}.{key}",
      "text",
      "{{ (config['key'] ~ '.' ~ config['key']) | tojson }}",
    ],
  ] as const)("%s", (_, template, reading, expected) => {
    expect(jinjaTemplate(template, [key(true)], reading)).toBe(expected);
  });

  it.each([
    ["left out", {}, "{{ config.get('key', '') }}"],
    ["with a default", { default: "it's" }, "{{ config.get('key', 'it\\'s') }}"],
    ["with a default number", { type: "integer", default: 5 }, "{{ config.get('key', 5) }}"],
  ] as const)("a setting that may be %s", (_, more, expected) => {
    expect(jinjaTemplate("{key}", [key(false, more)], "request")).toBe(expected);
  });
});

const NASTY = [
  "",
  "1",
  "007",
  "1_000",
  "1.50",
  "1e5",
  "0x1F",
  "12345678e9",
  "None",
  "True",
  "'q'",
  '"q"',
  "b'x'",
  "[1]",
  "{}",
  "(1,)",
  "1,2",
  "1+2j",
  "...",
  "5 # x",
  "{{ x }}",
  "{% raw %}",
  "{# x #}",
  "}}",
  "{{ '{{' }}",
  "#/definitions/a",
  "stream_state",
  "a\nb",
  "a\n",
  "\n",
  "a\r\nb",
  "\\",
  "\\n",
  "don't",
  'say "hi"',
  "'",
  "é😀\u2028",
  `$HOME \${x}`,
  " lead",
  "trail ",
  "set()",
];
const READINGS: readonly Reading[] = ["request", "text", "typed"];

/** As the CDK's own interpolation reads them, in the three places that there are. */
const SCRIPT = `
import json, sys
from airbyte_cdk.sources.declarative.interpolation.jinja import JinjaInterpolation
valid = {"request": (str, list), "text": None, "typed": None}
interpolation = JinjaInterpolation()
for value, reading, config in json.load(sys.stdin):
    result = interpolation.eval(value, config, valid_types=valid[reading])
    print(json.dumps(str(result) if reading == "text" else result))
`;

describe("in the CDK", async () => {
  const { python } = await ensureEnvironment("airbyte", { env: process.env, progress: () => undefined });
  const evaluated = (cases: readonly (readonly [string, Reading, Record<string, string>])[]): unknown[] =>
    execFileSync(python, ["-c", SCRIPT], { input: JSON.stringify(cases), encoding: "utf8" })
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));

  it("every text arrives as it is", () => {
    const cases = READINGS.flatMap((reading) => NASTY.map((text) => ({ reading, text })));
    const results = evaluated(cases.map(({ text, reading }) => [jinjaText(text, reading), reading, {}]));
    expect(results).toEqual(cases.map(({ text }) => text));
  });

  it("every secret arrives as it is", () => {
    const cases = ["{key}", "Token {key}", "{key}.{key}"].flatMap((template) =>
      NASTY.filter((text) => text !== "" && !/[\n\r]/.test(text)).map((text) => ({ template, text })),
    );
    const results = evaluated(
      cases.map(({ template, text }) => [jinjaTemplate(template, [key(true)], "text"), "text", { key: text }]),
    );
    expect(results).toEqual(cases.map(({ template, text }) => template.replaceAll("{key}", () => text)));
  });
}, 60_000);

describe("paths", () => {
  it.each([
    [["meta", "next"], "(response['meta'] or {})['next']"],
    // Jinja would give a dictionary's own method where the answer lacks the key.
    [["items"], "(response if response is mapping else {}).get('items')"],
  ])("%j", (path, expression) => {
    expect(pathExpression("response", path)).toBe(expression);
  });
});
