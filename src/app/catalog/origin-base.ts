import { dirname, isAbsolute, join } from "node:path";
import { isAddress } from "../../inputs/source-document.ts";
import { readDocumentList } from "../folder/document-list.ts";
import type { Ports } from "../ports.ts";

/**
 * Ports through which a connector's documents are found from wherever this process runs. Their origins are as somebody gave
 * them, mostly relative to a folder above the connector: the nearest in which all of them lie is where that was.
 */
export async function portsFromOrigins(folder: string, ports: Ports): Promise<Ports> {
  const { origins } = await readDocumentList(folder, ports);
  const relative = origins.filter((origin) => !isAddress(origin) && !isAbsolute(origin));
  if (relative.length === 0) return ports;
  for (let base = folder; ; base = dirname(base)) {
    if (await holdsAll(base, relative, ports)) return portsFrom(base, ports);
    if (base === dirname(base)) return ports;
  }
}

async function holdsAll(base: string, paths: readonly string[], { files }: Ports): Promise<boolean> {
  for (const path of paths) if ((await files.modified(join(base, path))) === undefined) return false;
  return true;
}

function portsFrom(base: string, ports: Ports): Ports {
  const { files } = ports;
  const at = (path: string) => (isAbsolute(path) || isAddress(path) ? path : join(base, path));
  return {
    ...ports,
    files: {
      ...files,
      read: (path) => files.read(at(path)),
      list: (path) => files.list(at(path)),
      modified: (path) => files.modified(at(path)),
    },
  };
}
