import { Failure } from "../../diagnostics/failure.ts";
import type { HttpFacts } from "../../evidence/http-facts.ts";
import { isRecord, member } from "../json-value.ts";
import type { TextLoader } from "../load-texts.ts";
import { mergeFacts } from "../merge-facts.ts";
import { child, children, extensions, type Node, placeOf, text } from "../node.ts";
import type { ReadContext } from "../read-context.ts";
import { documentInfo, type SourceDocument } from "../source-document.ts";
import { createSchemas } from "./create-schemas.ts";
import { openapiFormat } from "./openapi-format.ts";
import { readOperations } from "./operations.ts";
import { readProse } from "./prose.ts";
import type { Reading } from "./reading.ts";
import { loadReferenced } from "./referenced-documents.ts";
import { createReferences } from "./references.ts";
import { readSecurity, readSecuritySchemes } from "./security.ts";
import { readServers } from "./servers.ts";

/** One or several OpenAPI documents as the facts of one API. Errors: a `Failure` where there is no operation. */
export async function readOpenapi(
  documents: readonly SourceDocument[],
  loader: TextLoader,
  context: ReadContext,
): Promise<HttpFacts> {
  const { collector } = context;
  const referenced = await loadReferenced(documents, loader, context);
  const references = createReferences(referenced, collector);
  const schemas = createSchemas(references, collector);
  const read = documents.map((document) => {
    const format = openapiFormat(document.value);
    if (format?.declared === false) {
      collector.report("input/no-version", { format: format.name }, { document: document.name, pointer: "" });
    }
    const root: Node = { document, pointer: "", value: document.value };
    const reading: Reading = {
      root,
      version: format?.version ?? "3.x",
      references,
      schemas,
      collector,
      parameters: new Map(),
      responses: new Map(),
    };
    return readDocument(reading, format?.name ?? "");
  });
  const facts = mergeFacts(read, collector);
  if (facts.operations.length === 0) throw new Failure("unusable", withoutOperations(facts));
  const others = referenced.documents.map((document) => documentInfo(document, "referred to"));
  return { ...facts, documents: [...facts.documents, ...others] };
}

function withoutOperations({ documents, webhooks }: HttpFacts): string {
  const origins = documents.map(({ origin }) => origin).join(", ");
  const instead =
    webhooks.length > 0
      ? `only webhooks (${webhooks.length}), from which nothing can be read`
      : "its `paths` are empty";
  return `${origins} describes no operations: ${instead}`;
}

function readDocument(reading: Reading, format: string): HttpFacts {
  const { root } = reading;
  const info = child(root, "info");
  return {
    kind: "http",
    documents: [documentInfo(root.document, format)],
    title: text(child(info, "title").value) ?? root.document.name.replace(/\.\w+$/, ""),
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
  return [child(root, "webhooks"), child(root, "x-webhooks")].flatMap(children).map((entry) => {
    const node = references.follow(entry);
    const [operation] = children(node).filter(({ value }) => isRecord(value));
    const description =
      operation && (text(member(operation.value, "description")) ?? text(member(operation.value, "summary")));
    return { name: entry.key, description, at: placeOf(node) };
  });
}
