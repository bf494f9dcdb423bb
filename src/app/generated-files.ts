import { join } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { BUILD_FILE, readText, sha256 } from "./connector-folder.ts";
import type { Ports } from "./ports.ts";

export interface GeneratedFile {
  /** Relative to the connector's folder, with `/`. */
  readonly path: string;
  readonly content: string;
}

interface BuildRecord {
  /** SHA-256 of each generated file as it was written, by path. */
  readonly files: Readonly<Record<string, string>>;
}

interface Writing {
  readonly folder: string;
  readonly files: readonly GeneratedFile[];
  readonly force: boolean;
  /** First folders of the paths that this build makes anew; what it made there before and no longer makes is removed. */
  readonly scope: readonly string[];
}

/**
 * Writes generated files and remembers their hashes. A file that was edited since, or that we didn't write, is left
 * alone: a `Failure` names it and nothing is written, unless `force`.
 */
export async function writeGenerated({ folder, files, force, scope }: Writing, ports: Ports): Promise<void> {
  const before = await readRecord(folder, ports);
  const stale = Object.keys(before.files).filter(
    (path) => scope.includes(scopeOf(path)) && !files.some((file) => file.path === path),
  );
  if (!force) await refuseEdited(folder, [...files.map(({ path }) => path), ...stale], before, ports);
  for (const { path, content } of files) await ports.files.write(join(folder, path), content);
  for (const path of stale) await ports.files.remove(join(folder, path));
  const kept = Object.entries(before.files).filter(([path]) => !stale.includes(path));
  const made = files.map(({ path, content }) => [path, sha256(content)] as const);
  const hashes = Object.fromEntries([...new Map([...kept, ...made])].sort(([a], [b]) => (a < b ? -1 : 1)));
  await ports.files.write(join(folder, BUILD_FILE), `${JSON.stringify({ files: hashes }, null, 2)}\n`);
}

function scopeOf(path: string): string {
  const slash = path.indexOf("/");
  const first = slash === -1 ? "" : path.slice(0, slash);
  return first === "documents" || first === ".sourcewright" ? "" : first;
}

async function refuseEdited(
  folder: string,
  paths: readonly string[],
  before: BuildRecord,
  ports: Ports,
): Promise<void> {
  const edited: string[] = [];
  for (const path of paths) {
    const text = await readText(join(folder, path), ports);
    if (text !== undefined && sha256(text) !== before.files[path]) edited.push(path);
  }
  if (edited.length === 0) return;
  const shown = edited.slice(0, 3).join(", ") + (edited.length > 3 ? ` and ${edited.length - 3} more` : "");
  throw new Failure(
    "unusable",
    `${folder}: edited since it was generated: ${shown}; nothing was written. Put facts into overrides.yaml, or overwrite with --force`,
  );
}

async function readRecord(folder: string, ports: Ports): Promise<BuildRecord> {
  const text = await readText(join(folder, BUILD_FILE), ports);
  if (text === undefined) return { files: {} };
  try {
    return JSON.parse(text);
  } catch {
    // A record that can't be read protects every file: all of them count as edited.
    return { files: {} };
  }
}
