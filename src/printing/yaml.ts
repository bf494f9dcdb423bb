import { wrapText } from "./wrap.ts";
import { createStringPrinter, type StringPrinter, type YamlPlace, type YamlVersion } from "./yaml-string.ts";

/** What can be printed as YAML. Keys keep their order; a value may carry a comment for the lines above it. */
export type YamlValue = null | boolean | number | string | readonly YamlValue[] | YamlMap | Commented;

export interface YamlMap {
  readonly [key: string]: YamlValue;
}

const COMMENT: unique symbol = Symbol("comment");

export interface Commented {
  readonly [COMMENT]: string;
  readonly value: YamlValue;
}

/** The value with `text` above it as a wrapped comment. */
export function commented(text: string, value: YamlValue): Commented {
  return { [COMMENT]: text, value };
}

export function isCommented(value: YamlValue): value is Commented {
  return typeof value === "object" && value !== null && COMMENT in value;
}

/** The same value without its comments, as a reader of the printed text will see it. */
export function withoutComments(value: YamlValue): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isCommented(value)) return withoutComments(value.value);
  if (isList(value)) return value.map(withoutComments);
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, withoutComments(held)]));
}

interface YamlFormat {
  readonly version: YamlVersion;
  /** Longer texts go on in the next line; 0: never. */
  readonly lineWidth: number;
  /** Characters of a comment's line without its indentation. */
  readonly commentWidth: number;
  /** Whether lists of plain values that fit on the line of their key stand there: `type: [string, "null"]`. */
  readonly shortLists?: boolean;
}

/** What readers of version 1.1 (PyYAML) and 1.2 understand alike. */
const FOR_ALL: YamlFormat = { version: "1.1", lineWidth: 0, commentWidth: 100 };

/**
 * Block YAML, lists indented below their key; `header`, each of its texts wrapped, becomes a comment at the top. It is written as it goes: a tree
 * of nodes takes ten times the time and the memory.
 */
export function printYaml(
  value: YamlValue,
  header: string | readonly string[] = [],
  format: YamlFormat = FOR_ALL,
): string {
  const print = createStringPrinter(format.version, format.lineWidth);
  const keys = new Map<string, string>();
  const written = createLines();
  const writer: Writer = {
    put: written.put,
    print,
    printKey: (key) => {
      const held = keys.get(key) ?? print(key, AS_KEY);
      keys.set(key, held);
      return held;
    },
    shortListWidth: format.shortLists ? format.lineWidth : 0,
    comment: (text) => wrapText(text, format.commentWidth).map((line) => `# ${line}`),
  };
  const above = [header].flat().flatMap(writer.comment);
  if (above.length > 0) writer.put(`${above.join("\n")}\n`);
  write(value, "", "", writer);
  return written.text();
}

/** Lines put together at a time: as many pieces as a big document has would be moved about in memory until its end. */
const AT_ONCE = 1000;

function createLines(): { readonly put: (line: string) => void; readonly text: () => string } {
  const texts: string[] = [];
  const lines: string[] = [];
  const putTogether = () => {
    texts.push(lines.join("\n"));
    lines.length = 0;
  };
  return {
    put: (line) => {
      lines.push(line);
      if (lines.length === AT_ONCE) putTogether();
    },
    text: () => {
      putTogether();
      return texts.at(-1) === "" ? `${texts.join("\n")}` : `${texts.join("\n")}\n`;
    },
  };
}

/** A key stays on its line wherever it stands. */
const AS_KEY: YamlPlace = { indent: "  ", isKey: true };

interface Writer {
  /** Writes a line. */
  readonly put: (line: string) => void;
  readonly print: StringPrinter;
  readonly printKey: (key: string) => string;
  readonly shortListWidth: number;
  readonly comment: (text: string) => string[];
}

