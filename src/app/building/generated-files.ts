import { join } from "node:path";
import { Failure } from "../../diagnostics/failure.ts";
import { baseCopies, scopeOf } from "../folder/base-copies.ts";
import { type BuildRecord, isGenerated, readRecord } from "../folder/build-record.ts";
import { CONNECTOR_FILE, OVERRIDES_FILE } from "../folder/connector-folder.ts";
import { readText, sha256 } from "../folder/file-text.ts";
import { finishStaged, writeStaged } from "../folder/staged-writes.ts";
import type { Ports } from "../ports.ts";
import type { GeneratedFile } from "./generated-file.ts";
import { conflictsFailure } from "./merge-conflict.ts";
import { type KeptEdit, type MergedFiles, mergeGenerated, type Winners } from "./merge-generated.ts";

interface Writing {
  readonly folder: string;
  readonly files: readonly GeneratedFile[];
  /** The user's own file: as this build read it, as it shall be, and whether an analysis heeded it; absent: as it is. */
  readonly overrides?: { readonly read: string | undefined; readonly text: string; readonly heeded: boolean };
  /** `connector.yaml` with something set in it, edited or not. */
  readonly connector?: { readonly before: string; readonly now: string };
  /** Takes what is generated for every file that was edited. */
  readonly force: boolean;
  readonly winners: Winners;
  /** First folders of the paths that this build makes anew; what it made there before and no longer makes is removed. */
  readonly scope: readonly string[];
}

export interface WrittenFiles {
  /** Edited files that `force` or a winner overwrote. */
  readonly overwritten: readonly string[];
  readonly kept: readonly KeptEdit[];
}

/**
 * Writes generated files and remembers them. What the user edited since is merged with what is generated now; where that
 * clashes, or a file lies there that we didn't write, a `Failure` tells it and nothing is written, unless `force`. One build
 * at a time writes into a folder; one that is cut off leaves the old files or is finished by the next one.
 */
export async function writeGenerated(writing: Writing, ports: Ports): Promise<WrittenFiles> {
  const { folder } = writing;
  return ports.files.exclusively(
    folder,
    () => writeAlone(writing, ports),
    () => ports.progress(`waiting for another build that writes into ${folder}`),
  );
}

async function writeAlone(writing: Writing, ports: Ports): Promise<WrittenFiles> {
  const { folder, scope, force, winners } = writing;
  await finishStaged(folder, ports);
  const record = await readRecord(folder, ports);
  const files = [...writing.files, ...baseCopies(writing.files)];
  const made = new Set(files.map(({ path }) => path));
  const stale = Object.keys(record.files).filter((path) => scope.includes(scopeOf(path)) && !made.has(path));
  const merged = await mergeGenerated({ folder, files, stale, record, winners, force }, ports);
  if (merged.conflicts.length > 0) throw conflictsFailure(folder, merged.conflicts);
  await refuseStale(writing, ports);
  const users = usersFiles(writing, record);
  const writes = new Map([...merged.writes, ...users.writes]);
  const kept = Object.entries(record.files).filter(([path]) => !stale.includes(path));
  const all = [...kept, ...users.made, ...files.map(({ path, content }) => [path, sha256(content)] as const)];
  const overrides = writing.overrides?.heeded ? sha256(writing.overrides.text) : record.overrides;
  const next: BuildRecord = {
    ...(overrides !== undefined && { overrides }),
    files: Object.fromEntries([...new Map(all)].sort(([a], [b]) => (a < b ? -1 : 1))),
    madeFrom: { ...record.madeFrom, ...(await origins(writing, writes, ports)) },
  };
  await writeStaged(folder, { writes, removes: merged.removes, next }, ports);
  return { overwritten: merged.overwritten, kept: merged.kept };
}

/** The `connector.yaml` of the projects that are written. */
async function origins(
  { folder, scope }: Writing,
  writes: MergedFiles["writes"],
  ports: Ports,
): Promise<Record<string, string>> {
  const model = sha256(writes.get(CONNECTOR_FILE) ?? (await readText(join(folder, CONNECTOR_FILE), ports)) ?? "");
  return Object.fromEntries(scope.filter((target) => target !== "").map((target) => [target, model]));
}

/** The user, an answer or another build was faster: what they wrote must neither be lost nor left unheeded. */
async function refuseStale({ folder, overrides, files }: Writing, ports: Ports): Promise<void> {
  const read = [
    ...(overrides ? [[OVERRIDES_FILE, overrides.read] as const] : []),
    ...files.flatMap(({ path, merged }) => (merged ? [[path, merged.from] as const] : [])),
  ];
  for (const [name, text] of read) {
    const path = join(folder, name);
    if ((await readText(path, ports)) === text) continue;
    throw new Failure(
      "unusable",
      `${path} was changed while this build was under way; nothing was written. Build again`,
    );
  }
}

/** What is the user's as much as ours, and what is to be remembered of it: an edited `connector.yaml` stays one. */
function usersFiles({ overrides, connector }: Writing, before: BuildRecord) {
  const writes: [string, string | Uint8Array][] = [];
  const made: [string, string][] = [];
  if (overrides && overrides.text !== overrides.read) writes.push([OVERRIDES_FILE, overrides.text]);
  if (!connector) return { writes, made };
  writes.push([CONNECTOR_FILE, connector.now]);
  if (!isGenerated(before, CONNECTOR_FILE, sha256(connector.before))) return { writes, made };
  const generated = { path: CONNECTOR_FILE, content: connector.now };
  for (const { path, content } of [generated, ...baseCopies([generated])]) {
    writes.push([path, content]);
    made.push([path, sha256(content)]);
  }
  return { writes, made };
}
