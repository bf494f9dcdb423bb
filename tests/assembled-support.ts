import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * A new folder in which a framework's support code lies as in a generated project: its own modules beside those that
 * all frameworks share.
 */
export function assembledSupport(target: string, packageName: string): string {
  const folder = mkdtempSync(join(tmpdir(), "sourcewright-support-"));
  const targets = new URL("../src/targets/", import.meta.url);
  cpSync(fileURLToPath(new URL("http-support/client", targets)), join(folder, packageName), { recursive: true });
  cpSync(fileURLToPath(new URL("http-support/testing", targets)), join(folder, "testing"), { recursive: true });
  cpSync(fileURLToPath(new URL("table-support/client", targets)), join(folder, packageName), { recursive: true });
  cpSync(fileURLToPath(new URL("table-support/testing", targets)), join(folder, "testing"), { recursive: true });
  cpSync(fileURLToPath(new URL(`${target}/support`, targets)), folder, { recursive: true });
  return folder;
}
