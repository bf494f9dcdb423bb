import { join } from "node:path";
import { Failure } from "../../diagnostics/failure.ts";
import type { BuildRecord } from "../folder/build-record.ts";
import { sha256 } from "../folder/file-text.ts";
import { pack, unpack } from "../folder/packed-files.ts";
import { finishStaged, writeStaged } from "../folder/staged-writes.ts";
import type { Ports } from "../ports.ts";

/** What the last update changed, as it was before. */
export const UNDO_FILE = ".sourcewright/undo.zst";
const INDEX = "index.json";

interface Undoing {
  /** As it was, by path; undefined for what wasn't there. */
  readonly held: ReadonlyMap<string, Uint8Array | undefined>;
  /** As the update makes it; what it takes away isn't among it. */
  readonly now: ReadonlyMap<string, Uint8Array>;
  readonly record: BuildRecord;
}

interface UndoIndex {
  /** Of each changed file: what the update made of it, `null` where it took it away. */
  readonly hashes: Readonly<Record<string, string | null>>;
  readonly record: BuildRecord;
}

export function undoPack({ held, now, record }: Undoing): Uint8Array {
  const hashes = [...held.keys()].map((path) => {
    const bytes = now.get(path);
    return [path, bytes ? sha256(bytes) : null] as const;
  });
  const index: UndoIndex = { hashes: Object.fromEntries(hashes), record };
  const files = [...held].flatMap(([path, bytes]) => (bytes ? [[path, bytes] as const] : []));
  return pack(new Map<string, string | Uint8Array>([[INDEX, JSON.stringify(index)], ...files]));
}

/**
 * Puts a connector back as it was before its last update; gives the files that were changed.
 * Errors: a `Failure` where there is none to undo, or a file was changed since; then nothing was written.
 */
export async function undoUpdate(folder: string, ports: Ports): Promise<readonly string[]> {
  return ports.files.exclusively(
    folder,
    () => undoAlone(folder, ports),
    () => ports.progress(`waiting for a build that writes into ${folder}`),
  );
}

async function undoAlone(folder: string, ports: Ports): Promise<readonly string[]> {
  await finishStaged(folder, ports);
  const bytes = await ports.files.read(join(folder, UNDO_FILE));
  if (!bytes) throw new Failure("unusable", `${folder}: there is no update to undo, or it was undone already`);
  const { index, files } = readPack(bytes, folder);
  for (const [path, hash] of Object.entries(index.hashes)) {
    const held = await ports.files.read(join(folder, path));
    if ((held ? sha256(held) : null) === hash) continue;
    throw new Failure(
      "unusable",
      `${join(folder, path)} was changed since the update; nothing was undone. Put it back, or undo what you want by hand`,
    );
  }
  const removes = Object.keys(index.hashes).filter((path) => !files.has(path));
  await writeStaged(folder, { writes: files, removes: [...removes, UNDO_FILE], next: index.record }, ports);
  return Object.keys(index.hashes);
}

function readPack(bytes: Uint8Array, folder: string): { index: UndoIndex; files: Map<string, Uint8Array> } {
  try {
    const files = new Map<string, Uint8Array>(unpack(bytes));
    const index: UndoIndex = JSON.parse(Buffer.from(files.get(INDEX) ?? []).toString());
    files.delete(INDEX);
    return { index, files };
  } catch (cause) {
    throw new Failure("unusable", `${join(folder, UNDO_FILE)} can't be read: nothing was undone`, { cause });
  }
}
