import type { MediaFact } from "../../evidence/http-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { isRecord, member } from "../json-value.ts";
import { child, children, type Node, placeOf, record } from "../node.ts";
import type { Reading } from "./reading.ts";

type Example = { readonly value: unknown; readonly at: SourceRef };

/** The `content` of a 3.x body or response. */
export function readContent(content: Node, reading: Reading): MediaFact[] {
  return children(content).map((entry) => readMedia(entry.key, reading.references.follow(entry), reading));
}

function readMedia(mediaType: string, node: Node, reading: Reading): MediaFact {
  const schema = child(node, "schema");
  const items = child(node, "itemSchema"); // 3.2: of each element of a stream of lines or events
  const written = schema.value !== undefined ? schema : items.value !== undefined ? listOf(items) : undefined;
  return {
    mediaType: plainMediaType(mediaType),
    schema: written && reading.schemas.viewOf(written),
    examples: readExamples(node, reading),
  };
}

function listOf(items: Node): Node {
  return { ...items, value: { type: "array", items: items.value } };
}

/** `example` and `examples` of a media type, parameter or header: a map of Example Objects, or leniently plain values. */
export function readExamples(node: Node, reading: Reading): readonly Example[] {
  const { example, examples } = record(node);
  if (example === undefined && examples === undefined) return NO_EXAMPLES;
  const one = child(node, "example");
  const first = one.value === undefined ? [] : [{ value: one.value, at: placeOf(one) }];
  const several = children(child(node, "examples")).map((entry) => {
    const example = reading.references.follow(entry);
    const value =
      isRecord(example.value) && Object.hasOwn(example.value, "value") ? member(example.value, "value") : example.value;
    return { value, at: placeOf(example) };
  });
  return [...first, ...several];
}

const NO_EXAMPLES: readonly Example[] = [];

/** A 2.0 response: one schema, an example for each media type, media types from `produces`. */
export function readProduced(response: Node, produces: readonly string[], reading: Reading): MediaFact[] {
  const schemaNode = child(response, "schema");
  const examples = child(response, "examples");
  if (schemaNode.value === undefined && examples.value === undefined) return [];
  const schema = schemaNode.value === undefined ? undefined : reading.schemas.viewOf(schemaNode);
  const exampleTypes = Object.keys(record(examples)).filter((key) => key.includes("/"));
  const types = [...new Set([...(produces.length > 0 ? produces : ["application/json"]), ...exampleTypes])];
  return types.map((type) => {
    const example = child(examples, type);
    return {
      mediaType: plainMediaType(type),
      schema,
      examples: example.value === undefined ? [] : [{ value: example.value, at: placeOf(example) }],
    };
  });
}

export function plainMediaType(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}
