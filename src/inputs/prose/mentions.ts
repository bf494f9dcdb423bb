import type { SourceRef } from "../../evidence/source-ref.ts";
import { type Block, lineAt, plainText, type Words } from "./blocks.ts";
import { endpointRows } from "./endpoint-tables.ts";
import { labelledValues } from "./labelled-values.ts";
import { isGeneral, METHOD_LABEL, TARGET_LABEL } from "./labels.ts";
import { requestLine, targetIn } from "./request-line.ts";
import type { Section } from "./sections.ts";
import { type ShownRequest, shownRequests } from "./shown-requests.ts";
import { readTarget, type Target } from "./target-path.ts";

/** A place where a page names an endpoint. */
export interface Mention {
  /** `undefined`: a path without a method. */
  readonly method: string | undefined;
  readonly target: Target;
  /**
   * How it is named: as the subject of its section; in a list of endpoints; as the request of a sample; as an address
   * in passing.
   */
  readonly how: "declared" | "listed" | "shown" | "named";
  readonly section: Section;
  /** Index of the block in its section; −1 for the heading. */
  readonly block: number;
  /** Words beside it that tell what it does. */
  readonly words: Words;
  readonly at: SourceRef;
  readonly request?: ShownRequest;
}

type Found = Pick<Mention, "method" | "target" | "how" | "words" | "at" | "request">;

/** All endpoints that the heading and the blocks of a section name, in order. */
export function mentionsIn(section: Section): readonly Mention[] {
  const found: Mention[] = [];
  const add = (block: number, all: readonly Found[]) => found.push(...all.map((one) => ({ ...one, section, block })));
  add(-1, inHeading(section));
  for (const [at, block] of section.blocks.entries()) add(at, inBlock(block, section));
  const pair = inPairs(section);
  if (pair) add(pair.block, [pair.found]);
  return isGeneral(section) ? found.map(inPassing) : found;
}

/** Where a page speaks of the API as a whole, endpoints are examples. */
function inPassing(mention: Mention): Mention {
  return mention.how === "declared" && mention.block >= 0 ? { ...mention, how: "shown" } : mention;
}

function foundIn(text: string, how: Mention["how"], at: SourceRef, words: Words = []): Found[] {
  const line = requestLine(text);
  const target = line && readTarget(line.target);
  return line && target && target.segments.length + Number(target.hasServer) > 0
    ? [{ method: line.method, target, how, words, at }]
    : [];
}

const METHOD_WORD = /\b(?:GET|POST|PUT|PATCH|DELETE)\b/;

function inHeading(section: Section): Found[] {
  const { title, at, parent } = section;
  if (section.level === 0) return [];
  const direct = foundIn(title, "declared", at);
  if (direct.length > 0) return direct;
  const method = METHOD_WORD.exec(title);
  if (method) {
    const within = foundIn(title.slice(method.index), "declared", at);
    if (within.length > 0) return within;
    // `## Users [/users]` with `### List [GET]` below it.
    const above = /\[(\/[^\]]*)\]\s*$/.exec(parent?.title ?? "")?.[1];
    if (above !== undefined && /\[\w+\]\s*$/.test(title)) return foundIn(`${method[0]} ${above}`, "declared", at);
  }
  const path = /^[`"']?(\/[\w{}:<>/.\-*$]+)[`"']?$/.exec(title)?.[1];
  const target = path === undefined ? undefined : readTarget(path);
  if (!target || target.segments.length === 0) return [];
  // A label above it, as pages with coloured methods have.
  const above = parent?.sections.indexOf(section) === 0 ? parent.blocks.at(-1) : undefined;
  const label =
    above?.kind === "paragraph" ? /^(GET|POST|PUT|PATCH|DELETE)$/i.exec(plainText(above.words))?.[1] : undefined;
  return [{ method: label?.toUpperCase(), target, how: "declared", words: [], at }];
}

