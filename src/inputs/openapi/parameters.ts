import type { ParameterFact } from "../../evidence/http-facts.ts";
import { isRecord, member, type Raw } from "../json-value.ts";
import { child, children, extensions, flag, type Node, placeOf, record, text } from "../node.ts";
import { readExamples } from "./media.ts";
import type { Reading } from "./reading.ts";

/** The parameters of an operation and its path as nodes, references followed; the operation's win over the path's. */
export function parameterNodes(operation: Node, pathItem: Node, reading: Reading): Node[] {
  const own = listed(child(operation, "parameters"), reading);
  const shared = listed(child(pathItem, "parameters"), reading);
  if (own.length === 0 || shared.length === 0) return own.length === 0 ? shared : own;
  const seen = new Set(own.map(identity));
  return [...own, ...shared.filter((node) => !seen.has(identity(node)))];
}

function identity(node: Node): string {
  return `${String(member(node.value, "in"))} ${String(member(node.value, "name"))}`;
}

/** A list, or leniently a map from names to parameters. */
function listed(parameters: Node, reading: Reading): Node[] {
  if (parameters.value === undefined || parameters.value === null) return [];
  if (Array.isArray(parameters.value)) return children(parameters).map((node) => reading.references.follow(node));
  reading.collector.report("input/parameters-as-map", {}, placeOf(parameters));
  return children(parameters).map((entry) => {
    const node = reading.references.follow(entry);
    return member(node.value, "name") === undefined ? { ...node, value: { name: entry.key, ...record(node) } } : node;
  });
}

/** Those that aren't part of the body. */
export function readParameters(nodes: readonly Node[], reading: Reading): ParameterFact[] {
  return nodes.flatMap((node) => {
    const held = reading.parameters.get(node.value);
    if (held !== undefined || reading.parameters.has(node.value)) return held ?? [];
    const read = readParameter(node, reading);
    reading.parameters.set(node.value, read);
    return read ?? [];
  });
}

function readParameter(node: Node, reading: Reading): ParameterFact | undefined {
  const raw = record(node);
  const place = text(raw.in)?.trim().toLowerCase() ?? "";
  const name = text(raw.name);
  if (place === "body" || place === "formdata") return undefined;
  if (name === undefined || !isPlace(place)) {
    reading.collector.report("input/unusable-parameter", { name: name ?? "", in: place }, placeOf(node));
    return undefined;
  }
  return {
    name,
    in: place,
    required: flag(raw.required) || place === "path" || saysRequired(raw),
    description: text(raw.description),
    deprecated: flag(raw.deprecated),
    schema: reading.schemas.viewOf(parameterSchema(node, reading)),
    ...styleOf(raw),
    examples: readExamples(node, reading).map(({ value }) => value),
    extensions: extensions(raw),
    at: placeOf(node),
  };
}

const REQUIRED = /^\W*required\b(?![*_\s]+(?:if|when|only|unless|for|by|with|to|on|in|and)\b)/i;
const OF_PAGES = /token|cursor|page/i;

/** Where the keyword is left out, a description may begin with it; a page's token is needed from the second page on. */
function saysRequired({ required, name, description }: Raw): boolean {
  return required === undefined && REQUIRED.test(text(description) ?? "") && !OF_PAGES.test(text(name) ?? "");
}

function isPlace(word: string): word is ParameterFact["in"] {
  return word === "query" || word === "header" || word === "path" || word === "cookie";
}

/** What 2.0 says beside the schema of a parameter or header; the rest of the object is its schema. */
const NOT_SCHEMA: ReadonlySet<string> = new Set([
  "name",
  "in",
  "required",
  "description",
  "allowEmptyValue",
  "collectionFormat",
  "style",
  "explode",
  "deprecated",
  "schema",
  "content",
  "example",
  "examples",
]);

/** Where a parameter's or header's schema is: `schema`, `content`, or (2.0, or sloppily in 3.x) the object itself. */
export function parameterSchema(node: Node, reading: Reading): Node {
  const schema = child(node, "schema");
  if (isRecord(schema.value) || typeof schema.value === "boolean") return schema;
  const [content] = children(child(node, "content"));
  if (content) return child(reading.references.follow(content), "schema");
  if (reading.version === "3.x") reading.collector.report("input/parameter-without-schema", {}, placeOf(node));
  return { ...node, value: schemaMembers(record(node)) };
}

export function schemaMembers(raw: Raw): Raw {
  return Object.fromEntries(Object.entries(raw).filter(([key]) => !NOT_SCHEMA.has(key)));
}

/** 2.0's `collectionFormat` in the words of 3.x. */
const COLLECTION_STYLES: Readonly<Record<string, { readonly style: string; readonly explode: boolean }>> = {
  csv: { style: "form", explode: false },
  ssv: { style: "spaceDelimited", explode: false },
  pipes: { style: "pipeDelimited", explode: false },
  multi: { style: "form", explode: true },
};

function styleOf(raw: Raw): Pick<ParameterFact, "style" | "explode"> {
  const format = text(raw.collectionFormat);
  if (format !== undefined && Object.hasOwn(COLLECTION_STYLES, format)) {
    return COLLECTION_STYLES[format] ?? { style: undefined, explode: undefined };
  }
  return { style: text(raw.style), explode: typeof raw.explode === "boolean" ? raw.explode : undefined };
}
