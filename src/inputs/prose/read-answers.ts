import type { MediaFact, ResponseFact } from "../../evidence/http-facts.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { inferSchema, type Sample } from "../inferred-schema.ts";
import { readSampleJson } from "../sample-json.ts";
import { lineAt, plainText, type Table, type Words } from "./blocks.ts";
import type { Captioned } from "./captions.ts";
import type { Models } from "./models.ts";
import { readType } from "./type-words.ts";

/** JSON that a page shows as an answer. */
export interface ShownAnswer extends Sample {
  readonly status: string;
  readonly headers: readonly ShownHeader[];
}

export interface ShownHeader {
  readonly name: string;
  readonly value: string;
  readonly at: SourceRef;
}

const DATA = /^(?:json.*|javascript|js|http|text|console|plaintext|txt|yaml|none|shell|bash|sh|)$/;
const MOST_ANSWERS = 30;
const HEADER = /^\s*[<>]?\s*([A-Za-z][\w-]*):\s+(\S.*)$/;
const HEADER_NAME =
  /^(?:link|x-[\w-]+|retry-after|content-range|[\w-]*rate-?limit[\w-]*|next[\w-]*|total[\w-]*|pagination[\w-]*|page[\w-]*)$/i;

/** The answers that an endpoint's parts show, the good ones and the bad. */
export function shownAnswers(parts: readonly Captioned[], method: string): readonly ShownAnswer[] {
  const found: ShownAnswer[] = [];
  for (const one of parts) {
    const { block } = one.part;
    if (block.kind !== "code" || !DATA.test(block.language) || found.length >= MOST_ANSWERS) continue;
    if (!isAnswer(one, method)) continue;
    const answer = answerOf(block.text, block.at, one);
    if (answer) found.push(answer);
  }
  return found;
}

function isAnswer({ role, status, followsRequest, caption }: Captioned, method: string): boolean {
  if (role === "none" || role === "query" || role === "path" || role === "header") return false;
  if (role === "response" || role === "error" || role === "response-headers" || status !== undefined) return true;
  if (method === "GET" || method === "DELETE") return role !== "parameters";
  if (role === "body" || role === "parameters" || role === "request") return false;
  return followsRequest || /\breturn|\bresponse/i.test(caption);
}

