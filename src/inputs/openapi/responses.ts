import type { ResponseFact } from "../../evidence/http-facts.ts";
import { isRecord } from "../json-value.ts";
import { lazy } from "./lazy.ts";
import { readContent, readProduced } from "./media.ts";
import { child, children, type Node, placeOf, record, text } from "./node.ts";
import { parameterSchema } from "./parameters.ts";
import type { Reading } from "./reading.ts";

export function readResponses(operation: Node, produces: readonly string[], reading: Reading): ResponseFact[] {
  const responses = reading.references.follow(child(operation, "responses"));
  return children(responses)
    .filter(({ key }) => !key.startsWith("x-"))
    .map(({ key, ...node }) => readResponse(key, reading.references.follow(node), produces, reading));
}

function readResponse(status: string, node: Node, produces: readonly string[], reading: Reading): ResponseFact {
  const raw = record(node);
  const content = lazy(() =>
    isRecord(raw.content) ? readContent(child(node, "content"), reading) : readProduced(node, produces, reading),
  );
  const headers = lazy(() => readHeaders(node, reading));
  return {
    status: status.toUpperCase() === "DEFAULT" ? "default" : status.toUpperCase(),
    description: text(raw.description),
    get headers() {
      return headers();
    },
    get content() {
      return content();
    },
    at: placeOf(node),
  };
}

function readHeaders(response: Node, reading: Reading): ResponseFact["headers"] {
  return children(child(response, "headers")).map(({ key, ...entry }) => {
    const node = reading.references.follow(entry);
    const schema = lazy(() => reading.schemas.viewOf(parameterSchema(node, reading)));
    return {
      name: key,
      description: text(record(node).description),
      get schema() {
        return schema();
      },
      at: placeOf(node),
    };
  });
}
