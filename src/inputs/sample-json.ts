import type { FieldPath } from "../model/values.ts";

/** A sample of JSON as it was meant. */
export interface SampleJson {
  /** An object or an array. Types that stand in a value's place are texts such as `<integer>`, unknown ones `<any>`. */
  readonly value: object;
  /** The line of the text, from 0, on which the value at the path begins; of the nearest place above it that is there. */
  lineOf(path: FieldPath): number;
}

const DEEPEST = 60;

/**
 * Reads JSON as documentation shows it: with comments, left out or trailing commas, `...` for what is left out, single
 * quotes, keys without quotes, words of Python and JavaScript, `(string) the name`, `{{id}}` or `<integer>` in a
 * value's place, an end that is missing. What stands before the first line that opens an object or array (a status line,
 * headers) is passed over, and so is what follows it. `undefined`: nothing opens, or nothing is in it. Never throws;
 * takes time in proportion to the text.
 */
export function readSampleJson(text: string): SampleJson | undefined {
  const strict = strictValue(text);
  if (strict === undefined) return readTolerantly(text);
  let lines: SampleJson | undefined;
  return {
    value: strict,
    lineOf(path) {
      lines ??= readTolerantly(text);
      return lines?.lineOf(path) ?? 0;
    },
  };
}

function strictValue(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function readTolerantly(text: string): SampleJson | undefined {
  const start = /^[ \t]*[[{]/m.exec(text)?.index;
  if (start === undefined) return undefined;
  const cursor: Cursor = { text, at: start, places: new Map(), path: [] };
  const value = readValue(cursor);
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return undefined;
  return { value, lineOf: (path) => lineOf(path, cursor) };
}

interface Cursor {
  readonly text: string;
  at: number;
  /** Where values begin, by their path. */
  readonly places: Map<string, number>;
  readonly path: string[];
}

function lineOf(path: FieldPath, { text, places }: Cursor): number {
  for (let length = path.length; length >= 0; length--) {
    const steps = path.slice(0, length).map((step) => (step === "*" ? "0" : step));
    const position = places.get(JSON.stringify(steps));
    if (position !== undefined) return text.slice(0, position).split("\n").length - 1;
  }
  return 0;
}

/** What a sample leaves out, what it remarks, and commas, which are forgotten as often as not. */
const GAP = /(?:[\s,;]|\.{2,}|…|\/\/[^\n]*|#[^\n]*|\/\*[\s\S]{0,2000}?\*\/|<!--[\s\S]{0,2000}?-->)*/y;

function skip(cursor: Cursor): string {
  take(cursor, GAP);
  return cursor.text[cursor.at] ?? "";
}

/** What the sticky pattern finds here, and goes behind it. */
function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text);
  cursor.at += found?.[0].length ?? 0;
  return found;
}

function readValue(cursor: Cursor): unknown {
  const next = skip(cursor);
  if (cursor.path.length > DEEPEST) cursor.at = cursor.text.length;
  if (cursor.path.length > DEEPEST || next === "") return null;
  // `{{id}}` stands for a value, `{ {` never does.
  if (next === "{" && cursor.text[cursor.at + 1] !== "{") return readObject(cursor);
  if (next === "[") return readArray(cursor);
  if (next === '"' || next === "'" || next === "`") return readText(cursor, next);
  return readWords(cursor);
}

const KEY = /(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([\w$@.-]+))\s*(?::|=>)/y;

function readObject(cursor: Cursor): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  cursor.at++;
  for (let next = skip(cursor); next !== "" && next !== "}" && next !== "]"; next = skip(cursor)) {
    const position = cursor.at;
    const found = take(cursor, KEY);
    if (!found) {
      toNextLine(cursor);
      continue;
    }
    const key = found[1] === undefined ? (found[2] ?? found[3] ?? "") : unescaped(found[1]);
    entries.push([key, within(cursor, key, position, readMember)]);
  }
  cursor.at++;
  return Object.fromEntries(entries);
}

/** A value on the key's own line; the next line may be the next key's already. */
function readMember(cursor: Cursor): unknown {
  take(cursor, /[ \t]*/y);
  if (take(cursor, /(?:\.{2,}|…)(?=\s*(?:[,}\n]|$))/y)) return "<any>";
  const opensBelow = /^\s*[[{"']/.test(cursor.text.slice(cursor.at, cursor.at + 200));
  return /[\r\n]/.test(cursor.text[cursor.at] ?? "") && !opensBelow ? null : readValue(cursor);
}

function readArray(cursor: Cursor): unknown[] {
  const elements: unknown[] = [];
  cursor.at++;
  for (let next = skip(cursor); next !== "" && next !== "]" && next !== "}"; next = skip(cursor)) {
    elements.push(within(cursor, String(elements.length), cursor.at, readValue));
  }
  cursor.at++;
  return elements;
}

function within(cursor: Cursor, step: string, position: number, read: (cursor: Cursor) => unknown): unknown {
  cursor.path.push(step);
  cursor.places.set(JSON.stringify(cursor.path), position);
  const value = read(cursor);
  cursor.path.pop();
  return value;
}

const QUOTED: Readonly<Record<string, RegExp>> = {
  '"': /"((?:[^"\\\n]|\\.)*)"?/y,
  "'": /'((?:[^'\\\n]|\\.)*)'?/y,
  "`": /`((?:[^`\\]|\\.)*)`?/y,
};

function readText(cursor: Cursor, quote: string): string {
  const pattern = QUOTED[quote];
  const found = pattern && take(cursor, pattern);
  if (!found) cursor.at++;
  return unescaped(found?.[1] ?? "");
}

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  try {
    return JSON.parse(`"${text.replaceAll("\\'", "'").replace(/(?<!\\)"/g, '\\"')}"`) as string;
  } catch {
    return text;
  }
}

