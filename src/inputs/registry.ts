import { Failure } from "../diagnostics/failure.ts";
import type { HttpFacts } from "../evidence/http-facts.ts";
import { createTextLoader, type TextLoader } from "./load-texts.ts";
import { mayBeOpenapi, openapiFormat } from "./openapi/openapi-format.ts";
import { readOpenapi } from "./openapi/openapi-input.ts";
import { parseText } from "./parse-text.ts";
import type { ReadContext } from "./read-context.ts";
import { recogniseText, recogniseValue } from "./recognise.ts";
import type { SourceDocument, SourceText } from "./source-document.ts";

/** Something that describes a source and can be read into facts. */
interface Input {
  readonly title: string;
  /** Whether a text may be of this kind, told without parsing it; for finding documents in a folder. */
  mayBe(text: string): boolean;
  /** Whether a parsed document is of this kind. */
  sniff(value: unknown): boolean;
  /** All of them describe one API. Errors: a `Failure`. */
  read(documents: readonly SourceDocument[], loader: TextLoader, context: ReadContext): Promise<HttpFacts>;
}

type InputId = "openapi";

const inputs = {
  openapi: {
    title: "OpenAPI or Swagger",
    mayBe: mayBeOpenapi,
    sniff: (value) => openapiFormat(value) !== undefined,
    read: readOpenapi,
  },
} satisfies Record<InputId, Input>;

/**
 * Reads files, folders or URLs that describe one API, merged into the facts of one.
 * Errors: a `Failure` of one line where they can't be used. What was mended is reported to the collector, in part
 * only when a schema is looked at, so read its diagnostics at the end.
 */
export async function readDocuments(origins: readonly string[], context: ReadContext): Promise<HttpFacts> {
  const loader = createTextLoader(context);
  const documents = new Map<string, SourceDocument>();
  for (const origin of origins) {
    const texts = await loader.open(origin, (text) => Object.values(inputs).some((input) => input.mayBe(text)));
    for (const document of usable(texts, context)) documents.set(document.location, document);
  }
  if (documents.size === 0) throw new Failure("misuse", "name a document, a folder or a URL");
  return inputs.openapi.read([...documents.values()], loader, context);
}

/** Of one document that it is an API description; of a folder those that are. */
function usable(texts: readonly SourceText[], { collector }: ReadContext): SourceDocument[] {
  const [only] = texts;
  if (only && texts.length === 1) return [parsed(only, collector)];
  const found = texts.flatMap((text) => {
    const value = parseText(text, collector);
    return inputs.openapi.sniff(value) ? [{ ...text, value }] : [];
  });
  if (found.length === 0) throw new Failure("unusable", `none of the ${texts.length} files is an API description`);
  return found;
}

function parsed(source: SourceText, collector: ReadContext["collector"]): SourceDocument {
  const { origin, text } = source;
  const looksLike = recogniseText(text);
  if (looksLike !== undefined) throw new Failure("unusable", refusal(origin, looksLike));
  const value = parseText(source, collector);
  if (!inputs.openapi.sniff(value)) throw new Failure("unusable", refusal(origin, recogniseValue(value)));
  return { ...source, value };
}

function refusal(origin: string, looksLike: string): string {
  const known = Object.values(inputs).map(({ title }) => title);
  return `${origin} is no ${known.join(" or ")} document: it looks like ${looksLike.replace(/,$/, "")}`;
}
