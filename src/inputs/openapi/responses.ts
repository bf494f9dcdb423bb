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
  const shared = reading.version === "3.x" ? reading.responses.get(node.value) : undefined;
  const { content, headers } = shared ?? readParts(node, produces, reading);
  reading.responses.set(node.value, { content, headers });
  const status = entry.key.toUpperCase();
  return {
    status: status === "DEFAULT" ? "default" : status,
    description: text(record(node).description),
    headers,
    content,
    at: placeOf(node),
  };
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
