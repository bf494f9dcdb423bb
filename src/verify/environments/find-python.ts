import { Failure } from "../../diagnostics/failure.ts";
import { runCommand } from "./run-command.ts";

export interface Python {
  readonly program: string;
  /** Major and minor: `3.11`. */
  readonly version: string;
  /** Kind of system and processor; binary packages differ by it. */
  readonly platform: string;
}

const PROBE = "import sys, sysconfig; print('%d.%d' % sys.version_info[:2], sysconfig.get_platform(), sys.executable)";

/** The first interpreter on this machine that is of one of the given versions. */
export async function findPython(
  versions: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Python> {
  const seen: string[] = [];
  for (const program of candidates(versions, env)) {
    const found = await probe(program, env);
    if (found && versions.includes(found.version)) return found;
    if (found) seen.push(found.version);
  }
  const managed = await managedByUv(versions, env);
  if (managed) return managed;
  const there = seen.length === 0 ? "there is none on this machine" : `here is ${[...new Set(seen)].join(" and ")}`;
  throw new Failure(
    "unusable",
    `verifying needs Python ${versions.join(", ")}; ${there}: install one, or name it in SOURCEWRIGHT_PYTHON`,
  );
}

function candidates(versions: readonly string[], env: Readonly<Record<string, string | undefined>>): string[] {
  const chosen = env.SOURCEWRIGHT_PYTHON;
  if (chosen) return [chosen];
  return ["python3", ...[...versions].reverse().map((version) => `python${version}`), "python"];
}

async function probe(program: string, env: Readonly<Record<string, string | undefined>>): Promise<Python | undefined> {
  const { exitCode, output } = await runCommand(program, ["-I", "-c", PROBE], env);
  const [version, platform, ...path] = output.trim().split(" ");
  if (exitCode !== 0 || !version || !platform || path.length === 0) return undefined;
  return { program: path.join(" "), version, platform };
}

/** uv keeps interpreters of its own outside the PATH. */
async function managedByUv(
  versions: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Python | undefined> {
  if (env.SOURCEWRIGHT_PYTHON) return undefined;
  for (const version of [...versions].reverse()) {
    const { exitCode, output } = await runCommand("uv", ["python", "find", "--no-python-downloads", version], env);
    if (exitCode === -1) return undefined;
    const found = exitCode === 0 ? await probe(output.trim(), env) : undefined;
    if (found) return found;
  }
  return undefined;
}
