import { resolve, sep } from "node:path";
import type { Entry } from "../../catalog/entry.ts";
import type { CatalogStore } from "../../catalog/store.ts";
import { findEntry } from "./find-entry.ts";

interface Removed {
  readonly removed: readonly Entry[];
  /** The tree in which a refresh would find it again. */
  readonly stillIn?: string;
}

/** Takes a connector out of the catalog, or a tree with all that lies below it. Errors: a `Failure` where there is no such thing. */
export async function removeFromCatalog(word: string, store: CatalogStore): Promise<Removed> {
  const trees = await store.trees();
  const tree = trees.find((one) => one === resolve(word));
  if (tree === undefined) {
    const entry = await findEntry(word, store);
    await store.remove(entry.id);
    const stillIn = trees.find((one) => isBelow(entry.folder, one));
    return { removed: [entry], ...(stillIn !== undefined && { stillIn }) };
  }
  const removed = (await store.entries()).filter(({ folder }) => isBelow(folder, tree));
  for (const { id } of removed) await store.remove(id);
  await store.removeTree(tree);
  return { removed };
}

function isBelow(folder: string, tree: string): boolean {
  return folder === tree || folder.startsWith(tree.endsWith(sep) ? tree : `${tree}${sep}`);
}
