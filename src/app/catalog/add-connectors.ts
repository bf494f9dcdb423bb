import { join, resolve } from "node:path";
import type { Entry } from "../../catalog/entry.ts";
import type { CatalogStore } from "../../catalog/store.ts";
import { Failure } from "../../diagnostics/failure.ts";
import { CONNECTOR_FILE, isConnector } from "../folder/connector-folder.ts";
import type { Ports } from "../ports.ts";
import { findConnectors } from "./find-connectors.ts";
import { keep, readAgain, timeOf } from "./keep-entry.ts";
import { readFolder } from "./read-folder.ts";

export interface Gathered {
  readonly added: readonly Entry[];
  readonly moved: readonly { readonly entry: Entry; readonly from: string }[];
  /** Were in the catalog already, and were read again. */
  readonly known: readonly Entry[];
}

/**
 * Takes every connector at or below a folder into the catalog; a tree is remembered, so that a refresh looks there again.
 * Errors: a `Failure` where there is none.
 */
export async function addConnectors(folder: string, store: CatalogStore, ports: Ports): Promise<Gathered> {
  const found = await findConnectors(folder);
  if (found.length === 0)
    throw new Failure(
      "unusable",
      `there is no connector in ${folder} or below: a connector's folder holds a ${CONNECTOR_FILE}, which \`sourcewright build\` makes`,
    );
  if (!(await isConnector(folder, ports))) await store.addTree(resolve(folder));
  return gather(found, store, ports);
}

/** Reads every folder of the catalog again, and looks in its trees for what is new there or has moved. */
export async function refreshCatalog(store: CatalogStore, ports: Ports): Promise<Gathered> {
  const found = new Set<string>();
  for (const tree of await store.trees())
    for (const folder of await findConnectors(tree).catch(noTree)) found.add(folder);
  // A connector that moved is found where it is before it is said to be gone.
  const gathered = await gather([...found], store, ports);
  const known = [...gathered.known];
  const seen = new Set([...gathered.added, ...known, ...gathered.moved.map(({ entry }) => entry)].map(({ id }) => id));
  for (const entry of await store.entries()) if (!seen.has(entry.id)) known.push(await readAgain(entry, store, ports));
  return { ...gathered, known };
}

/** Its connectors will be said to be gone. */
function noTree(cause: unknown): readonly string[] {
  if (cause instanceof Failure) return [];
  throw cause;
}

async function gather(folders: readonly string[], store: CatalogStore, ports: Ports): Promise<Gathered> {
  const entries = new Map((await store.entries()).map((entry) => [entry.folder, entry]));
  const added: Entry[] = [];
  const known: Entry[] = [];
  const moved: { entry: Entry; from: string }[] = [];
  for (const folder of folders) {
    ports.progress(`reading ${folder}`);
    const held = entries.get(folder);
    if (held) {
      known.push(await readAgain(held, store, ports));
      continue;
    }
    const read = await readFolder(folder, undefined, timeOf(ports), ports);
    const from = await movedFrom(read.entry.identity, [...entries.values()], ports);
    if (from) {
      entries.delete(from.folder);
      moved.push({ entry: await keep(read, from.id, store, timeOf(ports)), from: from.folder });
    } else added.push(await keep(read, undefined, store, timeOf(ports)));
  }
  return { added, moved, known };
}

/** The one entry that is what lies here, and whose own folder is gone; of two, nobody knows which. */
async function movedFrom(identity: string, entries: readonly Entry[], ports: Ports): Promise<Entry | undefined> {
  const gone: Entry[] = [];
  for (const entry of entries) {
    if (identity === "" || entry.identity !== identity) continue;
    if ((await ports.files.modified(join(entry.folder, CONNECTOR_FILE))) === undefined) gone.push(entry);
  }
  return gone.length === 1 ? gone[0] : undefined;
}
