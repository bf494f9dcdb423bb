import type { BodyFact, MediaFact } from "../../evidence/http-facts.ts";
import { inferSchema } from "../inferred-schema.ts";
import { child, type Node, placeOf, record, text } from "../node.ts";
import { readParameterNote } from "../parameter-note.ts";
import { plainSchema } from "../plain-schema.ts";
import { readSampleJson } from "../sample-json.ts";
import { type KeyValue, readKeyValues } from "./key-values.ts";
import type { PostmanRequest } from "./postman-request.ts";
import { valueSchema } from "./value-schema.ts";
import type { Variables } from "./variables.ts";

/** What the variants of one operation send in their bodies. */
export function readBodies(variants: readonly PostmanRequest[], variables: Variables): BodyFact | undefined {
  const sent = variants.flatMap((request) => readMedia(request, variables) ?? []);
  const [first] = sent;
  if (!first) return undefined;
  const samples = sent.flatMap(({ examples }) => examples);
  const [sample, ...more] = samples;
  const schema = sample ? inferSchema([sample, ...more]) : first.schema;
  const media: MediaFact = { mediaType: first.mediaType, schema, examples: samples };
  return { required: true, description: undefined, content: [media], at: placeOf(first.node) };
}

type Sent = MediaFact & { readonly node: Node };

function readMedia(request: PostmanRequest, variables: Variables): Sent | undefined {
  const { body } = request;
  const mode = text(record(body).mode);
  const declared = mediaTypeOf(request.headers);
  switch (mode) {
    case "raw":
      return readRaw(child(body, "raw"), declared ?? languageOf(body));
    case "urlencoded":
    case "formdata":
      return readForm(
        child(body, mode),
        mode === "formdata" ? "multipart/form-data" : "application/x-www-form-urlencoded",
        variables,
      );
    case "graphql":
      return readGraphql(child(body, "graphql"));
    default:
      return undefined;
  }
}

export function mediaTypeOf(headers: readonly KeyValue[]): string | undefined {
  const value = headers.find(({ key, disabled }) => !disabled && /^content-type$/i.test(key))?.value;
  const plain = value?.split(";")[0]?.trim().toLowerCase();
  return plain !== undefined && /^[\w.+*-]+\/[\w.+*-]+$/.test(plain) ? plain : undefined;
}

function languageOf(body: Node): string | undefined {
  const language = text(record(child(child(body, "options"), "raw")).language)?.toLowerCase();
  return language === undefined || language === "text" ? undefined : `application/${language}`;
}

function readRaw(node: Node, declared: string | undefined): Sent | undefined {
  const written = typeof node.value === "string" ? node.value : "";
  if (written.trim() === "") return undefined;
  const sample = readSampleJson(written);
  const mediaType = declared ?? (sample ? "application/json" : "text/plain");
  const examples = sample ? [{ value: sample.value as unknown, at: placeOf(node) }] : [];
  return { mediaType, schema: undefined, examples, node };
}

function readForm(node: Node, mediaType: string, variables: Variables): Sent | undefined {
  const pairs = readKeyValues(node);
  if (pairs.length === 0) return undefined;
  const properties = new Map(
    pairs.map((pair) => [
      pair.key,
      pair.type === "file"
        ? plainSchema(placeOf(pair.node), { types: ["string"], format: "binary" })
        : valueSchema(pair, variables),
    ]),
  );
  const required = pairs.filter(
    ({ description, disabled }) => readParameterNote(description ?? "").required ?? !disabled,
  );
  const schema = plainSchema(placeOf(node), {
    types: ["object"],
    properties,
    required: new Set(required.map(({ key }) => key)),
  });
  return { mediaType, schema, examples: [], node };
}

function readGraphql(node: Node): Sent {
  const field = (name: string) =>
    plainSchema(placeOf(child(node, name)), { types: [name === "query" ? "string" : "object"] });
  const properties = new Map(["query", "variables"].map((name) => [name, field(name)]));
  const schema = plainSchema(placeOf(node), { types: ["object"], properties, required: new Set(["query"]) });
  return { mediaType: "application/json", schema, examples: [], node };
}
