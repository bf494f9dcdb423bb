import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { wrapText } from "./wrap.ts";

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

/** YAML that readers of version 1.1 (PyYAML) and 1.2 understand alike; `header` becomes a comment at the top. */
export function printYaml(value: YamlValue, header?: string): string {
  const document = new Document(node(value), { version: "1.1", merge: false, aliasDuplicateObjects: false });
  if (header !== undefined) document.commentBefore = commentLines(header);
  return document.toString({ lineWidth: 0, indentSeq: true }).replace(UNPRINTABLE_ALL, escaped);
}

function node(value: YamlValue): Scalar | YAMLMap | YAMLSeq {
  if (typeof value !== "object" || value === null) return scalar(value);
  if (isCommented(value)) return node(value.value);
  if (isList(value)) return sequence(value);
  const map = new YAMLMap();
  for (const [key, held] of Object.entries(value)) {
    const name = scalar(key);
    if (isCommented(held)) name.commentBefore = commentLines(held[COMMENT]);
    map.items.push(new Pair(name, node(held)));
  }
  return map;
}

function sequence(values: readonly YamlValue[]): YAMLSeq {
  const list = new YAMLSeq();
  for (const held of values) {
    const item = node(held);
    if (isCommented(held)) item.commentBefore = commentLines(held[COMMENT]);
    list.items.push(item);
  }
  return list;
}

function scalar(value: null | boolean | number | string): Scalar {
  const made = new Scalar(value);
  // What can't be printed is escaped afterwards, which only double quotes allow.
  if (typeof value === "string" && (UNPRINTABLE.test(value) || MISREAD_WHEN_PLAIN.test(value))) {
    made.value = value.toWellFormed();
    made.type = Scalar.QUOTE_DOUBLE;
    // The printer takes "<<" for a merge key whatever the quotes; only a tag keeps it text.
    if (value === "<<") made.tag = "tag:yaml.org,2002:str";
  }
  return made;
}

const isList = (value: YamlValue): value is readonly YamlValue[] => Array.isArray(value);

const commentLines = (text: string): string =>
  wrapText(text, 100)
    .map((line) => ` ${line}`)
    .join("\n");

/** Beyond what YAML 1.1 calls printable, and line separators, which would end a line for some readers. */
const UNPRINTABLE = /(?![\t\n])[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u;
const UNPRINTABLE_ALL = new RegExp(UNPRINTABLE, "gu");

/** Special to one version of YAML only: 1.1's merge and value keys, 1.2's octal numbers. */
const MISREAD_WHEN_PLAIN = /^(=|<<|0o[0-7]+)$/;

const escaped = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