const LITERAL = /(?:true|false|null|none|nil|undefined|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?=\s*(?:[,}\]\r\n]|\/\/|#|$))/iy;

const KINDS: readonly { readonly says: RegExp; readonly type: string }[] = [
  { says: /\b(date-?time|timestamp)\b/i, type: "<dateTime>" },
  { says: /\bbool(ean)?\b/i, type: "<boolean>" },
  { says: /\b(float|double|decimal|number)\b/i, type: "<number>" },
  { says: /\b(int(eger)?|long|int\d+)\b/i, type: "<integer>" },
  { says: /\b(array|list)\b/i, type: "<array>" },
  { says: /\b(object|hash|dictionary|map)\b/i, type: "<object>" },
  { says: /\b(str(ing)?|text|url|uri|uuid)\b/i, type: "<string>" },
];

/** A bare literal, or words in a value's place: `(string) the campaign's name`, `<integer>`, `{{id}}`, `ISODate("…")`. */
function readWords(cursor: Cursor): unknown {
  const literal = take(cursor, LITERAL)?.[0];
  if (literal !== undefined) return literalValue(literal.toLowerCase());
  if (take(cursor, /\{\{[^{}\n]*\}\}/y)) return "<any>";
  const called = take(cursor, /\w+\(\s*("[^"\n]*"|'[^'\n]*'|-?\d+)\s*\)/y)?.[1];
  if (called !== undefined) return /^["']/.test(called) ? called.slice(1, -1) : Number(called);
  // Of words in brackets the rest of the line is a remark on them, commas and all.
  const words = take(cursor, /\([^\n)]*\)[^\n[{]*(?:\{[^\n}]*\}[^\n[{]*)*|<[^\n>]*>|[^\n,}\]{[]+/y)?.[0] ?? "";
  if (words === "") cursor.at++;
  const opens = cursor.text[cursor.at];
  if ((opens === "{" || opens === "[") && words.trim() !== "") return readValue(cursor);
  const kind = /^\(([^)]*)\)/.exec(words)?.[1] ?? words;
  return KINDS.find(({ says }) => says.test(kind))?.type ?? (words.startsWith("(") ? "<string>" : "<any>");
}

function literalValue(word: string): unknown {
  if (word === "true" || word === "false") return word === "true";
  const number = Number(word);
  return Number.isNaN(number) ? null : number;
}

function toNextLine(cursor: Cursor): void {
  const end = cursor.text.indexOf("\n", cursor.at);
  cursor.at = end < 0 ? cursor.text.length : end + 1;
}
