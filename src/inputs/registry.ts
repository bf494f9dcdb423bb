import { Failure } from "../diagnostics/failure.ts";
import type { Facts } from "../evidence/facts.ts";
import { isDatabaseSchema } from "./database/is-database-schema.ts";
import { holdsRecords, isJsonSpecification, isNamedSample, looksLikeSample, mayBeSample } from "./files/is-sample.ts";
import { isHar, mayBeHar } from "./har/har-format.ts";
import type { Input } from "./input.ts";
import { createTextLoader, type TextLoader } from "./load-texts.ts";
import { mayBeOpenapi, openapiFormat } from "./openapi/openapi-format.ts";
import { readOpenapi } from "./openapi/openapi-input.ts";
import { parseText } from "./parse-text.ts";
import { mayBePostman, postmanKind } from "./postman/postman-format.ts";
import { isHtml, isProse } from "./prose/markup.ts";
import type { ReadContext } from "./read-context.ts";
import { isKnownValue, recogniseText, recogniseValue } from "./recognise.ts";
import { documentInfo, type SourceDocument, type SourceText } from "./source-document.ts";

type InputId = "openapi" | "postman" | "har" | "database" | "prose" | "files";

/** Of what a folder holds, the first kind that is found is read. Readers that are seldom wanted are loaded when they are. */
const inputs = {
  openapi: {
    form: "structured",
    title: "OpenAPI or Swagger",
    most: 200,
    mayBe: mayBeOpenapi,
    sniff: (value) => openapiFormat(value) !== undefined,
    read: readOpenapi,
  },
  postman: {
    form: "structured",
    title: "Postman",
    most: 100,
    mayBe: mayBePostman,
    sniff: (value) => postmanKind(value) !== undefined,
    read: async (...given) => (await import("./postman/postman-input.ts")).readPostman(...given),
  },
  har: {
    form: "structured",
    title: "HAR recording",
    most: 50,
    mayBe: mayBeHar,
    sniff: isHar,
    read: async (...given) => (await import("./har/har-input.ts")).readHar(...given),
  },
  database: {
    form: "text",
    title: "database definitions in SQL",
    most: 5000,
    sniff: isDatabaseSchema,
    read: async (texts, _, context) => (await import("./database/database-input.ts")).readDatabase(texts, context),
  },
  prose: {
    form: "text",
    title: "Markdown, reStructuredText or HTML",
    most: 5000,
    sniff: isProse,
    read: async (...given) => (await import("./prose/prose-input.ts")).readProseDocuments(...given),
  },
  files: {
    form: "sample",
    title: "a file of records (CSV, JSON lines) or a specification of such",
    most: 1000,
    isNamed: isNamedSample,
    mayBe: mayBeSample,
    sniffText: looksLikeSample,
    sniffValue: (value) => isJsonSpecification(value) || holdsRecords(value),
    read: async (...given) => (await import("./files/files-input.ts")).readFiles(...given),
  },
} satisfies Record<InputId, Input>;

const ALL: readonly Input[] = Object.values(inputs);

/** A text and what it is. */
interface Recognised {
  readonly input: Input;
  readonly document: SourceDocument;
}

/**
 * Reads files, folders or URLs that describe one API, merged into the facts of one.
 * Errors: a `Failure` of one line where they can't be used. What was mended is reported to the collector, in part
 * only when a schema is looked at, so read its diagnostics at the end.
 */
export async function readDocuments(origins: readonly string[], context: ReadContext): Promise<Facts> {
  const loader = createTextLoader(context);
  const found = new Map<string, Recognised>();
  const led = new Map<string, SourceText>();
  for (const origin of origins) {
    const opened = await descriptionsAt(origin, loader, context);
    for (const one of opened.by) led.set(one.location, one);
    for (const one of usable(origin, opened.texts, context)) found.set(one.document.location, one);
  }
  const [first, ...others] = found.values();
  if (!first) throw new Failure("misuse", "name a document, a folder or a URL");
  const other = others.find(({ input }) => input !== first.input);
  if (other) throw new Failure("unusable", mixed(first, other));
  const documents = [first, ...others].map(({ document }) => document);
  const facts = await first.input.read(documents, loader, context);
  const before = [...led.values()].map((page) => documentInfo(page, "a page that shows the description"));
  return before.length === 0 ? facts : { ...facts, documents: [...facts.documents, ...before] };
}

