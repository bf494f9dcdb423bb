import { Failure } from "../../diagnostics/failure.ts";
import type { Python } from "./find-python.ts";
import { TELEMETRY_OFF } from "./frameworks.ts";
import type { Requirements } from "./requirements.ts";
import { runCommand } from "./run-command.ts";

interface Installation {
  readonly title: string;
  readonly folder: string;
  /** Of the environment that is to be. */
  readonly interpreter: string;
  readonly requirements: Requirements;
  readonly python: Python;
}

/** Makes the environment with uv where it is on the PATH, else with Python's own venv and pip. */
export async function installPackages(
  installation: Installation,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const quiet = { ...env, ...TELEMETRY_OFF, PIP_DISABLE_PIP_VERSION_CHECK: "1", PYTHONNOUSERSITE: "1" };
  const hasUv = (await runCommand("uv", ["--version"], quiet)).exitCode === 0;
  for (const command of hasUv ? uvCommands(installation) : pipCommands(installation)) {
    const { exitCode, output } = await runCommand(command.program, command.parameters, quiet);
    if (exitCode !== 0) throw new Failure("unusable", whatFailed(installation, output));
  }
}

interface Command {
  readonly program: string;
  readonly parameters: readonly string[];
}

function uvCommands({ folder, interpreter, requirements, python }: Installation): Command[] {
  return [
    { program: "uv", parameters: ["venv", "--quiet", "--no-project", "--python", python.program, folder] },
    {
      program: "uv",
      parameters: ["pip", "sync", "--quiet", "--require-hashes", "--python", interpreter, requirements.path],
    },
  ];
}

function pipCommands({ folder, interpreter, requirements, python }: Installation): Command[] {
  // The file names every package, so nothing is left for pip to resolve.
  const install = ["-m", "pip", "install", "--quiet", "--no-input", "--no-deps", "--require-hashes"];
  return [
    { program: python.program, parameters: ["-m", "venv", folder] },
    { program: interpreter, parameters: [...install, "--requirement", requirements.path] },
  ];
}

const NO_REGISTRY =
  /failed to establish|connection (?:refused|reset|error|broken)|error sending request|dns error|name resolution|timed out|no matching distribution|could not connect/i;
const NO_VENV = /ensurepip is not available|No module named '?(?:venv|ensurepip)/;

function whatFailed({ title, requirements }: Installation, output: string): string {
  const what = `the Python environment of ${title} ${requirements.version} can't be made`;
  if (NO_VENV.test(output)) return `${what}: this Python lacks its venv module; install it (python3-venv), or uv`;
  const reason = reasonIn(output);
  if (NO_REGISTRY.test(output)) return `${what}: the package registry is out of reach (${reason}); try again online`;
  return `${what}: ${reason}`;
}

/** The most telling line; addresses are left out, since a registry's may hold a password. */
function reasonIn(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const telling = lines.filter((line) => /error|×|failed|caused by/i.test(line));
  return (telling[0] ?? lines.at(-1) ?? "no reason was given").replace(/\w+:\/\/\S+/g, "<address>");
}
