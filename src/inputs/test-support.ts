import { createCollector } from "../diagnostics/collector.ts";
import type { HttpFacts, OperationFact } from "../evidence/http-facts.ts";
import type { SchemaView } from "../evidence/schema-view.ts";
import type { ReadContext } from "./read-context.ts";
import { readDocuments } from "./registry.ts";

/** File contents by path; a value is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

export function contextOf(files: Files, overrides: Partial<ReadContext> = {}): ReadContext {
  return {
    files: {
      read: async (path) => (Object.hasOwn(files, path) ? bytesOf(files[path]) : undefined),
      list: async (folder) => {
        const below = Object.keys(files).filter((path) => path.startsWith(`${folder.replace(/\/$/, "")}/`));
        return below.length > 0
          ? below.map((path) => path.slice(folder.replace(/\/$/, "").length + 1)).sort()
          : undefined;
      },
    },
    fetch: undefined,
    allowedOrigins: [],
    collector: createCollector(),
    ...overrides,
  };
}

function bytesOf(content: unknown): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content));
}

/** Answers by URL: a string or a value as JSON, or a whole response; 404 for all else. */
export function fetchOf(answers: Readonly<Record<string, unknown>>): typeof fetch {
  return async (input) => {
    const url = String(input instanceof Request ? input.url : input);
    if (!Object.hasOwn(answers, url)) return new Response("", { status: 404, statusText: "Not Found" });
    const answer = answers[url];
    if (answer instanceof Response) return answer.clone();
    return new Response(typeof answer === "string" ? answer : JSON.stringify(answer));
  };
}

interface Outcome {
  readonly facts: HttpFacts;
  /** Codes of what was reported after every schema had been looked at. */
  readonly codes: readonly string[];
  readonly messages: readonly string[];
}

export async function readOne(document: unknown, name = "api.json"): Promise<Outcome> {
  return readFrom([name], contextOf({ [name]: document }));
}

export async function readFrom(origins: readonly string[], context: ReadContext): Promise<Outcome> {
  const facts = await readDocuments(origins, context);
  if (facts.kind !== "http") throw new Error("no description of an API");
  for (const operation of facts.operations) lookAt(operation);
  const { diagnostics } = context.collector;
  return {
    facts,
    codes: diagnostics.map(({ code }) => code),
    messages: diagnostics.map(({ message, fix }) => `${message}${fix === undefined ? "" : `; ${fix}`}`),
  };
}

/** Everything that an operation leads to. */
function lookAt(operation: OperationFact): void {
  const seen = new Set<string>();
  const media = [...(operation.body?.content ?? []), ...operation.responses.flatMap(({ content }) => content)];
  const headers = operation.responses.flatMap((response) => response.headers);
  const open = [...operation.parameters, ...media, ...headers].flatMap(({ schema }) => schema ?? []);
  for (let view = open.pop(); view; view = open.pop()) {
    if (seen.has(view.id)) continue;
    seen.add(view.id);
    open.push(...partsOf(view));
  }
}

function partsOf(view: SchemaView): SchemaView[] {
  const extra = typeof view.additionalProperties === "object" ? [view.additionalProperties] : [];
  if (view.types.length > 7 || view.required.size < 0) throw new Error("impossible");
  return [...view.properties.values(), ...(view.items ? [view.items] : []), ...extra, ...view.alternatives];
}

/** The smallest document, with one operation whose answer has the schema. */
export function documentOf(schema: unknown, overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    openapi: "3.0.3",
    info: { title: "Things", version: "1" },
    servers: [{ url: "https://api.example.com" }],
    paths: { "/things": { get: { responses: { 200: { content: { "application/json": { schema } } } } } } },
    ...overrides,
  };
}

/** The schema of the first answer of the first operation. */
export function firstSchema(facts: HttpFacts): SchemaView {
  const schema = facts.operations[0]?.responses[0]?.content[0]?.schema;
  if (!schema) throw new Error("the first operation answers nothing");
  return schema;
}
