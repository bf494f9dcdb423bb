import { join } from "node:path";
import type { GeneratedFile } from "../building/generated-file.ts";
import type { Ports } from "../ports.ts";
import { CONNECTOR_FILE } from "./connector-folder.ts";
import { pack, unpack } from "./packed-files.ts";

/** Where what was generated last is kept, packed: the base of a merge with what people made of it. */
const COPIES = ".sourcewright/base";

/** First folder of a path in a connector's folder; what belongs to no target counts as one. */
export function scopeOf(path: string): string {
  const copied = new RegExp(`^${COPIES.replace(".", "\\.")}/(.+)\\.zst$`).exec(path)?.[1];
  if (copied !== undefined) return copied === "connector" ? "" : copied;
  const slash = path.indexOf("/");
  const first = slash === -1 ? "" : path.slice(0, slash);
  return first === "documents" || first === ".sourcewright" ? "" : first;
}

/** A pack for each scope, of the files that people edit: those of projects, and `connector.yaml`. */
export function baseCopies(files: readonly GeneratedFile[]): GeneratedFile[] {
  const texts = files.filter(({ path }) => path === CONNECTOR_FILE || scopeOf(path) !== "");
  return [...Map.groupBy(texts, ({ path }) => scopeOf(path))].map(([scope, held]) => ({
    path: copyPath(scope),
    content: pack(new Map(held.map((file) => [file.path, file.content]))),
  }));
}

/** What was generated last in a scope, by path; empty where no copy was kept, or it can't be read. */
export async function readBase(
  folder: string,
  scope: string,
  ports: Pick<Ports, "files">,
): Promise<ReadonlyMap<string, string>> {
  const bytes = await ports.files.read(join(folder, copyPath(scope)));
  if (bytes === undefined) return new Map();
  try {
    return new Map([...unpack(bytes)].map(([path, content]) => [path, content.toString()]));
  } catch {
    // Then what both sides changed can't be merged, which is told.
    return new Map();
  }
}

function copyPath(scope: string): string {
  return `${COPIES}/${scope === "" ? "connector" : scope}.zst`;
}