function inBlock(block: Block, section: Section): Found[] {
  switch (block.kind) {
    case "paragraph":
      return inParagraph(block.words, block.at);
    case "list":
      return inList(block);
    case "code":
      return inCode(block);
    case "table":
      return endpointRows(block).flatMap(({ method, path, words, at, isOnly }) => {
        const target = readTarget(path);
        return target ? [{ method, target, how: isOnly ? ("declared" as const) : ("listed" as const), words, at }] : [];
      });
    case "definitions":
      return block.entries.flatMap(({ term, at, body }) => {
        const [first] = body;
        const words = first?.kind === "paragraph" ? first.words : [];
        return foundIn(plainText(term), section.level === 0 ? "listed" : "declared", at, words);
      });
    default:
      return [];
  }
}

const LABELLED = /^(?:[\w /-]{2,30}?)\s*[:：]\s*/;
const SENTENCE =
  /\b(GET|POST|PUT|PATCH|DELETE)\b[`*]*\s+(?:(?:HTTP )?request|call|method)?\s*(?:on|to|at|against|for|with)\s+(?:the )?(?:endpoint |url |path |address )*[`'"*]*/i;

function inParagraph(words: Words, at: SourceRef): Found[] {
  const text = plainText(words);
  const direct = foundIn(text, "declared", at, rest(words));
  if (direct.length > 0) return direct;
  const label = LABELLED.exec(text);
  const labelled = label ? foundIn(text.slice(label[0].length), "declared", at) : [];
  if (labelled.length > 0) return labelled;
  const apart = methodThenPath(words);
  if (apart) return [{ ...apart, how: "declared", words: [], at }];
  const sentence = SENTENCE.exec(text);
  const told = sentence ? targetIn(text.slice(sentence.index + sentence[0].length)) : undefined;
  const target = told === undefined ? undefined : readTarget(told);
  if (sentence && target)
    return [{ method: (sentence[1] ?? "").toUpperCase(), target, how: "declared", words: [], at }];
  return [...inCodeRuns(words, at), ...addresses(words, at)];
}

/** `` `GET` request sent: `/users` ``: both in code, few words between them. */
function methodThenPath(words: Words): Pick<Found, "method" | "target"> | undefined {
  const at = words.findIndex(
    ({ text, mark }) => mark !== undefined && /^(?:GET|POST|PUT|PATCH|DELETE)$/.test(text.trim()),
  );
  const next = words.slice(at + 1, at + 3);
  const path = next.find(({ mark }) => mark === "code");
  const between = next.slice(0, path ? next.indexOf(path) : 0);
  if (at < 0 || !path || plainText(between).length > 40 || /[.;]/.test(plainText(between))) return undefined;
  const target = readTarget(targetIn(path.text.trim()) ?? "");
  return target && target.segments.length > 0 ? { method: words[at]?.text.trim(), target } : undefined;
}

/** What a line says behind the endpoint. */
function rest(words: Words): Words {
  const code = words.findIndex(({ mark }) => mark === "code");
  return code < 0 ? [] : words.slice(code + 1);
}

function inCodeRuns(words: Words, at: SourceRef): Found[] {
  const alone = words.filter(({ text }) => text.trim() !== "").length === 1;
  return words.flatMap(({ text, mark }, index): Found[] => {
    if (mark !== "code") return [];
    const isSubject = alone || (index <= 1 && plainText(words.slice(0, index)).split(" ").length <= 3);
    const line = foundIn(text, isSubject ? "declared" : "shown", at);
    if (line.length > 0) return line;
    const written = targetIn(text.trim());
    const target =
      written === undefined || written !== text.trim().replace(/[.:*]+$/, "") ? undefined : readTarget(written);
    return target ? [{ method: undefined, target, how: "named", words, at }] : [];
  });
}

const ADDRESS = /https?:\/\/[^\s"'`<>()[\]]*(?:[<{[][\w .-]+[>}\]][^\s"'`<>()[\]]*)*/g;

function addresses(words: Words, at: SourceRef): Found[] {
  return words.flatMap(({ text, mark }): Found[] =>
    mark === "code"
      ? []
      : [...text.matchAll(ADDRESS)].flatMap(([address]) => {
          const target = readTarget(address.replace(/[.,;:]+$/, ""));
          return target ? [{ method: undefined, target, how: "named" as const, words, at }] : [];
        }),
  );
}

function inList(list: Extract<Block, { kind: "list" }>): Found[] {
  return list.items.flatMap(({ blocks }) => {
    const [first] = blocks;
    return first?.kind === "paragraph" ? inParagraph(first.words, first.at) : [];
  });
}

const PROGRAM =
  /^(?:json.*|js|javascript|ts|typescript|python|py|ruby|rb|php|java|csharp|cs|c#|go|kotlin|swift|graphql|xml|html|yaml|yml|sql|diff|css|scala|rust|perl)$/;
const MOST_LINES = 60;

function inCode({ language, text, at }: Extract<Block, { kind: "code" }>): Found[] {
  const { document } = at;
  const start = Number(/\d+/.exec(at.pointer)?.[0] ?? 1);
  const shown = shownRequests(text).flatMap((request): Found[] => {
    const target = readTarget(request.url);
    const place = lineAt(document, start + request.line);
    const isKnown = target && target.segments.length > 0;
    return isKnown ? [{ method: request.method, target, how: "shown", words: [], at: place, request }] : [];
  });
  if (shown.length > 0 || PROGRAM.test(language)) return shown;
  const lines = text.split("\n", MOST_LINES).filter((line) => line.trim() !== "");
  const requests = lines.flatMap((line, index) =>
    /^\s*[<{["]/.test(line) ? [] : foundIn(line.replace(/^\s*>\s*/, ""), "declared", lineAt(document, start + index)),
  );
  const [first] = requests;
  if (first)
    return requests.length > 1 ? requests.map((one) => ({ ...one, how: "listed" as const })) : [withHost(first, lines)];
  return lines.length === 1 ? alone(lines[0] ?? "", at) : [];
}

/** A code block that holds one address. */
function alone(line: string, at: SourceRef): Found[] {
  const written = targetIn(line.trim());
  const target =
    written === undefined || written !== line.trim().replace(/[.:]+$/, "") ? undefined : readTarget(written);
  return target ? [{ method: undefined, target, how: "named", words: [], at }] : [];
}

/** `Host: api.acme.com` in the message of a request. */
function withHost(found: Found, lines: readonly string[]): Found {
  if (found.target.origin !== undefined) return found;
  const host = lines.map((line) => /^\s*>?\s*Host:\s*([\w.{}:-]+)/i.exec(line)?.[1]).find((one) => one !== undefined);
  return host === undefined
    ? found
    : { ...found, target: { ...found.target, origin: `https://${host}`, hasServer: true } };
}

/** `Method: GET` and `URL: /users` in lines of their own, in either order. */
function inPairs(section: Section): { readonly block: number; readonly found: Found } | undefined {
  const labelled = section.blocks.flatMap((block, index) => labelledValues(block).map((one) => ({ ...one, index })));
  const methods = labelled.flatMap(({ label, value, index }) => {
    const method = METHOD_LABEL.test(label) ? METHOD_VALUE.exec(value)?.[1] : undefined;
    return method === undefined ? [] : [{ method: method.toUpperCase(), index }];
  });
  for (const { label, value, at, index } of labelled) {
    if (!TARGET_LABEL.test(label) || requestLine(value)) continue;
    const target = readTarget(targetIn(value.trim()) ?? "");
    const near = methods.findLast((one) => one.index <= index) ?? methods.find((one) => one.index <= index + 3);
    if (target && near) return { block: index, found: { method: near.method, target, how: "declared", words: [], at } };
  }
  return undefined;
}

const METHOD_VALUE = /\b(GET|POST|PUT|PATCH|DELETE)\b/i;
