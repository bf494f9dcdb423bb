import type { HttpFacts, OperationFact } from "../evidence/http-facts.ts";
import type { SourceRef } from "../evidence/source-ref.ts";

/** A piece of prose or a code sample, with its place. */
export interface ApiText {
  readonly text: string;
  readonly at: SourceRef;
  /** The operation that it stands at; `undefined`: it speaks of the API or of a group of operations. */
  readonly operation: OperationFact | undefined;
}

/** What is said about the API as a whole or about a group of operations. */
export function apiTexts(facts: HttpFacts): ApiText[] {
  const document = facts.documents[0]?.name ?? "";
  const description = facts.description;
  const held = facts.prose.map(({ text, at }) => ({ text, at, operation: undefined }));
  if (!description || held.some(({ text }) => text === description)) return held;
  return [{ text: description, at: { document, pointer: "/info/description" }, operation: undefined }, ...held];
}

/** What is said at one operation: its summary, description and code samples. */
export function operationTexts(operation: OperationFact): ApiText[] {
  const texts = [operation.summary, operation.description, ...codeSamples(operation.extensions)];
  return texts
    .filter((text) => text !== undefined && text !== "")
    .map((text) => ({ text: text ?? "", at: operation.at, operation }));
}

const SAMPLES = /^x-(code-?samples|readme|samples)$/i;
/** A request that is shown, wherever an extension keeps it. */
const SHOWN = /\bcurl\s/;

/** Requests that extensions show. */
export function codeSamples(extensions: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(extensions).flatMap(([name, value]) =>
    strings(value, 5).filter((text) => SAMPLES.test(name) || SHOWN.test(text)),
  );
}

function strings(value: unknown, depth: number): string[] {
  if (typeof value === "string") return [value];
  if (depth === 0 || typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((inner) => strings(inner, depth - 1));
}

/** The words around a match, on one line, for a quotation. */
export function quoted(text: string, index: number, length: number): string {
  const words = text.slice(Math.max(0, index - 60), index + length + 60).replace(/\s+/g, " ");
  return words.trim();
}
