/** Texts behind which nothing is looked for: no description shows an answer of such a length. */
const LONGEST = 20_000;
const DEEPEST = 12;

const FENCE = /```[\w-]*[ \t]*\r?\n([\s\S]*?)```/g;
const ANSWER = /\bresponses?\b|\breturns?\b|\bresults?\b|\banswers?\b/i;
const OTHER = /\berrors?\b|\brequest\b|\bcurl\b|\bpayload\b|\bheaders?\b|\bfail/i;

/**
 * The answer that an operation's description shows in a block of code below a heading such as "Response", as a value;
 * `undefined`: it shows none. Such blocks are seldom plain JSON: `"name": (string) the name` stands for a text.
 */
export function shownAnswer(description: string): unknown {
  const text = description.slice(0, LONGEST);
  for (const { 1: code = "", index } of text.matchAll(FENCE)) {
    const heading = lastLine(text.slice(0, index));
    if (!ANSWER.test(heading) || OTHER.test(heading)) continue;
    const start = /^[ \t]*[[{]/m.exec(code)?.index;
    if (start === undefined) continue;
    const value = readValue({ code, at: start }, 0);
    if (typeof value === "object" && value !== null && Object.keys(value).length > 0) return value;
  }
  return undefined;
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}

interface Cursor {
  readonly code: string;
  at: number;
}

function skip(cursor: Cursor): string {
  // What a sample leaves out, what it remarks, and commas, which are forgotten as often as not.
  const gap = /(?:[\s,]|\.{2,}|…|\/\/[^\n]*|#[^\n]*)*/y;
  gap.lastIndex = cursor.at;
  cursor.at += gap.exec(cursor.code)?.[0].length ?? 0;
  return cursor.code[cursor.at] ?? "";
}

function readValue(cursor: Cursor, depth: number): unknown {
  const next = skip(cursor);
  if (depth > DEEPEST) cursor.at = cursor.code.length;
  if (depth > DEEPEST || next === "") return null;
  if (next === "{") return readObject(cursor, depth);
  if (next === "[") return readArray(cursor, depth);
  return next === '"' ? readText(cursor) : readWords(cursor, depth);
}

function readObject(cursor: Cursor, depth: number): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  cursor.at++;
  for (let next = skip(cursor); next !== "" && next !== "}" && next !== "]"; next = skip(cursor)) {
    const key = /(?:"([^"\n]*)"|'([^'\n]*)'|([\w$-]+))\s*:/y;
    key.lastIndex = cursor.at;
    const found = key.exec(cursor.code);
    if (!found) {
      toNextLine(cursor);
      continue;
    }
    cursor.at += found[0].length;
    entries.push([found[1] ?? found[2] ?? found[3] ?? "", readMember(cursor, depth + 1)]);
  }
  cursor.at++;
  return Object.fromEntries(entries);
}

/** A value on the key's own line; the next line may be the next key's already. */
function readMember(cursor: Cursor, depth: number): unknown {
  const space = /[ \t]*/y;
  space.lastIndex = cursor.at;
  cursor.at += space.exec(cursor.code)?.[0].length ?? 0;
  return cursor.code[cursor.at] === "\n" && !/^\s*[[{"]/.test(cursor.code.slice(cursor.at, cursor.at + 200))
    ? null
    : readValue(cursor, depth);
}

function readArray(cursor: Cursor, depth: number): unknown[] {
  const elements: unknown[] = [];
  cursor.at++;
  for (let next = skip(cursor); next !== "" && next !== "]" && next !== "}"; next = skip(cursor)) {
    elements.push(readValue(cursor, depth + 1));
  }
  cursor.at++;
  return elements;
}

function readText(cursor: Cursor): string {
  const text = /"((?:[^"\\\n]|\\.)*)"?/y;
  text.lastIndex = cursor.at;
  const found = text.exec(cursor.code);
  cursor.at += Math.max(1, found?.[0].length ?? 1);
  return found?.[1] ?? "";
}

const KINDS: readonly { readonly says: RegExp; readonly value: unknown }[] = [
  { says: /^(true|false)\b|\bbool(ean)?\b/i, value: true },
  { says: /^-?\d+(\.\d+)?\s*$|\b(int(eger)?|number|float|double|long)\b/i, value: 1 },
  { says: /\b(array|list)\b/i, value: [] },
  { says: /\b(object|hash|dictionary|map)\b/i, value: {} },
  { says: /^null\b/i, value: null },
];

/** `(string) the campaign's name,` or a bare literal; what follows on the line belongs to it. */
function readWords(cursor: Cursor, depth: number): unknown {
  const literal = /(?:true|false|null|-?\d+(?:\.\d+)?)(?=\s*[,}\]\n])/y;
  literal.lastIndex = cursor.at;
  const found = literal.exec(cursor.code)?.[0];
  const end = cursor.code.indexOf("\n", cursor.at);
  const line = found ?? cursor.code.slice(cursor.at, end < 0 ? undefined : end);
  const opens = found === undefined ? /[[{]\s*$/.exec(line)?.index : undefined;
  cursor.at += Math.max(1, opens ?? line.length);
  if (opens !== undefined) return readValue(cursor, depth);
  const kind = /^\(([^)]*)\)/.exec(line)?.[1] ?? line;
  const row = KINDS.find(({ says }) => says.test(kind));
  return row === undefined ? "" : row.value;
}

function toNextLine(cursor: Cursor): void {
  const end = cursor.code.indexOf("\n", cursor.at);
  cursor.at = end < 0 ? cursor.code.length : end + 1;
}
