import type { ParameterFact } from "../../evidence/http-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { plainSchema } from "../plain-schema.ts";
import { type Block, plainText, type Words } from "./blocks.ts";
import type { Captioned } from "./captions.ts";
import { type Field, type FieldList, fieldsOfBlock } from "./fields.ts";
import { type Role, roleOf } from "./labels.ts";
import type { Route } from "./routes.ts";
import type { Part } from "./scopes.ts";
import { eachSection, type Section } from "./sections.ts";

/** What an endpoint's parts describe: parameters, and fields of its body and of its answer. */
export interface Described {
  readonly parameters: readonly Field[];
  readonly body: readonly Field[];
  readonly response: readonly FieldList[];
  readonly responseHeaders: readonly Field[];
}

interface Sorted {
  readonly parameters: Field[];
  readonly body: Field[];
  readonly response: FieldList[];
  readonly responseHeaders: Field[];
}

/** `shown`: names at the top of the answers that are shown, by which a table without a caption is told. */
export function describedIn(parts: readonly Captioned[], route: Route, shown: ReadonlySet<string>): Described {
  const sorted: Sorted = { parameters: [], body: [], response: [], responseHeaders: [] };
  for (const { part, role } of parts) {
    const list = fieldsOfBlock(part.block);
    if (list) sortInto(sorted, list, roleOfFields(list, role, part.block, { route, shown }), route);
    else if (part.block.kind === "definitions") nestedLists(part.block, sorted, route);
  }
  return sorted;
}

/** `Query Parameters:` as a term, and the list of them below it. */
function nestedLists(block: Extract<Block, { kind: "definitions" }>, sorted: Sorted, route: Route): void {
  for (const { term, body } of block.entries) {
    const role = roleOf(plainText(term));
    for (const inner of body) {
      const list = role && fieldsOfBlock(inner);
      if (list) sortInto(sorted, list, role, route);
    }
  }
}

function roleOfFields(list: FieldList, role: Role | undefined, block: Block, seen: Seen): Role | undefined {
  const { fields, called } = list;
  const isShown = overlaps(fields, seen.shown);
  if (role === "response" && /param/i.test(called) && !isShown) return "parameters";
  if (role && role !== "request") return role;
  if (/param|argument|option|filter|query/i.test(called)) return "parameters";
  if (/header/i.test(called)) return "header";
  if (isShown) return "response";
  return roleOfUncaptioned(list, role, block, seen.route.method);
}

interface Seen {
  readonly route: Route;
  /** Names in the answers that are shown. */
  readonly shown: ReadonlySet<string>;
}

function roleOfUncaptioned(
  { fields, called }: FieldList,
  role: Role | undefined,
  block: Block,
  method: string,
): Role | undefined {
  if (role === undefined && /field|attribute|propert/i.test(called)) return method === "GET" ? "response" : "body";
  if (fields.some((field) => field.in !== undefined)) return "parameters";
  return block.kind === "list" && role === undefined ? undefined : "parameters";
}

function overlaps(fields: readonly Field[], shown: ReadonlySet<string>): boolean {
  const known = fields.filter(({ name }) => shown.has(name)).length;
  return known >= 2 && known >= fields.length / 2;
}

/** Of one table: no endpoint takes more. */
const MOST_FIELDS = 1000;

function sortInto(sorted: Sorted, list: FieldList, role: Role | undefined, route: Route): void {
  if (role === undefined || role === "none") return;
  const inPath = new Set([...route.path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => plainName(name)));
  const placed = list.fields.slice(0, MOST_FIELDS).map((field) => ({
    ...field,
    in: field.in ?? placeOf(role, route, inPath.has(plainName(field.name))),
  }));
  const answer = placed.filter((field) => field.in === "response");
  sorted.body.push(...placed.filter((field) => field.in === "body"));
  sorted.parameters.push(
    ...placed.filter(({ in: place }) => place === "query" || place === "path" || place === "header"),
  );
  if (role === "response-headers" || role === "header") sorted.responseHeaders.push(...answer);
  else if (answer.length > 0) sorted.response.push({ ...list, fields: answer });
}

