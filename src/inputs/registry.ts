import { createHash } from "node:crypto";
import { posix } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import type { HttpFacts } from "../evidence/http-facts.ts";
import { openapiFormat, readOpenapi } from "./openapi/openapi-input.ts";
import type { ReadContext } from "./read-context.ts";
import type { SourceDocument } from "./source-document.ts";

/** Something that describes a source and can be read into facts. */
interface Input {
  readonly id: string;
  readonly title: string;
  /** True where the document, as it was parsed, is of this kind. */
  sniff(value: unknown): boolean;
  read(documents: readonly SourceDocument[], context: ReadContext): Promise<HttpFacts>;
}

const inputs = {
  openapi: {
    id: "openapi",
    title: "OpenAPI and Swagger",
    sniff: (value) => openapiFormat(value) !== undefined,
    read: readOpenapi,
  },
} satisfies Record<string, Input>;

/**
 * Reads files, folders or URLs that describe one API, merged into the facts of one.
 * Throws a `Failure` of one line where they can't be used.
 */
export async function readDocuments(origins: readonly string[], context: ReadContext): Promise<HttpFacts> {
  const documents = await Promise.all(origins.map((origin) => load(origin, context)));
  for (const document of documents) {
    if (!inputs.openapi.sniff(document.value))
      throw new Failure("unusable", `${document.origin} is no API description`);
  }
  return inputs.openapi.read(documents, context);
}

async function load(origin: string, { files }: ReadContext): Promise<SourceDocument> {
  const bytes = await files.read(origin);
  if (!bytes) throw new Failure("unusable", `${origin}: there is no such file`);
  const text = new TextDecoder().decode(bytes);
  return {
    name: posix.basename(origin),
    origin,
    location: posix.normalize(origin),
    root: posix.dirname(posix.normalize(origin)),
    text,
    value: JSON.parse(text),
    sha256: createHash("sha256").update(bytes).digest("hex"),
    bytes: bytes.length,
  };
}
