import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { build } from "../../src/app/build.ts";
import type { BuildRequest } from "../../src/app/building/build-options.ts";
import type { Ports } from "../../src/app/ports.ts";
import { systemPorts } from "../../src/app/system-ports.ts";
import type { TargetId } from "../../src/targets/target.ts";
import { type HarbourVersion, harbourDocument } from "./harbour.ts";

export const ports = systemPorts(() => undefined);

/** A connector of the harbour's API in a folder of its own, and its document beside it. */
export function connectorOnDisk(targets: readonly TargetId[] = ["singer"]) {
  const home = mkdtempSync(join(tmpdir(), "sourcewright-life-"));
  const document = join(home, "harbour.json");
  const folder = join(home, "harbour");
  const request: BuildRequest = { allowedOrigins: [], force: false, out: folder, targets };
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  return {
    folder,
    document,
    read,
    write: (path: string, text: string) => writeFileSync(join(folder, path), text),
    /** Replaces a text that has to be there. */
    edit(path: string, from: string | RegExp, to: string) {
      const text = read(path);
      const edited = text.replace(from, to);
      if (edited === text) throw new Error(`${path} holds no ${from}`);
      writeFileSync(join(folder, path), edited);
    },
    publish: (version: HarbourVersion) => writeFileSync(document, harbourDocument(version)),
    build: (more: Partial<BuildRequest> = {}, by: Ports = ports) => build([document], { ...request, ...more }, by),
    /** All files, by path. */
    snapshot: () => snapshotOf(folder),
    /** Puts the folder back as it was. */
    restore(files: Readonly<Record<string, string>>) {
      rmSync(folder, { recursive: true, force: true });
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text, "latin1");
      }
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

function snapshotOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "latin1")]));
}

/** Ports of a machine that goes down at one of its changes to the disk; `count` tells how many there were. */
export function failingPorts(failAt: number): { readonly ports: Ports; readonly count: () => number } {
  let done = 0;
  const counted =
    <Args extends readonly unknown[], Result>(act: (...args: Args) => Promise<Result>) =>
    async (...args: Args) => {
      if (done++ === failAt) throw new Error("the power is gone");
      return act(...args);
    };
  const { files } = ports;
  return {
    ports: {
      ...ports,
      files: {
        ...files,
        write: counted(files.write),
        move: counted(files.move),
        remove: counted(files.remove),
        removeFolder: counted(files.removeFolder),
      },
    },
    count: () => done,
  };
}