function answerOf(text: string, at: SourceRef, { role, status, part }: Captioned): ShownAnswer | undefined {
  const { headers, body, line, told } = messageOf(text, at);
  if (/^\s*\{\s*\}\s*$/.test(body)) return undefined;
  const json = /^\s*[[{]/.test(body) ? readSampleJson(body) : undefined;
  if (!json) return undefined;
  const isError = role === "error" || (json.value !== null && looksBad(json.value));
  const start = Number(/\d+/.exec(at.pointer)?.[0] ?? 1) + line;
  return {
    value: json.value,
    at: lineAt(part.block.at.document, start),
    placeOf: (path) => lineAt(at.document, start + json.lineOf(path)),
    status: told ?? status ?? (isError ? "400" : "200"),
    headers,
  };
}

/** Words that only the answers of failed requests are made of. */
const BAD =
  /^(?:error\w*|errors|message|code|status|statusCode|detail|details|success|reason|timestamp|path|documentation_url|type|title|request_?id)$/i;

function looksBad(value: object): boolean {
  const names = Array.isArray(value) ? [] : Object.keys(value);
  const saysError = names.some((name) => /^errors?$|^error_|^detail$/i.test(name));
  return names.length > 0 && saysError && names.every((name) => BAD.test(name));
}

interface Message {
  readonly headers: readonly ShownHeader[];
  readonly body: string;
  /** On which the body begins, from 0. */
  readonly line: number;
  readonly told: string | undefined;
}

/** A status line and headers above the body, or a command above what it prints. */
function messageOf(text: string, at: SourceRef): Message {
  const lines = text.split("\n");
  const start = Number(/\d+/.exec(at.pointer)?.[0] ?? 1);
  const opens = lines.findIndex((line) => /^\s*[[{]/.test(line));
  const from = opens < 0 ? lines.length : opens;
  const headers: ShownHeader[] = [];
  let told: string | undefined;
  for (const [index, line] of lines.slice(0, Math.min(from, 60)).entries()) {
    told = /^\s*[<>]?\s*(?:HTTP\/[\d.]+|Status:)\s+(\d{3})\b/i.exec(line)?.[1] ?? told;
    const header = HEADER.exec(line);
    if (header && HEADER_NAME.test(header[1] ?? "")) {
      headers.push({ name: header[1] ?? "", value: (header[2] ?? "").trim(), at: lineAt(at.document, start + index) });
    }
  }
  const isMessage = from === 0 || told !== undefined || headers.length > 0 || lines.slice(0, from).every(isPreamble);
  return { headers, body: isMessage ? lines.slice(from).join("\n") : "", line: from, told };
}

const isPreamble = (line: string): boolean =>
  line.trim() === "" ||
  HEADER.test(line) ||
  /^\s*(?:\$|#|\/\/|>|-H|-d|curl|HTTP\b|GET |\S+ \\$)/i.test(line) ||
  /^\s+-/.test(line);

/** Headers that samples show without a body: `Link: <…>; rel="next"`. */
export function shownHeaders(parts: readonly Captioned[]): readonly ShownHeader[] {
  return parts.flatMap(({ part: { block } }) =>
    block.kind === "code" && block.text.length < 20_000 && !/\bcurl\b/.test(block.text)
      ? messageOf(block.text, block.at).headers
      : [],
  );
}

/** The rows of a table of statuses: what each one means, and the type of its body. */
export function statusRows(table: Table, models: Models, one: Captioned): ResponseFact[] {
  const header = table.header.map(({ words }) => plainText(words));
  const codeAt = header.findIndex((text) => /\b(?:code|status|http)\b/i.test(text));
  if (codeAt < 0) return [];
  const typeAt = header.findIndex(
    (text) => /\b(?:schema|type|model|body|response)\b/i.test(text) && !/\bcode|status\b/i.test(text),
  );
  const textAt = header.findIndex((text) => /\bdesc|\bmeaning|\breason|\bmessage/i.test(text));
  return table.rows.flatMap(({ cells, at }): ResponseFact[] => {
    const status = /^\W*([1-5]\d\d|[1-5]xx|default)\b/i.exec(plainText(cells[codeAt]?.words ?? []))?.[1];
    if (status === undefined) return [];
    const type = readType(cells[typeAt]?.words ?? []);
    const schema = type && models.linked(type, one.part.section.page, at);
    const { description, headers } = describedStatus(cells[textAt]?.words ?? [], at);
    const content: MediaFact[] = schema ? [{ mediaType: "application/json", schema, examples: [] }] : [];
    return [{ status: status.toUpperCase(), description: description || undefined, headers, content, at }];
  });
}

/** What a status means, and below the word `Headers` those that come with it: `` `X-Left` (integer) : how many ``. */
function describedStatus(words: Words, at: SourceRef): Pick<ResponseFact, "description" | "headers"> {
  const from = words.findIndex(({ text }) => /^\W*headers\W*$/i.test(text));
  const told = from < 0 ? [] : words.slice(from + 1);
  const names = told.flatMap(({ text, mark }, index) =>
    mark === "code" && /^[\w-]+$/.test(text) ? [{ name: text, index }] : [],
  );
  const headers = names.map(({ name, index }, nth) => {
    const description = plainText(told.slice(index + 1, names[nth + 1]?.index)).replace(/^(?:\([^)]*\))?[\s:–-]*/, "");
    return { name, description: description || undefined, schema: undefined, at };
  });
  return { description: plainText(from < 0 ? words : words.slice(0, from)), headers };
}

/** One schema of all answers of one status. */
export function schemaOfAnswers(answers: readonly ShownAnswer[]): SchemaView | undefined {
  const [first, ...others] = answers;
  if (!first) return undefined;
  const isList = Array.isArray(first.value);
  return inferSchema([first, ...others.filter(({ value }) => Array.isArray(value) === isList)]);
}
