import type { HttpFacts } from "../../evidence/http-facts.ts";
import type { ReadContext } from "../read-context.ts";
import { documentInfo, type SourceDocument } from "../source-document.ts";
import { child, children, extensions, isRecord, member, type Node, placeOf, text } from "./node.ts";
import { readOperations } from "./operations.ts";
import { readProse } from "./prose.ts";
import type { Reading } from "./reading.ts";
import { createReferences } from "./references.ts";
import { createSchemas } from "./schemas.ts";
import { readSecurity, readSecuritySchemes } from "./security.ts";
import { readServers } from "./servers.ts";

/** `OpenAPI 3.0.1`, `Swagger 2.0`; `undefined` for anything else. */
export function openapiFormat(value: unknown): string | undefined {
  const openapi = text(member(value, "openapi"));
  if (openapi !== undefined) return `OpenAPI ${openapi}`;
  const swagger = text(member(value, "swagger"));
  return swagger === undefined ? undefined : `Swagger ${swagger === "2" ? "2.0" : swagger}`;
}

export async function readOpenapi(documents: readonly SourceDocument[], context: ReadContext): Promise<HttpFacts> {
  const [first] = documents;
  if (!first) throw new Error("no document to read");
  const references = createReferences(() => "broken", context.collector);
  const schemas = createSchemas(references, context.collector);
  const version = isRecord(first.value) && Object.hasOwn(first.value, "openapi") ? "3.x" : "2.0";
  const root: Node = { document: first, pointer: "", value: first.value };
  return readDocument({ root, version, references, schemas, collector: context.collector });
}

function readDocument(reading: Reading): HttpFacts {
  const { root } = reading;
  const info = child(root, "info");
  return {
    kind: "http",
    documents: [documentInfo(root.document, openapiFormat(root.value) ?? "")],
    title: text(child(info, "title").value) ?? root.document.name,
    version: text(child(info, "version").value),
    description: text(child(info, "description").value),
    documentation: text(child(child(root, "externalDocs"), "url").value),
    prose: readProse(reading),
    servers: readServers(reading),
    securitySchemes: readSecuritySchemes(reading),
    security: readSecurity(root),
    operations: readOperations(reading),
    webhooks: readWebhooks(reading),
    extensions: { ...extensions(root.value), ...extensions(info.value) },
  };
}

function readWebhooks({ root, references }: Reading): HttpFacts["webhooks"] {
  return [child(root, "webhooks"), child(root, "x-webhooks")].flatMap(children).map(({ key, ...written }) => {
    const node = references.follow(written);
    const [operation] = children(node).filter(({ value }) => isRecord(value));
    const description =
      operation && (text(member(operation.value, "description")) ?? text(member(operation.value, "summary")));
    return { name: key, description, at: placeOf(node) };
  });
}
