import type { OperationFact } from "../../evidence/http-facts.ts";
import { isRecord } from "../json-value.ts";
import { readBodyParameters, readRequestBody } from "./bodies.ts";
import { lazy } from "./lazy.ts";
import { child, children, extensions, flag, type Node, placeOf, record, text } from "./node.ts";
import { parameterNodes, readParameters } from "./parameters.ts";
import type { Reading } from "./reading.ts";
import { readResponses } from "./responses.ts";
import { readSecurity } from "./security.ts";
import { readServerList } from "./servers.ts";

const METHODS: ReadonlySet<string> = new Set([
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
  "query",
]);

export function readOperations(reading: Reading): OperationFact[] {
  const operations: OperationFact[] = [];
  for (const { key: path, ...written } of children(child(reading.root, "paths"))) {
    if (path.startsWith("x-")) continue;
    const pathItem = reading.references.follow(written);
    if (!isRecord(pathItem.value)) continue;
    for (const { key, ...node } of children(pathItem)) {
      if (METHODS.has(key.toLowerCase()) && isRecord(node.value)) {
        operations.push(readOperation({ path, method: key.toUpperCase(), node, pathItem }, reading));
      }
    }
  }
  return operations;
}

interface Written {
  readonly path: string;
  readonly method: string;
  readonly node: Node;
  readonly pathItem: Node;
}

/** Cheap to make: what isn't needed to tell operations apart is read when it is asked for. */
function readOperation({ path, method, node, pathItem }: Written, reading: Reading): OperationFact {
  const raw = record(node);
  const nodes = lazy(() => parameterNodes(node, pathItem, reading));
  const parameters = lazy(() => readParameters(nodes(), reading));
  const body = lazy(() =>
    reading.version === "2.0"
      ? readBodyParameters(nodes(), mediaTypes("consumes", node, reading), reading)
      : readRequestBody(node, reading),
  );
  const responses = lazy(() => readResponses(node, mediaTypes("produces", node, reading), reading));
  return {
    id: `${method} ${path}`,
    method,
    path,
    operationId: text(raw.operationId),
    summary: text(raw.summary) ?? text(child(pathItem, "summary").value),
    description: text(raw.description) ?? text(child(pathItem, "description").value),
    tags: Array.isArray(raw.tags) ? raw.tags.flatMap((tag) => text(tag) ?? []) : [],
    deprecated: flag(raw.deprecated),
    documentation: text(child(child(node, "externalDocs"), "url").value),
    get parameters() {
      return parameters();
    },
    get body() {
      return body();
    },
    get responses() {
      return responses();
    },
    security: readSecurity(node),
    servers: readServerList(node, reading) ?? readServerList(pathItem, reading),
    get extensions() {
      return extensions(raw);
    },
    at: placeOf(node),
  };
}

function mediaTypes(keyword: "consumes" | "produces", node: Node, reading: Reading): readonly string[] {
  const own = child(node, keyword).value ?? child(reading.root, keyword).value;
  const list = Array.isArray(own) ? own : [own];
  return list.filter((type) => typeof type === "string" && type.includes("/"));
}
