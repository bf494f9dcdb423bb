import type { OperationFact } from "../evidence/http-facts.ts";
import type { Side } from "./change.ts";

/** Finds in a document what an operation of another version of it has become. */
export interface OperationIndex {
  /** The operation with the same method and path, whatever its placeholders are called. */
  find(method: string, path: string): OperationFact | undefined;
}

export function indexOperations(operations: readonly OperationFact[], prefix = ""): OperationIndex {
  const byRequest = new Map<string, OperationFact>();
  const byForm = new Map<string, OperationFact>();
  for (const operation of operations) {
    byRequest.set(`${operation.method} ${operation.path}`, operation);
    const key = requestKey(operation.method, prefix + operation.path);
    if (!byForm.has(key)) byForm.set(key, operation);
  }
  return {
    find: (method, path) => byRequest.get(`${method} ${path}`) ?? byForm.get(requestKey(method, path)),
  };
}

/** Equal for requests that are the same once the placeholders are filled. */
export function requestKey(method: string, path: string): string {
  const plain = path
    .replace(/[?#].*$/, "")
    .replace(/\{[^{}]*\}/g, "{}")
    .replace(/\/+$/, "");
  return `${method} ${plain}`;
}

/** The share of the old operations that still are, and how many there were: tells another API from a later version. */
export function shared(old: Side, now: Side): { readonly of: number; readonly found: number } {
  const index = indexOperations(now.facts.operations);
  const found = old.facts.operations.filter(({ method, path }) => index.find(method, path));
  return { of: old.facts.operations.length, found: found.length };
}
