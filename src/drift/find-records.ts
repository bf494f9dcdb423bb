import type { FieldPath } from "../model/values.ts";
import type { SchemaNode } from "./schema-node.ts";

/** Where records lie in an answer. */
export interface FoundRecords {
  /** Of one record. */
  readonly record: SchemaNode;
  readonly isList: boolean;
}

/**
 * What a path leads to. gone: the answer says what it holds, and this is not in it.
 * unstated: the answer doesn't say what it holds there.
 */
export type Lookup =
  | { readonly kind: "found"; readonly node: SchemaNode }
  | { readonly kind: "gone" }
  | { readonly kind: "unstated" };

export function lookUp(root: SchemaNode, path: FieldPath): Lookup {
  let node = root;
  for (const step of path) {
    const next = step === "*" ? elementOf(node) : (node.fields.get(step)?.node ?? node.values);
    if (!next) return saysNothing(node) ? { kind: "unstated" } : { kind: "gone" };
    node = next;
  }
  return { kind: "found", node };
}

/** The records at a place: the elements of a list, or one object; undefined where there are none or nothing is said. */
export function recordsAt(root: SchemaNode, path: FieldPath): FoundRecords | undefined {
  const found = lookUp(root, path);
  if (found.kind !== "found") return undefined;
  const { node } = found;
  if (node.types.has("array")) return node.items && { record: node.items, isList: true };
  return node.fields.size > 0 ? { record: node, isList: path.includes("*") } : undefined;
}

function elementOf(node: SchemaNode): SchemaNode | undefined {
  return node.items ?? node.values ?? [...node.fields.values()][0]?.node;
}

/** A place of which the document shows no shape. */
export function saysNothing(node: SchemaNode): boolean {
  return node.fields.size === 0 && node.items === undefined && node.values === undefined && !isScalar(node);
}

function isScalar(node: SchemaNode): boolean {
  return node.types.size > 0 && !node.types.has("object") && !node.types.has("array");
}
