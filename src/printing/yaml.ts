import { wrapText } from "./wrap.ts";
import { createStringPrinter, type StringPrinter, type YamlVersion } from "./yaml-string.ts";

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
  const writer: Writer = {
    lines: [],
    text: createStringPrinter(format.version, format.lineWidth),
    comment: (text) => wrapText(text, format.commentWidth).map((line) => `# ${line}`),
  };
  const above = [header].flat().flatMap(writer.comment);
  if (above.length > 0) writer.lines.push(...above, "");
  write(value, { start: "", indent: "" }, writer);
  return `${writer.lines.join("\n")}\n`;
}

interface Writer {
  readonly lines: string[];
  readonly text: StringPrinter;
  readonly comment: (text: string) => string[];
}

interface Place {
  /** What stands on the first line already: `  - `, `  name: `. */
  readonly start: string;
  /** Of the lines that follow. */
  readonly indent: string;
  /** Columns of a text's first line that its key takes. */
  readonly taken?: number;
}

function write(value: YamlValue, place: Place, writer: Writer): void {
  if (typeof value !== "object" || value === null) writer.lines.push(place.start + scalar(value, place, writer));
  else if (isCommented(value)) write(value.value, place, writer);
  else if (isList(value)) writeList(value, place, writer);
  else writeMap(value, place, writer);
}

function writeList(values: readonly YamlValue[], { start, indent }: Place, writer: Writer): void {
  if (values.length === 0) writer.lines.push(`${start}[]`);
  let before = start;
  for (const value of values) {
    before = writeComment(value, { start: before, indent }, writer);
    write(value, { start: `${before}- `, indent: `${indent}  ` }, writer);
    before = indent;
  }
}

function writeMap(map: YamlMap, { start, indent }: Place, writer: Writer): void {
  const keys = Object.keys(map).filter((key) => map[key] !== undefined);
  if (keys.length === 0) writer.lines.push(`${start}{}`);
  let before = start;
  for (const key of keys) {
    const value = map[key] ?? null;
    before = writeComment(value, { start: before, indent }, writer);
    writePair(key, value, { start: before, indent }, writer);
    before = indent;
  }
}

/** Longer keys must be marked as keys. */
const LONGEST_KEY = 1024;

function writePair(key: string, value: YamlValue, { start, indent }: Place, writer: Writer): void {
  const inside = `${indent}  `;
  const name = writer.text(key, { indent: inside, isKey: true });
  if (name.length > LONGEST_KEY) {
    writer.lines.push(`${start}? ${name}`);
    write(value, { start: `${indent}: `, indent: inside }, writer);
  } else if (isFilled(value)) {
    writer.lines.push(`${start}${name}:`);
    write(value, { start: inside, indent: inside }, writer);
  } else {
    write(value, { start: `${start}${name}: `, indent: inside, taken: name.length + 2 }, writer);
  }
}

/** Gives what the line of the value itself begins with. */
function writeComment(value: YamlValue, { start, indent }: Place, writer: Writer): string {
  if (!isCommented(value)) return start;
  writer.comment(value[COMMENT]).forEach((line, at) => {
    writer.lines.push((at === 0 ? start : indent) + line);
  });
  return indent;
}

/** A list or a map with something in it goes below its key. */
function isFilled(value: YamlValue): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (isCommented(value)) return isFilled(value.value);
  return isList(value) ? value.length > 0 : Object.values(value).some((held) => held !== undefined);
}

function scalar(value: null | boolean | number | string, { indent, taken }: Place, { text }: Writer): string {
  if (typeof value === "string") return text(value, taken === undefined ? { indent } : { indent, taken });
  return Object.is(value, -0) ? "-0" : String(value);
}

export function isMap(value: YamlValue): value is YamlMap {
  return typeof value === "object" && value !== null && !isCommented(value) && !isList(value);
}

const isList = (value: YamlValue): value is readonly YamlValue[] => Array.isArray(value);
