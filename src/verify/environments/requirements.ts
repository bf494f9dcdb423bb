import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { FRAMEWORKS, type FrameworkName } from "./frameworks.ts";

export interface Requirements {
  readonly path: string;
  /** Of the file's text: the same packages, the same environment. */
  readonly hash: string;
  /** Of the framework itself. */
  readonly version: string;
}

/** A framework's packages, each pinned with its version and its files' hashes. */
export async function readRequirements(framework: FrameworkName): Promise<Requirements> {
  const path = fileURLToPath(new URL(`${framework}.txt`, import.meta.url));
  const text = (await readFile(path, "utf8")).replaceAll("\r\n", "\n");
  const pin = new RegExp(`^${FRAMEWORKS[framework].distribution}(?:\\[[^\\]]*\\])?==([^\\s;\\\\]+)`, "m").exec(text);
  if (!pin?.[1]) throw new Error(`${path} doesn't pin ${FRAMEWORKS[framework].distribution}`);
  return { path, hash: createHash("sha256").update(text).digest("hex"), version: pin[1] };
}