/** Of a page that is made for reading a description in a browser: that description. */
async function descriptionsAt(
  origin: string,
  loader: TextLoader,
  context: ReadContext,
): Promise<{ readonly texts: readonly SourceText[]; readonly by: readonly SourceText[] }> {
  const texts = await loader.open(origin, mayDescribe);
  const [page, ...others] = texts;
  if (!page || others.length > 0 || !isHtml(page.text)) return { texts, by: [] };
  const { openShown } = await import("./viewer/open-shown.ts");
  const opened = await openShown(page, { loader, context });
  if (!opened) return { texts, by: [] };
  context.collector.report("input/shown-by-page", { page: page.origin, description: opened.description.name });
  return { texts: [opened.description], by: opened.by };
}

function mayDescribe(text: string, name: string): boolean {
  return ALL.some((input) => {
    if (input.form === "sample") return input.mayBe(text, name);
    return input.form === "text" ? input.sniff(text, name) : input.mayBe(text);
  });
}

/** Of one document that it describes a source; of a folder those of the first kind that are found. */
function usable(origin: string, texts: readonly SourceText[], { collector }: ReadContext): readonly Recognised[] {
  const [only] = texts;
  if (only && texts.length === 1) return [theOnly(only, collector)];
  const found = texts.flatMap((text) => recognised(text, () => parseText(text, collector)) ?? []);
  const input = ALL.find((one) => found.some((document) => document.input === one && !isBeside(document, found)));
  if (!input) throw new Failure("unusable", `none of the ${texts.length} files is an API description`);
  const alike = found.filter((document) => document.input === input);
  if (alike.length > input.most) {
    throw new Failure("unusable", `${origin} holds more than ${input.most} API descriptions; give those of one API`);
  }
  return alike;
}

/** Pages that lie beside at least as many files of records speak of those. */
function isBeside({ input }: Recognised, found: readonly Recognised[]): boolean {
  if (input !== inputs.prose) return false;
  const count = (wanted: Input) => found.filter((one) => one.input === wanted).length;
  return count(inputs.files) > 0 && count(inputs.files) >= count(inputs.prose);
}

function theOnly(source: SourceText, collector: ReadContext["collector"]): Recognised {
  let value: unknown;
  const found = recognised(source, () => {
    const looksLike = recogniseText(source.text);
    if (looksLike !== undefined) throw new Failure("unusable", refusal(source.origin, looksLike));
    value = parseText(source, collector);
    return value;
  });
  if (!found) throw new Failure("unusable", refusal(source.origin, recogniseValue(value)));
  return found;
}

/** Texts are known by their words; what is left is parsed. */
function recognised(source: SourceText, parse: () => unknown): Recognised | undefined {
  const { text, name } = source;
  const asText =
    ALL.find((input) => input.form === "sample" && input.isNamed(text, name)) ??
    ALL.find((input) => input.form === "text" && input.sniff(text, name)) ??
    ALL.find((input) => input.form === "sample" && input.sniffText(text, name));
  if (asText) return { input: asText, document: { ...source, value: undefined } };
  const value = parse();
  const input =
    ALL.find((one) => one.form === "structured" && one.sniff(value)) ??
    ALL.find((one) => one.form === "sample" && /^\s*[[{]/.test(text) && !isKnownValue(value) && one.sniffValue(value));
  return input && { input, document: { ...source, value } };
}

function refusal(origin: string, looksLike: string): string {
  const known = ALL.map(({ title }) => title);
  return `${origin} is no ${known.join(" or ")} document: it looks like ${looksLike.replace(/,$/, "")}`;
}

function mixed(one: Recognised, other: Recognised): string {
  const said = [one, other].map(({ input, document }) => `${document.origin} (${input.title})`);
  return `${said.join(" and ")} are of different kinds; analyse one of them`;
}
