import { resolve } from "node:path";
import type { Entry } from "../../catalog/entry.ts";
import type { CatalogStore } from "../../catalog/store.ts";
import { Failure } from "../../diagnostics/failure.ts";
import { didYouMean } from "../../diagnostics/nearest-names.ts";

/** The entry that is meant by a name, a folder or (the beginning of) an id. Errors: a `Failure` that says what there is. */
export async function findEntry(word: string, store: CatalogStore): Promise<Entry> {
  const entries = await store.entries();
  const [byFolder] = entries.filter(({ folder }) => folder === resolve(word));
  if (byFolder) return byFolder;
  const byName = entries.filter(({ name }) => name === word);
  const found = byName.length > 0 ? byName : entries.filter(({ id }) => word.length >= 6 && id.startsWith(word));
  const [first, ...more] = found;
  if (first && more.length === 0) return first;
  if (first)
    throw new Failure(
      "misuse",
      `${found.length} connectors are called "${word}"; give the folder: ${found.map(({ folder }) => folder).join(", ")}`,
    );
  const names = entries.map(({ name }) => name);
  const hint =
    didYouMean(word, names) ||
    "; `sourcewright catalog list` shows what there is, `sourcewright catalog add` takes it in";
  throw new Failure("misuse", `the catalog has no connector "${word}"${hint}`);
}
