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
  const pieces = createPieces();
  const writer: Writer = {
    put: pieces.put,
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
  if (above.length > 0) pieces.put(`${above.join("\n")}\n`);
  write(value, { depth: 0, isBegun: above.length === 0 }, writer);
  return pieces.text();
}

/** Pieces put together at a time: as many as a big document has would be moved about in memory until its end. */
const AT_ONCE = 4000;

function createPieces(): { readonly put: (piece: string) => void; readonly text: () => string } {
  const texts: string[] = [];
  const pieces: string[] = [];
  const putTogether = () => {
    texts.push(pieces.join(""));
    pieces.length = 0;
  };
  return {
    put: (piece) => {
      pieces.push(piece);
      if (pieces.length === AT_ONCE) putTogether();
    },
    text: () => {
      pieces.push("\n");
      putTogether();
      return texts.join("");
    },
  };
}

/** A key stays on its line wherever it stands. */
const AS_KEY: YamlPlace = { indent: 2, isKey: true };

interface Writer {
  /** Writes on. */
  readonly put: (piece: string) => void;
  readonly print: StringPrinter;
  readonly printKey: (key: string) => string;
  readonly shortListWidth: number;
  readonly comment: (text: string) => string[];
}

/** Where something is to be written. */
interface Place {
  /** Steps of indentation. */
  readonly depth: number;
  /** Whether its first line is begun already (`  - `, `  name: `). */
  readonly isBegun: boolean;
}

/** Beginnings of lines by their depth, with the end of the line before. */
const LINES = Array.from({ length: 40 }, (_, depth) => `\n${"  ".repeat(depth)}`);

function beginLine({ depth, isBegun }: Place, { put }: Writer): void {
  if (!isBegun) put(LINES[depth] ?? `\n${"  ".repeat(depth)}`);
}

function write(value: YamlValue, place: Place, writer: Writer): void {
  if (isCommented(value)) write(value.value, place, writer);
  else if (typeof value !== "object" || value === null) {
    beginLine(place, writer);
    writer.put(scalar(value, { indent: 2 * place.depth }, writer));
  } else if (isList(value)) writeList(value, place, writer);
  else writeMap(value, place, writer);
}

function writeList(values: readonly YamlValue[], place: Place, writer: Writer): void {
  if (values.length === 0) writeEmpty("[]", place, writer);
  const next = { depth: place.depth, isBegun: false };
  const inside = { depth: place.depth + 1, isBegun: true };
  let before = place;
  for (const value of values) {
    if (isCommented(value)) before = writeComment(value, before, writer);
    beginLine(before, writer);
    writer.put("- ");
    write(value, inside, writer);
    before = next;
  }
}

function writeMap(map: YamlMap, place: Place, writer: Writer): void {
  if (!isFilled(map)) writeEmpty("{}", place, writer);
  const next = { depth: place.depth, isBegun: false };
  let before = place;
  for (const key of Object.keys(map)) {
    const value = map[key];
    if (value === undefined) continue;
    if (isCommented(value)) {
      before = writeComment(value, before, writer);
      writePair(key, value.value, before, writer);
    } else writePair(key, value, before, writer);
    before = next;
  }
}

function writeEmpty(text: string, place: Place, writer: Writer): void {
  beginLine(place, writer);
  writer.put(text);
}

/** Longer keys must be marked as keys. */
const LONGEST_KEY = 1024;

function writePair(key: string, value: YamlValue, place: Place, writer: Writer): void {
  const { depth } = place;
  const { put } = writer;
  const name = writer.printKey(key);
  beginLine(place, writer);
  if (name.length > LONGEST_KEY) {
    put(`? ${name}`);
    beginLine({ depth, isBegun: false }, writer);
    put(": ");
    write(value, { depth: depth + 1, isBegun: true }, writer);
    return;
  }
  put(name);
  if (typeof value !== "object" || value === null) {
    put(": ");
    put(scalar(value, { indent: 2 * depth + 2, taken: name.length + 2 }, writer));
  } else if (isFilled(value)) {
    // What stands before the key takes as much as the indentation does.
    const list = shortList(value, writer.shortListWidth - 2 * depth - name.length - 2, writer);
    put(list === undefined ? ":" : `: ${list}`);
    if (list === undefined) write(value, { depth: depth + 1, isBegun: false }, writer);
  } else {
    put(": ");
    write(value, { depth: depth + 1, isBegun: true }, writer);
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

/** Gives where the value itself begins. */
function writeComment(value: Commented, place: Place, writer: Writer): Place {
  const next = { depth: place.depth, isBegun: false };
  writer.comment(value[COMMENT]).forEach((line, at) => {
    beginLine(at === 0 ? place : next, writer);
    writer.put(line);
  });
  return next;
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
