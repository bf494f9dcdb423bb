import { lutimesSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { FileFolder } from "./simulated-file-set.ts";

/** A new folder of this machine, for as long as a simulation lasts. */
export function localFolder(): FileFolder & { readonly path: string; close(): void } {
  const path = mkdtempSync(join(tmpdir(), "sourcewright-files-"));
  return {
    path,
    write(name, content, modified) {
      const whole = join(path, name);
      mkdirSync(dirname(whole), { recursive: true });
      writeFileSync(whole, content);
      utimesSync(whole, modified / 1000, modified / 1000);
    },
    forbid(name, modified) {
      const whole = join(path, name);
      rmSync(whole, { force: true });
      // Permissions don't keep a privileged user out; a link that leads to itself does.
      symlinkSync(basename(whole), whole);
      lutimesSync(whole, modified / 1000, modified / 1000);
    },
    remove: (name) => rmSync(join(path, name), { force: true }),
    close: () => rmSync(path, { recursive: true, force: true }),
  };
}
