import { join } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { type BuildRecord, isGenerated, readRecord, writeRecord } from "./build-record.ts";
import { CONNECTOR_FILE, OVERRIDES_FILE } from "./connector-folder.ts";
import { readText, sha256 } from "./file-text.ts";
import { PART, type Ports } from "./ports.ts";

export interface GeneratedFile {
  /** Relative to the connector's folder, with `/`. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

interface Writing {
  readonly folder: string;
  readonly files: readonly GeneratedFile[];
  /** The user's own file: as this build read it, as it shall be, and whether an analysis heeded it; absent: as it is. */
  readonly overrides?: { readonly read: string | undefined; readonly text: string; readonly heeded: boolean };
  /** `connector.yaml` with something set in it, edited or not. */
  readonly connector?: { readonly before: string; readonly now: string };
  readonly force: boolean;
  /** First folders of the paths that this build makes anew; what it made there before and no longer makes is removed. */
  readonly scope: readonly string[];
}

/**
 * Writes generated files and remembers their hashes. A file that was edited since, or that we didn't write, is left
 * alone: a `Failure` names it and nothing is written, unless `force`. One build at a time writes into a folder; one
 * that is cut off leaves a mark, and the next one finishes it. Gives the edited files that `force` overwrote.
 */
export async function writeGenerated(writing: Writing, ports: Ports): Promise<readonly string[]> {
  const { folder } = writing;
  return ports.files.exclusively(
    folder,
    () => writeAlone(writing, ports),
    () => ports.progress(`waiting for another build that writes into ${folder}`),
  );
}

async function writeAlone(writing: Writing, ports: Ports): Promise<string[]> {
  const { folder, files, force, scope } = writing;
  const before = await readRecord(folder, ports);
  const made = new Map(files.map(({ path, content }) => [path, sha256(content)]));
  const stale = Object.keys({ ...before.files, ...before.underWay }).filter(
    (path) => scope.includes(scopeOf(path)) && !made.has(path),
  );
  const held = await hashes(folder, [...made.keys(), ...stale], ports);
  const edited = [...held]
    .filter(([path, hash]) => !isGenerated(before, path, hash) && hash !== made.get(path))
    .map(([path]) => path);
  if (edited.length > 0 && !force) throw editedFiles(folder, edited, before);
  await refuseStale(writing, ports);
  for (const path of Object.keys(before.underWay ?? {})) await ports.files.remove(join(folder, path + PART));
  await writeRecord(folder, { ...before, underWay: Object.fromEntries(made) }, ports);
  const users = await writeUsers(writing, before, ports);
  for (const { path, content } of files) {
    if (held.get(path) !== made.get(path)) await ports.files.write(join(folder, path), content);
  }
  for (const path of stale) await ports.files.remove(join(folder, path));
  const kept = Object.entries({ ...before.files, ...users.files }).filter(([path]) => !stale.includes(path));
  const all = [...new Map([...kept, ...made])].sort(([a], [b]) => (a < b ? -1 : 1));
  const madeFrom = { ...before.madeFrom, ...(await origins(folder, scope, ports)) };
  await writeRecord(folder, { ...users, files: Object.fromEntries(all), madeFrom }, ports);
  return edited;
}

/** The `connector.yaml` of the projects that were just written. */
async function origins(folder: string, scope: readonly string[], ports: Ports): Promise<Record<string, string>> {
  const model = sha256((await readText(join(folder, CONNECTOR_FILE), ports)) ?? "");
  return Object.fromEntries(scope.filter((target) => target !== "").map((target) => [target, model]));
}

/** The user, an answer or another build was faster: what they wrote must neither be lost nor left unheeded. */
async function refuseStale({ folder, overrides }: Writing, ports: Ports): Promise<void> {
  const path = join(folder, OVERRIDES_FILE);
  if (!overrides || (await readText(path, ports)) === overrides.read) return;
  throw new Failure("unusable", `${path} was changed while this build was under way; nothing was written. Build again`);
}

/** What is the user's as much as ours. Gives what is to be remembered of it: an edited `connector.yaml` stays one. */
async function writeUsers(
  { folder, overrides, connector }: Writing,
  before: BuildRecord,
  ports: Ports,
): Promise<BuildRecord> {
  if (overrides && overrides.text !== overrides.read)
    await ports.files.write(join(folder, OVERRIDES_FILE), overrides.text);
  if (connector) await ports.files.write(join(folder, CONNECTOR_FILE), connector.now);
  const isOurs = connector && isGenerated(before, CONNECTOR_FILE, sha256(connector.before));
  const heeded = overrides?.heeded ? sha256(overrides.text) : before.overrides;
  return {
    files: isOurs ? { [CONNECTOR_FILE]: sha256(connector.now) } : {},
    ...(heeded !== undefined && { overrides: heeded }),
  };
}

function scopeOf(path: string): string {
  const slash = path.indexOf("/");
  const first = slash === -1 ? "" : path.slice(0, slash);
  return first === "documents" || first === ".sourcewright" ? "" : first;
}

/** Of the files that are there. */
async function hashes(folder: string, paths: readonly string[], ports: Ports): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const path of paths) {
    const bytes = await ports.files.read(join(folder, path));
    if (bytes !== undefined) found.set(path, sha256(bytes));
  }
  return found;
}

function editedFiles(folder: string, edited: readonly string[], { files }: BuildRecord): Failure {
  const own = edited.filter((path) => files[path] === undefined);
  const shown = edited.slice(0, 3).join(", ") + (edited.length > 3 ? ` and ${edited.length - 3} more` : "");
  const what =
    own.length === edited.length ? "there already, and not made by a build" : "edited since it was generated";
  const facts = edited.includes(CONNECTOR_FILE)
    ? `Build an edited ${CONNECTOR_FILE} with \`sourcewright build ${folder}\`, put facts into ${OVERRIDES_FILE}`
    : `Put facts into ${OVERRIDES_FILE}`;
  return new Failure(
    "unusable",
    `${folder}: ${what}: ${shown}; nothing was written. ${facts}, or overwrite with --force`,
  );
}
