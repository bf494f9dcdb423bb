import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { CatalogStore } from "../../catalog/store.ts";
import type { Ports } from "../ports.ts";

/** The catalog's file: as given, else as the environment says, else in the user's data folder. */
export function catalogPath(given: string | undefined, { env }: Pick<Ports, "env">): string {
  const named = given ?? env.SOURCEWRIGHT_CATALOG;
  if (named !== undefined && named !== "") return resolve(named);
  const data = env.XDG_DATA_HOME;
  return join(data?.startsWith("/") ? data : join(homedir(), ".local", "share"), "sourcewright", "catalog.db");
}

/** Does the work with the catalog open; makes it where there is none. Errors: a `Failure` where the file can't be used. */
export async function withCatalog<T>(path: string, work: (store: CatalogStore) => Promise<T>): Promise<T> {
  const { openCatalog } = await import("../../catalog/sqlite/open-catalog.ts");
  const store = openCatalog(path);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Whether anybody keeps a catalog here. */
export function hasCatalog(path: string): boolean {
  return existsSync(path);
}
