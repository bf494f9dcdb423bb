import { join } from "node:path";
import type { Ports } from "../ports.ts";
import { type BuildRecord, readRecord, type StagedWrites, writeRecord } from "./build-record.ts";

/** Where new files lie until all of them are there. */
const STAGE = ".sourcewright/staged";

export interface StagedChange {
  readonly writes: ReadonlyMap<string, string | Uint8Array>;
  readonly removes: readonly string[];
  /** What is remembered once all is in place. */
  readonly next: BuildRecord;
}

type Files = Pick<Ports, "files">;

/**
 * Changes a connector's folder as a whole: everything is written beside it, then marked, then put in place. Cut off before
 * the mark, the old connector stands; behind it, `finishStaged` makes it the new one.
 */
export async function writeStaged(
  folder: string,
  { writes, removes, next }: StagedChange,
  ports: Files,
): Promise<void> {
  const before = await readRecord(folder, ports);
  if (writes.size + removes.length === 0 && JSON.stringify(before) === JSON.stringify(next)) return;
  for (const [path, content] of writes) await ports.files.write(join(folder, STAGE, path), content);
  await writeRecord(folder, { ...before, staged: { writes: [...writes.keys()], removes, next } }, ports);
  await finishStaged(folder, ports);
}

/** Before a folder is read to be built again: what was cut off while it was put in place is finished. */
export async function finishInterrupted(folder: string, ports: Ports): Promise<void> {
  if ((await readRecord(folder, ports)).staged === undefined) return;
  await ports.files.exclusively(
    folder,
    () => finishStaged(folder, ports),
    () => ports.progress(`waiting for another build that writes into ${folder}`),
  );
}

/** Puts in place what a process that was cut off had ready, and clears away what it hadn't. */
export async function finishStaged(folder: string, ports: Files): Promise<void> {
  const { staged } = await readRecord(folder, ports);
  const waiting = new Set((await ports.files.list(join(folder, STAGE))) ?? []);
  if (staged) await putInPlace(folder, staged, waiting, ports);
  await ports.files.removeFolder(join(folder, STAGE));
}

async function putInPlace(
  folder: string,
  { writes, removes, next }: StagedWrites,
  waiting: ReadonlySet<string>,
  ports: Files,
): Promise<void> {
  for (const path of writes) {
    if (waiting.has(path)) await ports.files.move(join(folder, STAGE, path), join(folder, path));
  }
  for (const path of removes) await ports.files.remove(join(folder, path));
  await writeRecord(folder, next, ports);
}
