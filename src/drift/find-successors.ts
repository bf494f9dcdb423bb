import type { OperationFact } from "../evidence/http-facts.ts";
import type { HttpStream } from "./change.ts";
import type { SchemaNode } from "./schema-node.ts";

/** A stream whose request is no longer in the documents. */
export interface GoneStream {
  readonly stream: HttpStream;
  readonly record: SchemaNode | undefined;
}

/** An operation that the old documents don't have. */
export interface NewOperation {
  readonly operation: OperationFact;
  /** Of what it answers with, read as the given stream reads it, or where records were found. */
  readonly record: (stream: HttpStream) => SchemaNode | undefined;
}

/** The operation to which each stream has moved, where one answers with the same records at a similar path. */
export function findSuccessors(
  gone: readonly GoneStream[],
  added: readonly NewOperation[],
): ReadonlyMap<HttpStream, OperationFact> {
  const fits = gone.flatMap(({ stream, record }) =>
    added.flatMap((one) => {
      const score = likeness(stream, record, one);
      return score > 0 ? [{ stream, operation: one.operation, score }] : [];
    }),
  );
  fits.sort((a, b) => b.score - a.score);
  const found = new Map<HttpStream, OperationFact>();
  const taken = new Set<OperationFact>();
  for (const { stream, operation } of fits) {
    if (found.has(stream) || taken.has(operation)) continue;
    found.set(stream, operation);
    taken.add(operation);
  }
  return found;
}

/** At least this share of the fields of both together. */
const COMMON_FIELDS = 0.6;

/** 0: no successor. */
function likeness(
  stream: HttpStream,
  record: SchemaNode | undefined,
  { operation, record: read }: NewOperation,
): number {
  if (operation.method !== "GET" && operation.method !== "POST") return 0;
  const path = pathLikeness(stream.access.path, operation.path);
  if (path === 0) return 0;
  const other = read(stream);
  // Without a shape on either side only the same path under another method is sure enough.
  if (!record || !other || record.fields.size === 0) return path === 1 ? 1 : 0;
  const names = new Set([...record.fields.keys(), ...other.fields.keys()]);
  const common = [...record.fields.keys()].filter((name) => other.fields.has(name)).length / names.size;
  return common >= COMMON_FIELDS ? path + common : 0;
}

/** 1: the same but for the placeholders' names; 0: nothing speaks for one being the other. */
export function pathLikeness(one: string, other: string): number {
  const [a, b] = [stepsOf(one), stepsOf(other)];
  if (a.join("/") === b.join("/")) return 1;
  const [lastA = "", lastB = ""] = [a.findLast((step) => step !== "{}"), b.findLast((step) => step !== "{}")];
  const rest = new Map<string, number>();
  for (const step of b) rest.set(step, (rest.get(step) ?? 0) + 1);
  let common = 0;
  for (const step of a) {
    const left = rest.get(step) ?? 0;
    if (left > 0) common++;
    rest.set(step, left - 1);
  }
  const share = common / Math.max(a.length, b.length);
  if (lastA === lastB) return 0.5 + share / 2 - 0.01;
  const [short, long] = lastA.length < lastB.length ? [lastA, lastB] : [lastB, lastA];
  if (short.length >= 3 && long.includes(short)) return 0.25 + share / 2;
  return a.length === b.length && a.length > 1 && share >= (a.length - 1) / a.length ? share / 2 : 0;
}

function stepsOf(path: string): readonly string[] {
  return path
    .toLowerCase()
    .replace(/\{[^{}]*\}/g, "{}")
    .split("/")
    .filter((step) => step !== "");
}

/** The list hangs below another parent: the step before a placeholder is another one. */
export function hasOtherParent(one: string, other: string): boolean {
  const [a, b] = [stepsOf(one), stepsOf(other)];
  if (a.at(-1) !== b.at(-1)) return false;
  const [parent, now] = [parentOf(a), parentOf(b)];
  return parent !== undefined && now !== undefined && parent !== now;
}

function parentOf(steps: readonly string[]): string | undefined {
  const at = steps.lastIndexOf("{}");
  return at > 0 ? steps[at - 1] : undefined;
}
