import { type Code, code } from "./code.ts";
import { isPythonReserved } from "./python-words.ts";
import { wrapText } from "./wrap.ts";

/** Python as it will look: holes carry their indentation into every line of what fills them. */
export function py(strings: TemplateStringsArray, ...holes: readonly Code[]): Code {
  const held = templates.get(strings) ?? dedented(strings);
  templates.set(strings, held);
  let text = "";
  held.forEach(({ part, indent }, at) => {
    text += part;
    const hole = holes[at]?.text ?? "";
    text += indent !== "" && hole.includes("\n") ? hole.replace(LINE, indent) : hole;
  });
  return code(text);
}

interface TemplatePart {
  readonly part: string;
  /** What the lines of the hole behind it begin with, after the first. */
  readonly indent: string;
}

/** A template's own text is the same each time it is filled. */
const templates = new WeakMap<TemplateStringsArray, readonly TemplatePart[]>();

/** Where a line begins that isn't empty, but for the first. */
const LINE = /(?<=\n)(?!\n|$)/g;
const HOLE = "\0";

function dedented(strings: TemplateStringsArray): readonly TemplatePart[] {
  const body = strings
    .join(HOLE)
    .replace(/^\n/, "")
    .replace(/\n[ \t]*$/, "\n");
  const lines = body.split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const least = indents.length === 0 ? 0 : Math.min(...indents);
  const text = lines.map((line) => (line.trim() === "" ? "" : line.slice(least))).join("\n");
  let before = "";
  return text.split(HOLE).map((part) => {
    before += part;
    return { part, indent: /(?:^|\n)([ \t]*)[^\n]*$/.exec(before)?.[1] ?? "" };
  });
}

/** A Python literal of a JSON value; strings are ASCII, so that no document can break out of or disguise one. */
export function lit(value: unknown): Code {
  return code(literal(value));
}

/** The literal as a tuple instead of a list. */
export function tuple(values: readonly unknown[]): Code {
  const inner = values.map(literal).join(", ");
  return code(values.length === 1 ? `(${inner},)` : `(${inner})`);
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "None";
  if (typeof value === "string") return stringLiteral(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value).map(([key, held]) => `${stringLiteral(key)}: ${literal(held)}`);
    return `{${entries.join(", ")}}`;
  }
  throw new TypeError(`no Python literal for a ${typeof value}`);
}

function stringLiteral(text: string): string {
  // JSON's escapes are Python's, but for surrogate pairs and DEL upwards, which are written by code point here.
  const escaped = JSON.stringify(text.toWellFormed()).replace(/[\u007f-\u{10ffff}]/gu, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return point > 0xffff ? `\\U${point.toString(16).padStart(8, "0")}` : `\\u${point.toString(16).padStart(4, "0")}`;
  });
  return escaped;
}

/** Text, or an expression without double quotes, backslashes and line ends: Python before 3.12 takes no others. */
export type FStringPart = string | Code;

/** An f-string; braces in its texts stay braces. */
export function fString(parts: readonly FStringPart[]): Code {
  const inner = parts.map((part) => {
    if (typeof part === "string") return stringLiteral(part).slice(1, -1).replace(/[{}]/g, "$&$&");
    if (/["\\\n]/.test(part.text)) throw new Error(`${part.text} can't stand in an f-string`);
    return `{${part.text}}`;
  });
  return code(`f"${inner.join("")}"`);
}

/** A name that was made by `naming.ts`; refuses anything that is no Python identifier. */
export function ident(name: string): Code {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || isPythonReserved(name)) {
    throw new Error(`"${name}" is no Python identifier`);
  }
  return code(name);
}

/** Prose as `#` lines of at most 88 columns at the given depth of indentation. */
export function comment(text: string, indent = 0): Code {
  return code(
    wrapText(text, 86 - indent)
      .map((line) => `# ${line}`.trimEnd())
      .join("\n"),
  );
}

/** Prose as a docstring: first sentence on the first line, the rest below it; inert whatever the text holds. */
export function docstring(summary: string, details: string | undefined = undefined, indent = 4): Code {
  const safe = (text: string) => text.replaceAll("\\", "\\\\").replaceAll('"', "'");
  const first = wrapText(safe(summary), 88 - indent - 6);
  const rest = details === undefined ? [] : ["", ...wrapText(safe(details), 88 - indent)];
  const body = [...first, ...rest];
  return code(body.length === 1 ? `"""${body[0] ?? ""}"""` : `"""${body.join("\n")}\n"""`);
}
