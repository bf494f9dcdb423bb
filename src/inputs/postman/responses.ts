import type { MediaFact, ResponseFact } from "../../evidence/http-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { inferSchema, type Sample } from "../inferred-schema.ts";
import { child, children, type Node, placeOf, record, text } from "../node.ts";
import { TELLS_NOTHING } from "../response-headers.ts";
import { readSampleJson } from "../sample-json.ts";
import { shownAnswer } from "../shown-answer.ts";
import { mediaTypeOf } from "./bodies.ts";
import { readKeyValues } from "./key-values.ts";
import type { PostmanRequest } from "./postman-request.ts";
import { sketchedAnswer } from "./scripts.ts";
import { valueSchema } from "./value-schema.ts";
import type { Variables } from "./variables.ts";

/** Answers of one status that are looked at. */
const MOST = 20;

/**
 * The saved answers of all variants by status. Where none tells of success, what the description shows and the fields
 * that scripts look at are its answer; where there are none either, there is one of which nothing is known.
 */
export function readResponses(variants: readonly PostmanRequest[], variables: Variables): ResponseFact[] {
  const byStatus = new Map<string, Node[]>();
  for (const { item } of variants) {
    for (const node of children(child(item.node, "response"))) {
      const status = statusOf(node);
      if (status === undefined) continue;
      const held = byStatus.get(status);
      if (held) held.push(node);
      else byStatus.set(status, [node]);
    }
  }
  const saved = [...byStatus].map(([status, nodes]) => readResponse(status, nodes, variables));
  return saved.some(({ status }) => /^[23]/.test(status)) ? saved : [unsaved(variants), ...saved];
}

function statusOf(node: Node): string | undefined {
  const code = text(record(node).code) ?? /^\d{3}/.exec(text(record(node).status) ?? "")?.[0];
  return code !== undefined && /^[1-5]\d\d$/.test(code) ? code : undefined;
}

function unsaved(variants: readonly PostmanRequest[]): ResponseFact {
  const [first] = variants;
  if (!first) throw new Error("an operation has a request");
  const at = { document: first.at.document, pointer: `${first.at.pointer}/event` };
  const [sample, ...more] = [...variants.flatMap(shownSample), ...variants.flatMap((one) => sketch(one, at))];
  const content: MediaFact[] = sample
    ? [{ mediaType: "application/json", schema: inferSchema([sample, ...more]), examples: [] }]
    : [];
  return { status: "200", description: undefined, headers: [], content, at: sample?.at ?? first.at };
}

/** The answer that the description shows. */
function shownSample({ description, at }: PostmanRequest): Sample[] {
  const value = shownAnswer(description ?? "");
  const pointer = `${at.pointer}/request/description`;
  return value === undefined ? [] : [{ value, at: { document: at.document, pointer } }];
}

/** The fields that scripts look at. */
function sketch({ scripts }: PostmanRequest, at: SourceRef): Sample[] {
  const value = sketchedAnswer(scripts);
  return value === undefined ? [] : [{ value, at }];
}

function readResponse(status: string, nodes: readonly Node[], variables: Variables): ResponseFact {
  const [first] = nodes;
  if (!first) throw new Error("a status has an answer");
  return {
    status,
    description: text(record(first).name) ?? text(record(first).status),
    headers: readHeaders(nodes, variables),
    content: readContent(nodes.slice(0, MOST)),
    at: placeOf(first),
  };
}

/** The samples of one media type together. */
function readContent(nodes: readonly Node[]): MediaFact[] {
  const samples = new Map<string, Sample[]>();
  for (const node of nodes) {
    const body = child(node, "body");
    const written = typeof body.value === "string" ? body.value : "";
    if (written.trim() === "") continue;
    const sample = readSampleJson(written);
    const mediaType = typeOf(node, sample !== undefined);
    const held = samples.get(mediaType) ?? [];
    if (sample) held.push({ value: sample.value, at: placeOf(body) });
    samples.set(mediaType, held);
  }
  return [...samples].map(([mediaType, found]) => {
    const [sample, ...more] = found;
    return {
      mediaType,
      schema: sample && inferSchema([sample, ...more]),
      examples: found.map(({ value, at }) => ({ value, at })),
    };
  });
}

/** A body that is JSON is JSON, whatever its header says; one without header that isn't is what it is shown as. */
function typeOf(node: Node, isJson: boolean): string {
  const declared = mediaTypeOf(readKeyValues(child(node, "header")));
  if (isJson) return declared !== undefined && /json/.test(declared) ? declared : "application/json";
  const language = text(record(node)._postman_previewlanguage)?.toLowerCase();
  return declared ?? (language === "html" || language === "xml" ? `text/${language}` : "text/plain");
}

function readHeaders(nodes: readonly Node[], variables: Variables): ResponseFact["headers"] {
  const found = new Map<string, ResponseFact["headers"][number]>();
  for (const pair of nodes.flatMap((node) => readKeyValues(child(node, "header")))) {
    const key = pair.key.toLowerCase();
    if (key === "" || TELLS_NOTHING.test(key) || found.has(key)) continue;
    const { key: name, description, node } = pair;
    found.set(key, { name, description, schema: valueSchema(pair, variables), at: placeOf(node) });
  }
  return [...found.values()];
}
