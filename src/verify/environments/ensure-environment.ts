import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { underLock } from "./exclusive-lock.ts";
import { findPython, type Python } from "./find-python.ts";
import { FRAMEWORKS, type FrameworkName, TELEMETRY_OFF } from "./frameworks.ts";
import { installPackages } from "./install-packages.ts";
import { type Requirements, readRequirements } from "./requirements.ts";
import { runCommand } from "./run-command.ts";

export interface EnvironmentContext {
  /** The process's environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Takes what is being done, a line at a time. */
  readonly progress: (line: string) => void;
}

export interface Environment {
  /** Path of the environment's interpreter. */
  readonly python: string;
  /** Of the framework. */
  readonly version: string;
}

/** Written last: a folder without it was cut off and is made anew. */
const MARKER = "complete";

/**
 * The Python environment of a framework: made once in the user's cache folder, found again by the hash of its
 * requirements. Fails where no right Python is there, or where the packages can't be had.
 */
export async function ensureEnvironment(framework: FrameworkName, context: EnvironmentContext): Promise<Environment> {
  const requirements = await readRequirements(framework);
  const python = await findPython(FRAMEWORKS[framework].pythons, context.env);
  const root = join(cacheFolder(context.env), "environments");
  const folder = join(root, `${framework}-${environmentKey(requirements, python)}`);
  const environment = { python: interpreter(folder), version: requirements.version };
  if (await usable(folder, context)) return environment;
  await mkdir(root, { recursive: true });
  const { title } = FRAMEWORKS[framework];
  const make = async () => {
    if (await usable(folder, context)) return;
    context.progress(`making the Python environment of ${title} ${requirements.version} (once)`);
    await rm(folder, { recursive: true, force: true });
    await installPackages({ title, folder, interpreter: environment.python, requirements, python }, context.env);
    await writeFile(join(folder, MARKER), "");
  };
  await underLock(`${folder}.lock`, make, () =>
    context.progress(`waiting for another process that makes the Python environment of ${title}`),
  );
  return environment;
}

/** Where sourcewright keeps what can be made again. */
function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env.SOURCEWRIGHT_CACHE) return join(env.SOURCEWRIGHT_CACHE, "sourcewright");
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "sourcewright");
}

function environmentKey(requirements: Requirements, python: Python): string {
  return createHash("sha256")
    .update([requirements.hash, python.version, python.platform].join("\n"))
    .digest("hex")
    .slice(0, 16);
}

function interpreter(folder: string): string {
  return process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
}

/** Whether it was finished, and its interpreter (a link to the machine's) still runs. */
async function usable(folder: string, { env }: EnvironmentContext): Promise<boolean> {
  if (!existsSync(join(folder, MARKER))) return false;
  const { exitCode } = await runCommand(interpreter(folder), ["-I", "-c", ""], { ...env, ...TELEMETRY_OFF });
  return exitCode === 0;
}
