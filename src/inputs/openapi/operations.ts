import { isRecord } from "../json-value.ts";
import { child, children, type Node } from "../node.ts";
import { LazyOperation } from "./lazy-operation.ts";
import type { Reading } from "./reading.ts";

const METHODS: ReadonlySet<string> = new Set([
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
  "query",
]);

export function readOperations(reading: Reading): LazyOperation[] {
  return children(child(reading.root, "paths"))
    .filter(({ key }) => !key.startsWith("x-"))
    .flatMap((written) => {
      const referred = reading.references.follow(written);
      const own = operationsOf(written.key, written, reading);
      if (referred === written) return own;
      const methods = new Set(own.map(({ method }) => method));
      return [...own, ...operationsOf(written.key, referred, reading).filter(({ method }) => !methods.has(method))];
    });
}

function operationsOf(path: string, pathItem: Node, reading: Reading): LazyOperation[] {
  const usual = children(pathItem).filter(({ key }) => METHODS.has(key.toLowerCase()));
  return [...usual, ...children(child(pathItem, "additionalOperations"))]
    .filter(({ value }) => isRecord(value))
    .map((node) => new LazyOperation({ path, method: node.key.toUpperCase(), node, pathItem }, reading));
}
