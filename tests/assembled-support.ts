import { cpSync, existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * A new folder in which a framework's support code lies as in a generated project: its own modules beside those that
 * frameworks share, which are all but those named otherwise.
 */
export function assembledSupport(
  target: string,
  packageName: string,
  shared: readonly string[] = ["http-support", "table-support", "file-support"],
): string {
  const folder = mkdtempSync(join(tmpdir(), "sourcewright-support-"));
  const targets = new URL("../src/targets/", import.meta.url);
  const copy = (from: string, to: string) => cpSync(fileURLToPath(new URL(from, targets)), to, { recursive: true });
  for (const one of shared) {
    copy(`${one}/client`, join(folder, packageName));
    if (existsSync(new URL(`${one}/testing`, targets))) copy(`${one}/testing`, join(folder, "testing"));
  }
  copy(`${target}/support`, folder);
  return folder;
}
