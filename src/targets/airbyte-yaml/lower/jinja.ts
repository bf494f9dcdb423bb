import type { Setting } from "../../../model/setting.ts";
import { type TemplatePart, templateParts } from "../../../model/template.ts";
import type { Template } from "../../../model/values.ts";

/**
 * What the CDK does with a rendered template: it reads the text as a Python literal wherever it can
 * (`1_000` becomes 1000, `1.50` becomes 1.5, `"x"` loses its quotes). `never`: the text can't be a literal (a URL).
 * `request`: query parameters and form fields, where only quoted strings and lists are taken. `text`: any literal
 * is taken and printed again (headers, secrets). `typed`: any literal is taken as it is (JSON bodies, field paths).
 */
export type Reading = "never" | "request" | "text" | "typed";

/** A manifest value that renders to exactly `text`. */
export function jinjaText(text: string, reading: Reading): string {
  const literal = survivesReading(text, reading) ? text : pythonLiteral(text);
  return isInert(literal) ? literal : `{{ ${jinjaString(literal)} }}`;
}

/** A manifest value that renders to the template with its settings filled in. */
export function jinjaTemplate(template: Template, settings: readonly Setting[], reading: Reading): string {
  const parts = templateParts(template, settings);
  if (parts.every((part) => part.kind === "text")) return jinjaText(template, reading);
  const [first] = parts;
  const single = parts.length === 1 && first?.kind === "setting" ? first : undefined;
  if (single)
    return `{{ ${guarded(settingExpression(single.name, settings), typeOf(single.name, settings), reading)} }}`;
  if (reading === "never" || reading === "request" || startsLikeProse(parts)) {
    return parts
      .map((part) =>
        part.kind === "text" ? jinjaText(part.text, "never") : `{{ ${settingExpression(part.name, settings)} }}`,
      )
      .join("");
  }
  return `{{ (${templateExpression(template, settings)}) | tojson }}`;
}

/** The text as a Jinja expression that renders to exactly itself. */
export function textExpression(text: string, reading: Reading): string {
  return jinjaString(survivesReading(text, reading) ? text : pythonLiteral(text));
}

/**
 * The expression's value, of its own type, where any literal is taken: the text 007 or 1e5 would become a number, and
 * text in quotes would lose them. Python's own way of writing a value down survives that.
 */
export const asLiteral = (expression: string): string => `'%r' | format(${expression})`;

/** The template as one Jinja expression: `'Token ' ~ config['api_key']`. */
export function templateExpression(template: Template, settings: readonly Setting[]): string {
  const parts = templateParts(template, settings);
  if (parts.length === 0) return "''";
  return parts
    .map((part) => (part.kind === "text" ? jinjaString(part.text) : settingExpression(part.name, settings)))
    .join(" ~ ");
}

export function settingExpression(name: string, settings: readonly Setting[]): string {
  const setting = settings.find((candidate) => candidate.name === name);
  if (setting === undefined || setting.required) return `config['${name}']`;
  const fallback = setting.default;
  return typeof fallback === "string"
    ? `config.get('${name}', ${jinjaString(fallback)})`
    : typeof fallback === "number" || typeof fallback === "boolean"
      ? `config.get('${name}', ${JSON.stringify(fallback)})`
      : `config.get('${name}', '')`;
}

/** A Jinja string literal that yields `text`; ASCII, and free of the words that the CDK refuses anywhere in a template. */
export function jinjaString(text: string): string {
  const body = text
    .replaceAll("\\", "\\\\")
    .replaceAll("'", "\\'")
    .replace(/[^ -~]/gu, (character) => {
      const point = character.codePointAt(0) ?? 0;
      return point > 0xffff ? `\\U${point.toString(16).padStart(8, "0")}` : `\\u${point.toString(16).padStart(4, "0")}`;
    })
    .replaceAll("stream_state", "stream\\x5fstate");
  return `'${body}'`;
}

/** What every Python dictionary has: where a key is missing, Jinja gives these in its place. */
const METHODS = new Set([
  "clear",
  "copy",
  "fromkeys",
  "get",
  "items",
  "keys",
  "pop",
  "popitem",
  "setdefault",
  "update",
  "values",
]);

/** `response['meta']['next']` that is undefined, never an error, where a level is missing. */
export function pathExpression(root: string, path: readonly string[]): string {
  return path.reduce((expression, key, index) => {
    if (METHODS.has(key)) return `(${expression} if ${expression} is mapping else {}).get(${jinjaString(key)})`;
    return `${index === 0 ? expression : `(${expression} or {})`}[${jinjaString(key)}]`;
  }, root);
}

/** Whether Jinja and the manifest's own reference syntax leave the text alone, also with a template right behind it. */
function isInert(text: string): boolean {
  return !/\{\{|\{%|\{#|\{$|stream_state|\r|\n$|^#\//.test(text);
}

/** Whether the text, as it stands in a manifest, arrives unchanged. */
export function survivesReading(text: string, reading: Reading): boolean {
  if (reading === "never") return true;
  // What renders to nothing is left out of a request.
  if (text === "") return false;
  switch (reading) {
    case "request":
      return !/^\s*(?:[bBuUrRfF]{0,2}['"]|\[)/.test(text);
    case "text":
      return /^(?:0|[1-9][0-9]{0,17})$/.test(text) || !readsAsLiteral(text);
    case "typed":
      return !readsAsLiteral(text);
  }
}

/** Whether Python may read the text as a literal; errs on the side of yes. */
function readsAsLiteral(text: string): boolean {
  const start = text.replace(/#.*$/s, "").trim();
  if (/^(?:[bBuUrRfF]{0,2}['"]|[[({])/.test(start)) return true;
  const [head = ""] = start.split(",");
  return /^(?:[+-]\s*)*(?:True|False|None|set\(\)|\.\.\.|0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9_]*\.?[0-9_]+\.?(?:[eE][+-]?[0-9_]+)?[jJ]?)(?:\s*[+-]\s*[0-9_.]+[jJ])?\s*$/.test(
    head,
  );
}

function pythonLiteral(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n").replaceAll("\r", "\\r")}'`;
}

/** A name at the start can't be a literal, whatever the settings add. */
function startsLikeProse(parts: readonly TemplatePart[]): boolean {
  const [first] = parts;
  return first?.kind === "text" && /^[A-Za-z][A-Za-z-]*[ /:=]/.test(first.text);
}

function guarded(expression: string, type: Setting["type"], reading: Reading): string {
  const isText = type !== "integer" && type !== "number" && type !== "boolean";
  if (reading === "text" && (isText || type === "boolean")) return `${expression} | tojson`;
  if (reading === "typed" && isText) return `${expression} | tojson`;
  return reading === "request" && type === "boolean" ? `${expression} | tojson` : expression;
}

function typeOf(name: string, settings: readonly Setting[]): Setting["type"] {
  return settings.find((setting) => setting.name === name)?.type ?? "string";
}
