import { Failure } from "../../diagnostics/failure.ts";
import type { TextLoader } from "../load-texts.ts";
import { type Located, locate } from "../locations.ts";
import { parseText } from "../parse-text.ts";
import type { ReadContext } from "../read-context.ts";
import type { SourceDocument, SourceText } from "../source-document.ts";

/** What a reference to another file leads to: a document, or why there is none. */
export type Referenced =
  | { readonly kind: "document"; readonly document: SourceDocument }
  | { readonly kind: "forbidden"; readonly origin: string }
  | { readonly kind: "outside" }
  | { readonly kind: "unreadable"; readonly why: string };

export interface ReferencedDocuments {
  readonly documents: readonly SourceDocument[];
  /** `file` is the reference up to its `#`. */
  find(from: SourceText, file: string): Referenced;
}

const MAX_DOCUMENTS = 5_000;

/**
 * Reads all files that the given documents may refer to, and those that these refer to. They must be there before
 * the first schema is looked at; whether a reference matters shows only then, so nothing is reported here.
 */
export async function loadReferenced(
  given: readonly SourceDocument[],
  loader: TextLoader,
  context: ReadContext,
): Promise<ReferencedDocuments> {
  const byLocation = new Map<string, Referenced>();
  for (const document of given) byLocation.set(document.location, { kind: "document", document });
  const queue: SourceText[] = [...given];
  const documents: SourceDocument[] = [];

  async function load(to: Extract<Located, { location: string }>, from: SourceText): Promise<Referenced> {
    if (documents.length >= MAX_DOCUMENTS) return { kind: "unreadable", why: `more than ${MAX_DOCUMENTS} files` };
    try {
      const text = await loader.refer(to, from);
      const document = { ...text, value: parseText(text, context.collector) };
      documents.push(document);
      queue.push(text);
      return { kind: "document", document };
    } catch (cause) {
      if (!(cause instanceof Failure)) throw cause;
      return { kind: "unreadable", why: cause.message };
    }
  }

  for (let from = queue.shift(); from; from = queue.shift()) {
    for (const file of filesReferred(from.text)) {
      const to = locate(file, from, context.allowedOrigins);
      if ((to.kind === "file" || to.kind === "url") && !byLocation.has(to.location)) {
        byLocation.set(to.location, await load(to, from));
      }
    }
  }
  return {
    documents,
    find(from, file) {
      const to = locate(file, from, context.allowedOrigins);
      if (to.kind === "forbidden" || to.kind === "outside") return to;
      const found = to.kind === "unusable" ? undefined : byLocation.get(to.location);
      return found ?? { kind: "unreadable", why: "it is no file's name" };
    },
  };
}

/** The file parts of all `$ref`s in the text; some may only be text in an example. */
function filesReferred(text: string): ReadonlySet<string> {
  const files = new Set<string>();
  for (const [, quoted, single, plain] of text.matchAll(
    /\$ref["']?\s*:\s*(?:"([^"#]+)|'([^'#]+)|([^\s"'#{[&*|>][^\s#,}\]]*))/g,
  )) {
    const file = (quoted ?? single ?? plain ?? "").replaceAll("\\/", "/").trim();
    if (file !== "") files.add(file);
  }
  return files;
}