/** `start` stands on the first line already (`  - `, `  name: `); `indent` is of the lines that follow. */
function write(value: YamlValue, start: string, indent: string, writer: Writer): void {
  if (typeof value !== "object" || value === null) writer.put(`${start}${scalar(value, { indent }, writer)}`);
  else if (isList(value)) writeList(value, start, indent, writer);
  else if (isCommented(value)) write(value.value, start, indent, writer);
  else writeMap(value, start, indent, writer);
}

function writeList(values: readonly YamlValue[], start: string, indent: string, writer: Writer): void {
  if (values.length === 0) writer.put(`${start}[]`);
  const inside = `${indent}  `;
  let before = start;
  for (const value of values) {
    before = writeComment(value, before, indent, writer);
    write(value, `${before}- `, inside, writer);
    before = indent;
  }
}

function writeMap(map: YamlMap, start: string, indent: string, writer: Writer): void {
  if (!isFilled(map)) writer.put(`${start}{}`);
  let before = start;
  for (const key of Object.keys(map)) {
    const value = map[key];
    if (value === undefined) continue;
    before = writeComment(value, before, indent, writer);
    writePair(key, value, { start: before, indent }, writer);
    before = indent;
  }
}

/** Longer keys must be marked as keys. */
const LONGEST_KEY = 1024;

function writePair(
  key: string,
  value: YamlValue,
  { start, indent }: { readonly start: string; readonly indent: string },
  writer: Writer,
): void {
  const inside = `${indent}  `;
  const name = writer.printKey(key);
  const held = isCommented(value) ? value.value : value;
  if (name.length > LONGEST_KEY) {
    writer.put(`${start}? ${name}`);
    write(held, `${indent}: `, inside, writer);
  } else if (typeof held !== "object" || held === null) {
    writer.put(`${start}${name}: ${scalar(held, { indent: inside, taken: name.length + 2 }, writer)}`);
  } else if (isFilled(held)) {
    const list = shortList(held, writer.shortListWidth - start.length - name.length - 2, writer);
    writer.put(list === undefined ? `${start}${name}:` : `${start}${name}: ${list}`);
    if (list === undefined) write(held, inside, inside, writer);
  } else {
    write(held, `${start}${name}: `, inside, writer);
  }
}

/** Undefined for what isn't a list of plain values, or is too long. */
function shortList(value: YamlValue, width: number, writer: Writer): string | undefined {
  if (width <= 0 || typeof value !== "object" || value === null || !isList(value)) return undefined;
  const texts: string[] = [];
  let left = width - 2;
  for (const one of value) {
    const text = typeof one === "object" && one !== null ? shortList(one, left, writer) : inList(one, writer);
    if (text === undefined || text.length > left) return undefined;
    texts.push(text);
    left -= text.length + 2;
  }
  return `[${texts.join(", ")}]`;
}

/** Undefined for a text of several lines; what means something between brackets is quoted. */
function inList(value: null | boolean | number | string, writer: Writer): string | undefined {
  const text = scalar(value, AS_KEY, writer);
  if (text.includes("\n")) return undefined;
  return /[,[\]{}]/.test(text) && !/^["']/.test(text) ? JSON.stringify(text) : text;
}

/** Gives what the line of the value itself begins with. */
function writeComment(value: YamlValue, start: string, indent: string, writer: Writer): string {
  if (!isCommented(value)) return start;
  writer.comment(value[COMMENT]).forEach((line, at) => {
    writer.put(`${at === 0 ? start : indent}${line}`);
  });
  return indent;
}

/** A list or a map with something in it goes below its key. */
function isFilled(value: YamlValue): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (isList(value)) return value.length > 0;
  if (isCommented(value)) return isFilled(value.value);
  for (const key in value) if (value[key] !== undefined) return true;
  return false;
}

function scalar(value: null | boolean | number | string, place: YamlPlace, { print }: Writer): string {
  if (typeof value === "string") return print(value, place);
  return Object.is(value, -0) ? "-0" : String(value);
}

const isList = (value: YamlValue): value is readonly YamlValue[] => Array.isArray(value);
