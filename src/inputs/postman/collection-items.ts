import { isRecord } from "../json-value.ts";
import { child, children, type Node, record, text } from "../node.ts";

/** One request of a collection, with what it inherits from the folders that it lies in. */
export interface CollectionItem {
  readonly node: Node;
  readonly name: string;
  /** Names of its folders, the outermost first. */
  readonly folders: readonly string[];
  /** Its own `auth`, else that of the nearest folder that has one; `undefined`: the collection's. */
  readonly auth: Node | undefined;
}

/** A folder, for what it says of the requests in it. */
export interface CollectionFolder {
  readonly node: Node;
  readonly name: string;
}

const DEEPEST = 60;

/** Every request of a collection in its order, and every folder. */
export function collectionItems(root: Node): {
  readonly items: readonly CollectionItem[];
  readonly folders: readonly CollectionFolder[];
} {
  const items: CollectionItem[] = [];
  const folders: CollectionFolder[] = [];
  const walk = (node: Node, above: readonly string[], inherited: Node | undefined) => {
    const own = child(node, "auth");
    const auth = isRecord(own.value) ? own : inherited;
    const name = text(record(node).name) ?? "";
    if (record(node).request !== undefined) items.push(itemOf(node, { name, folders: above, inherited: auth }));
    const inside = child(node, "item");
    if (!Array.isArray(inside.value) || above.length > DEEPEST) return;
    folders.push({ node, name });
    for (const entry of children(inside)) walk(entry, [...above, name], auth);
  };
  for (const entry of children(child(root, "item"))) walk(entry, [], undefined);
  return { items, folders };
}

function itemOf(
  node: Node,
  { name, folders, inherited }: { name: string; folders: readonly string[]; inherited: Node | undefined },
): CollectionItem {
  const own = child(child(node, "request"), "auth");
  return { node, name, folders, auth: isRecord(own.value) ? own : inherited };
}
