import { join } from "node:path";
import type { TargetId } from "../../targets/target.ts";
import type { Ports } from "../ports.ts";
import type { BuildRecord } from "./build-record.ts";
import { sha256 } from "./file-text.ts";

/** SHA-256 by path within the connector's folder; "": the file is gone. */
export type FileHashes = ReadonlyMap<string, string>;

/** Of the files that a build made for a target, as they are now. */
export async function hashGenerated(
  folder: string,
  target: TargetId,
  { files }: BuildRecord,
  ports: Pick<Ports, "files">,
): Promise<FileHashes> {
  const hashes = new Map<string, string>();
  for (const path of Object.keys(files).filter((one) => one.startsWith(`${target}/`))) {
    const bytes = await ports.files.read(join(folder, path));
    hashes.set(path, bytes ? sha256(bytes) : "");
  }
  return hashes;
}

/** Of a project as it is: what was verified is told from what was built or edited since. */
export function projectDigest(hashes: FileHashes): string {
  return sha256(
    [...hashes]
      .map(([path, hash]) => `${path} ${hash}\n`)
      .sort()
      .join(""),
  );
}