function placeOf(role: Role, { method }: Route, inPath: boolean): Field["in"] {
  switch (role) {
    case "query":
    case "path":
      return inPath ? "path" : "query";
    case "header":
      return "header";
    case "body":
    case "parameters":
    case "request":
      if (inPath) return "path";
      return method === "GET" || (method === "DELETE" && role !== "body") ? "query" : "body";
    case "response":
    case "response-headers":
      return "response";
    case "error":
    case "none":
      return undefined;
  }
}

export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

const MENTIONED = /^\s*(?:URL |url |HTTP |request )?(?:query(?:[- ]?string)? |GET )?param(?:eter)?s?\b/;
const CAPTION = /^\W*(?:(required|optional|available|supported|query|url)[\w ]*?)?\bparam(?:eter)?s?\W*:\W*$/i;

/** Parameters that sentences name: `` the `limit` query parameter ``, `` **Required parameters**: `type`, … ``. */
export function parametersInText(parts: readonly Part[]): Field[] {
  return parts.flatMap(({ block }): Field[] => (block.kind === "paragraph" ? inSentence(block.words, block.at) : []));
}

function inSentence(words: Words, at: SourceRef): Field[] {
  const found: Field[] = [];
  const label = CAPTION.exec(plainText(words.slice(0, firstCode(words))));
  for (const [index, { text, mark }] of words.entries()) {
    if (mark !== "code" || !/^[A-Za-z_][\w.[\]-]{0,60}$/.test(text)) continue;
    const next = words[index + 1]?.text ?? "";
    const isLabelled = label !== null && index === firstCode(words);
    if (!isLabelled && !MENTIONED.test(next)) continue;
    found.push({
      name: text,
      in: "query",
      type: undefined,
      required: isLabelled && /required/i.test(label[1] ?? "") ? true : undefined,
      description: plainText(words).slice(0, 500),
      default: undefined,
      example: undefined,
      at,
    });
  }
  return found;
}

function firstCode(words: Words): number {
  const at = words.findIndex(({ mark }) => mark === "code");
  return at < 0 ? words.length : at;
}

/** Headings that are names of parameters, below one that speaks of them. */
export function parametersInHeadings(section: Section): Field[] {
  return section.sections.flatMap((below): Field[] => {
    const codes = below.words.filter(({ mark }) => mark === "code").map(({ text }) => text);
    const others = plainText(below.words.filter(({ mark }) => mark !== "code"));
    if (codes.length === 0 || !/^(?:and|or|,|\/|&|\s|\(\w+\))*$/i.test(others)) return [];
    if (!codes.every((code) => /^[a-z_][\w.[\]-]{0,40}$/.test(code))) return [];
    const [first] = below.blocks;
    const description = first?.kind === "paragraph" ? plainText(first.words) : "";
    return codes.map((name) => ({
      name,
      in: "query",
      type: undefined,
      required: undefined,
      description,
      default: undefined,
      example: undefined,
      at: below.at,
    }));
  });
}

/** Parameters that a section about all endpoints describes. */
export function generalParameters(section: Section): Field[] {
  const found: Field[] = [];
  for (const one of eachSection(section)) {
    let caption = one.title;
    for (const block of one.blocks) {
      if (block.kind === "paragraph") caption = `${one.title} ${plainText(block.words).slice(-200)}`;
      const list = fieldsOfBlock(block);
      if (!list) continue;
      const isQuery = /param|query/i.test(list.called) || /\bparam(?:eter)?s?\b|\bquery\b/i.test(caption);
      const isAnswer = /\bheaders?\b|\bresponse\b/i.test(caption) && !/\bparam/i.test(list.called);
      if (isQuery && !isAnswer)
        found.push(...list.fields.map((field) => ({ ...field, in: field.in ?? ("query" as const) })));
    }
    found.push(...one.blocks.flatMap((block) => (block.kind === "paragraph" ? inSentence(block.words, block.at) : [])));
  }
  return found.filter((field) => field.in === "query");
}

