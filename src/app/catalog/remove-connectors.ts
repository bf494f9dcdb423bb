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
  const roots = await store.roots();
  const root = roots.find((one) => one === resolve(word));
  if (root === undefined) {
    const entry = await findEntry(word, store);
    await store.remove(entry.id);
    const stillIn = roots.find((one) => isBelow(entry.folder, one));
    return { removed: [entry], ...(stillIn !== undefined && { stillIn }) };
  }
  const removed = (await store.entries()).filter(({ folder }) => isBelow(folder, root));
  for (const { id } of removed) await store.remove(id);
  await store.removeRoot(root);
  return { removed };
}

function isBelow(folder: string, root: string): boolean {
  return folder === root || folder.startsWith(root.endsWith(sep) ? root : `${root}${sep}`);
}
