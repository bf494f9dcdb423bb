import type { Entry } from "../../catalog/entry.ts";
import type { CatalogStore } from "../../catalog/store.ts";
import type { Ports } from "../ports.ts";
import { type ReadFolder, readFolder } from "./read-folder.ts";

/** Reads an entry's folder again (or the one that it has moved to) and keeps what it says. */
export async function readAgain(
  entry: Entry,
  store: CatalogStore,
  ports: Ports,
  folder = entry.folder,
): Promise<Entry> {
  const now = timeOf(ports);
  return keep(await readFolder(folder, entry, now, ports), entry.id, store, now);
}

/** Keeps what was read, as a new entry where it has no id. */
export async function keep(
  { entry, streams }: ReadFolder,
  id: string | undefined,
  store: CatalogStore,
  now: Date,
): Promise<Entry> {
  if (id === undefined || streams)
    return store.put({ ...entry, ...(id !== undefined && { id }) }, streams ?? [], now.toISOString());
  await store.setState(id, entry);
  return (await store.entry(id)) ?? { ...entry, id, addedAt: now.toISOString() };
}

export function timeOf({ now }: Pick<Ports, "now">): Date {
  return now?.() ?? new Date();
}
