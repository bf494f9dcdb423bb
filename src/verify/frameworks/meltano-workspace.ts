import { chmod, copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Environment } from "../environments/ensure-environment.ts";

/** What is the user's or a run's, and none of the project as it is delivered. */
const LEFT = new Set([".meltano", ".env", "output", "extract", ".git"]);
const DATABASE = join(".meltano", "meltano.db");
const HARNESS = fileURLToPath(new URL("../harness", import.meta.url));

/** A project as Meltano left it after `meltano install`, without the user's own folder being touched. */
export interface Workspace {
  /** A fresh copy for one run; without plugins, for a look at the project alone. */
  open(plugins?: Plugins): Promise<RunFolder>;
  /** Keeps the system database of a run for those to come. */
  keepDatabase(from: RunFolder): Promise<void>;
  close(): Promise<void>;
}

export interface RunFolder {
  readonly path: string;
  write(name: string, text: string): Promise<void>;
  read(name: string): Promise<string>;
  /** Names of the files in a folder of it. */
  list(name: string): Promise<string[]>;
  remove(): Promise<void>;
}

interface Plugins {
  readonly extractor: string;
  readonly loader: string;
  /** Of the tap's project: a command and what it calls (`tap_acme.tap:TapAcme.cli`). */
  readonly scripts: Readonly<Record<string, string>>;
}

/** Files of a run's folder that the launcher of the tap reads and writes. */
export const TAP_JOB = "tap-job.json";
export const TAP_JOURNAL = "tap-journal";
export const TAP_OUTPUT = "tap-output";

/**
 * Virtual environments of plugins are made in each run's folder: the loader's links to the commands of one that is
 * there, and the tap's holds a command for each of its scripts that runs it under the harness from where it lies.
 */
export async function createWorkspace(
  project: string,
  environments: { readonly tap: Environment; readonly loader: Environment },
): Promise<Workspace> {
  const root = await mkdtemp(join(tmpdir(), "sourcewright-meltano-"));
  const database = join(root, "meltano.db");
  const entries = (await readdir(project)).filter((name) => !LEFT.has(name));
  let runs = 0;
  let hasDatabase = false;
  return {
    async open(plugins) {
      const path = join(root, String(++runs));
      await mkdir(join(path, ".meltano"), { recursive: true });
      for (const name of entries) await cp(join(project, name), join(path, name), { recursive: true });
      await symlink(join(project, "extract"), join(path, "extract"));
      if (plugins) await plant(path, plugins, environments);
      if (hasDatabase) await copyFile(database, join(path, DATABASE));
      return runFolder(path);
    },
    async keepDatabase({ path }) {
      await copyFile(join(path, DATABASE), database);
      hasDatabase = true;
    },
    close: () => rm(root, { recursive: true, force: true }),
  };
}

async function plant(
  path: string,
  { extractor, loader, scripts }: Plugins,
  environments: { readonly tap: Environment; readonly loader: Environment },
): Promise<void> {
  const bin = join(path, ".meltano", "extractors", extractor, "venv", "bin");
  await mkdir(bin, { recursive: true });
  await symlink(environments.tap.python, join(bin, "python"));
  const text = launcher(environments.tap.python, join(path, TAP_JOB));
  for (const name of Object.keys(scripts)) {
    await writeFile(join(bin, name), text);
    await chmod(join(bin, name), 0o700);
  }
  const place = join(path, ".meltano", "loaders", loader, "venv", "bin");
  await mkdir(place, { recursive: true });
  for (const name of ["python", loader])
    await symlink(join(dirname(environments.loader.python), name), join(place, name));
}

function launcher(python: string, job: string): string {
  return `#!${python}
import sys

sys.path.insert(0, ${JSON.stringify(HARNESS)})
from sourcewright_harness import meltano_plugin

meltano_plugin.main(${JSON.stringify(job)})
`;
}

function runFolder(path: string): RunFolder {
  return {
    path,
    write: (name, text) => writeFile(join(path, name), text),
    read: (name) => readFile(join(path, name), "utf8").catch(() => ""),
    list: (name) => readdir(join(path, name)).catch(() => []),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
