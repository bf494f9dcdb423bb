import { lstat, readdir, realpath } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { askedOrigin } from "../../app/asked-origin.ts";
import type { Ports } from "../../app/ports.ts";
import { Failure } from "../../diagnostics/failure.ts";

export interface Limits {
  /** Real paths of the folders that may be read and written. */
  readonly roots: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly signal: AbortSignal;
  /** Called when writing begins and ends, which must not be cut off. */
  readonly onHold: (isHeld: boolean) => void;
}

/** The same world within limits: nothing outside the roots, no origin that isn't allowed, and an end when it is cancelled. */
export function guardedPorts(ports: Ports, limits: Limits): Ports {
  let held = 0;
  const goOn = () => {
    if (held === 0 && limits.signal.aborted) throw new Failure("unusable", "cancelled");
  };
  /** Folders of this call's own, made in it. */
  const own: string[] = [];
  const inside = async (path: string) => {
    goOn();
    await refuseOutside(path, [...limits.roots, ...own]);
  };
  const { files } = ports;
  return {
    ...ports,
    signal: limits.signal,
    progress: (line) => {
      goOn();
      ports.progress(line);
    },
    fetch: ports.fetch && allowedFetch(ports.fetch, limits, goOn),
    files: {
      read: (path) => inside(path).then(() => files.read(path)),
      list: (folder) => inside(folder).then(() => files.list(folder)),
      write: (path, content) => inside(path).then(() => files.write(path, content)),
      move: (from, to) => Promise.all([inside(from), inside(to)]).then(() => files.move(from, to)),
      remove: (path) => inside(path).then(() => files.remove(path)),
      async temporaryFolder() {
        goOn();
        const made = await realpath(await files.temporaryFolder());
        own.push(made);
        return made;
      },
      removeFolder: (path) => inside(path).then(() => files.removeFolder(path)),
      modified: (path) => inside(path).then(() => files.modified(path)),
      async exclusively(folder, work, onWait) {
        await inside(folder);
        const holding = async () => {
          held++;
          limits.onHold(true);
          try {
            return await work();
          } finally {
            held--;
            limits.onHold(held > 0);
          }
        };
        return files.exclusively(folder, holding, onWait);
      },
    },
  };
}

function allowedFetch(ask: typeof fetch, { allowedOrigins, signal }: Limits, goOn: () => void): typeof fetch {
  return async (target, options) => {
    goOn();
    const origin = askedOrigin(target instanceof Request ? target.url : String(target)) ?? "such an address";
    if (!allowedOrigins.includes(origin)) {
      throw new Failure(
        "misuse",
        `${origin} may not be asked: this server was started without --allow-origin ${origin}; give a file, or have the user allow it`,
      );
    }
    return ask(target, { ...options, signal: options?.signal ? AbortSignal.any([options.signal, signal]) : signal });
  };
}

/** Errors: a `Failure` where the path, with all links followed, leads out of the roots. */
async function refuseOutside(path: string, roots: readonly string[]): Promise<void> {
  const real = await realPlace(resolve(path));
  if (real !== undefined && roots.some((root) => isBelow(real, root))) return;
  throw outside(path, roots);
}

function outside(path: string, roots: readonly string[]): Failure {
  return new Failure(
    "misuse",
    `${path} lies outside of what this server may touch (${roots.join(", ")}); give a path below, or have the user add --root`,
  );
}

/** Where a path leads, also one that isn't there yet; undefined for a link to nowhere. */
async function realPlace(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    if (await isLink(path)) return undefined;
    const above = dirname(path);
    const parent = above === path ? path : await realPlace(above);
    return parent === undefined ? undefined : join(parent, basename(path));
  }
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
}

export function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && resolve(folder, way) === path);
}

/** What tools install beside a project, full of links to the machine's own; no framework of ours reads it. */
const INSTALLED = /[\\/](?:\.meltano|\.venv|\.git)(?:[\\/]|$)/;

/** For a folder that other programs read: each link in it must stay within the roots. */
export async function refuseLinksOut(folder: string, roots: readonly string[]): Promise<void> {
  await refuseOutside(folder, roots);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries)
    if (entry.isSymbolicLink() && !INSTALLED.test(entry.parentPath))
      await refuseOutside(join(entry.parentPath, entry.name), roots);
}
