import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { FilePort } from "./read-context.ts";

/** The real file system. Symbolic links are not followed when a folder is listed. */
export const nodeFiles: FilePort = {
  async read(path) {
    const found = await stat(path).catch(notThere);
    return found?.isFile() ? readFile(path) : undefined;
  },
  async list(folder) {
    const found = await stat(folder).catch(notThere);
    if (!found?.isDirectory()) return undefined;
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .sort();
  },
};

function notThere(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
  throw error;
}
