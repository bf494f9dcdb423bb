import { join } from "node:path";
import { Failure } from "../../diagnostics/failure.ts";
import type { Ports } from "../ports.ts";
import { UNDO_FILE, undoPack } from "../updating/undo-update.ts";
import { readRecord } from "./build-record.ts";
import { sha256 } from "./file-text.ts";
import { finishStaged, writeStaged } from "./staged-writes.ts";

/** A connector's folder in another place, where it can be changed and tried before anybody sees that. */
export interface WorkingCopy {
  readonly folder: string;
  /** Files that are another there, or not there any more, relative to the folder. */
  changed(): Promise<readonly string[]>;
  /**
   * Makes the connector what the copy is, as a whole, and remembers how it was. Errors: a `Failure` where the connector
   * was changed meanwhile; then nothing was.
   */
  putInPlace(): Promise<void>;
  remove(): Promise<void>;
}

/** What lies in projects that are worked with, and is no part of a connector. */
const APART = new Set([
  ".git",
  ".venv",
  "venv",
  "node_modules",
  "__pycache__",
  ".meltano",
  ".pytest_cache",
  ".mypy_cache",
]);
const OURS_ALONE = /^\.sourcewright\/(staged\/|build\.json$|undo\.zst$)/;

export async function openWorkingCopy(folder: string, ports: Ports): Promise<WorkingCopy> {
  const copy = await ports.files.temporaryFolder();
  const before = new Map<string, string>();
  for (const path of await partsOf(folder, ports)) {
    const bytes = await ports.files.read(join(folder, path));
    if (!bytes) continue;
    before.set(path, sha256(bytes));
    await ports.files.write(join(copy, path), bytes);
  }
  const differences = async () => {
    // The record is put in place by itself, last.
    const now = (await partsOf(copy, ports)).filter((path) => !OURS_ALONE.test(path));
    const writes = new Map<string, Uint8Array>();
    for (const path of now) {
      const bytes = await ports.files.read(join(copy, path));
      if (bytes && sha256(bytes) !== before.get(path)) writes.set(path, bytes);
    }
    const left = new Set(now);
    return { writes, removes: [...before.keys()].filter((path) => !OURS_ALONE.test(path) && !left.has(path)) };
  };
  const put = async () => {
    await finishStaged(folder, ports);
    const { writes, removes } = await differences();
    const touched = [...writes.keys(), ...removes];
    const held = new Map<string, Uint8Array | undefined>();
    for (const path of touched) held.set(path, await ports.files.read(join(folder, path)));
    const [changed] = [...held].filter(([path, bytes]) => (bytes && sha256(bytes)) !== before.get(path));
    if (changed)
      throw new Failure(
        "unusable",
        `${join(folder, changed[0])} was changed while the update was under way; nothing was written. Update again`,
      );
    const undo = undoPack({ held, now: writes, record: await readRecord(folder, ports) });
    const next = await readRecord(copy, ports);
    await writeStaged(folder, { writes: new Map([...writes, [UNDO_FILE, undo]]), removes, next }, ports);
  };
  return {
    folder: copy,
    async changed() {
      const { writes, removes } = await differences();
      return [...writes.keys(), ...removes].sort();
    },
    putInPlace: () =>
      ports.files.exclusively(folder, put, () => ports.progress(`waiting for a build that writes into ${folder}`)),
    remove: () => ports.files.removeFolder(copy),
  };
}

async function partsOf(folder: string, ports: Ports): Promise<string[]> {
  const listed = (await ports.files.list(folder)) ?? [];
  return listed.filter((path) => !path.split("/").some((step) => APART.has(step)));
}