/** One fact for each name and place; what is described first counts, later words fill what it leaves open. */
export function parameterFacts(route: Route, fields: readonly Field[]): readonly ParameterFact[] {
  const facts = new Map<string, Field>();
  const holes = [...route.path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
  const paths = fields.filter((field) => field.in === "path");
  for (const [index, name] of holes.entries()) {
    const byName = fields.find((field) => plainName(field.name) === plainName(name));
    const byOrder = paths.length === holes.length ? paths[index] : undefined;
    const field = byName ?? byOrder ?? emptyField(name, route.at);
    facts.set(`path ${name}`, { ...field, name, in: "path", required: true });
  }
  const inPath = new Set([...holes, ...paths.map((field) => field.name)].map(plainName));
  for (const field of fields) {
    if (field.in === "path" || inPath.has(plainName(field.name)) || (field.in !== "query" && field.in !== "header"))
      continue;
    const key = `${field.in} ${field.name}`;
    const held = facts.get(key);
    facts.set(key, held ? merged(held, field) : field);
  }
  return [...facts.values()].map(parameterFact);
}

function merged(one: Field, other: Field): Field {
  return {
    ...one,
    type: one.type ?? other.type,
    required: one.required ?? other.required,
    description: one.description === "" ? other.description : one.description,
    default: one.default ?? other.default,
    example: one.example ?? other.example,
  };
}

function emptyField(name: string, at: SourceRef): Field {
  return {
    name,
    in: "path",
    type: undefined,
    required: true,
    description: "",
    default: undefined,
    example: undefined,
    at,
  };
}

function parameterFact({ name, in: place, type, required, description, example, ...field }: Field): ParameterFact {
  const { at } = field;
  const items = type?.isArray
    ? plainSchema(at, { id: `items ${at.document}#${at.pointer} ${name}`, types: type.types })
    : undefined;
  return {
    name,
    in: place === "header" || place === "path" ? place : "query",
    required: required ?? false,
    description: description === "" ? undefined : description,
    deprecated: /\bdeprecated\b/i.test(description.slice(0, 60)),
    schema: plainSchema(at, {
      id: `parameter ${at.document}#${at.pointer} ${place} ${name}`,
      types: type?.isArray ? ["array"] : (type?.types ?? []),
      format: type?.format ?? formatTold(description, type?.types[0]),
      enum: type?.enum,
      default: defaultValue(field.default, type?.types[0]),
      minimum: boundIn(description, "min"),
      maximum: boundIn(description, "max"),
      items,
    }),
    style: undefined,
    explode: undefined,
    examples: example === undefined || SECRET.test(name) ? [] : [example],
    extensions: {},
    at,
  };
}

/** `The date must be in ISO 8601 format`. */
function formatTold(description: string, type: string | undefined): string | undefined {
  if (type !== undefined && type !== "string") return undefined;
  return /\biso[ -]?8601\b|\brfc ?3339\b/i.test(description) ? "date-time" : undefined;
}

/** `Maximum : 100`, in a line of its own as generators of pages write it. */
function boundIn(description: string, which: "min" | "max"): number | undefined {
  const found = new RegExp(`\\b${which}(?:imum)?(?: value)?\\s{0,3}[:=]\\s{0,3}\`?(\\d{1,9})\\b`, "i").exec(
    description,
  )?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Values of these are made up, or somebody's. */
const SECRET = /token|secret|password|api_?key|auth/i;

function defaultValue(text: string | undefined, type: string | undefined): unknown {
  if (text === undefined) return undefined;
  const plain = text.replace(/^["'`]|["'`.]$/g, "");
  if ((type === "integer" || type === "number" || type === undefined) && /^-?\d+(?:\.\d+)?$/.test(plain))
    return Number(plain);
  if (/^(?:true|false)$/i.test(plain) && type !== "string") return /^true$/i.test(plain);
  return plain.length <= 60 && !/\s/.test(plain) ? plain : undefined;
}
