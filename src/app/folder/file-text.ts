import { hash } from "node:crypto";
import type { Ports } from "../ports.ts";

/** Undefined where there is no such file. */
export async function readText(path: string, ports: Pick<Ports, "files">): Promise<string | undefined> {
  const bytes = await ports.files.read(path);
  return bytes && new TextDecoder().decode(bytes);
}

export function sha256(content: string | Uint8Array): string {
  return hash("sha256", content);
}
