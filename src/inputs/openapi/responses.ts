import type { ResponseFact } from "../../evidence/http-facts.ts";
import { isRecord } from "../json-value.ts";
import { child, children, type Entry, type Node, placeOf, record, text } from "../node.ts";
import { readContent, readProduced } from "./media.ts";
import { parameterSchema } from "./parameters.ts";
import type { Reading } from "./reading.ts";

/** `produces` only matters to 2.0. */
export function readResponses(operation: Node, produces: readonly string[], reading: Reading): ResponseFact[] {
  const responses = reading.references.follow(child(operation, "responses"));
  if (responses.value === undefined) reading.collector.report("input/no-responses", {}, placeOf(operation));
  return children(responses)
    .filter(({ key }) => !key.startsWith("x-"))
    .map((entry) => readResponse(entry, produces, reading));
}

function readResponse(entry: Entry, produces: readonly string[], reading: Reading): ResponseFact {
  const node = reading.references.follow(entry);
  const status = entry.key === "default" ? entry.key : statusOf(entry.key);
  const shared = reading.version === "3.x" ? reading.responses.get(node.value) : undefined;
  if (shared) return shared.status === status ? shared : { ...shared, status };
  const { content, headers } = readParts(node, produces, reading);
  const read = { status, description: text(record(node).description), headers, content, at: placeOf(node) };
  reading.responses.set(node.value, read);
  return read;
}

function statusOf(key: string): string {
  const status = key.toUpperCase();
  return status === "DEFAULT" ? "default" : status;
}

function readParts(
  node: Node,
  produces: readonly string[],
  reading: Reading,
): Pick<ResponseFact, "content" | "headers"> {
  const isOld = !isRecord(record(node).content);
  return {
    content: isOld ? readProduced(node, produces, reading) : readContent(child(node, "content"), reading),
    headers: children(child(node, "headers")).map((header) => readHeader(header, reading)),
  };
}

function readHeader(entry: Entry, reading: Reading): ResponseFact["headers"][number] {
  const node = reading.references.follow(entry);
  return {
    name: entry.key,
    description: text(record(node).description),
    schema: reading.schemas.viewOf(parameterSchema(node, reading)),
    at: placeOf(node),
  };
}
