import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TELEMETRY_OFF } from "../src/verify/environments/frameworks.ts";

const HARNESS = fileURLToPath(new URL("../src/verify/harness", import.meta.url));
const MEASURED_RUN = fileURLToPath(new URL("measured_run.py", import.meta.url));
const SECONDS = 600;

/** One run of Python code as `verify` does it, but in a process that nothing was loaded into before. */
export interface PythonRun {
  readonly python: string;
  readonly entry: { readonly module: string } | { readonly script: string };
  readonly argv: readonly string[];
  /** Folders in which modules are looked for first. */
  readonly path: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly routes: Readonly<Record<string, string>>;
}

export interface Measured {
  readonly exitCode: number;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly peakKiB: number;
  readonly stdout: string;
}

/** Throws with the process's last words where it fails. */
export async function measureRun(run: PythonRun): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), "sourcewright-bench-"));
  try {
    for (const [name, text] of Object.entries(run.files)) await writeFile(join(folder, name), text);
    const job = {
      id: 1,
      ...run.entry,
      argv: run.argv,
      path: run.path,
      routes: run.routes,
      cwd: folder,
      timeout: SECONDS,
      stdout: join(folder, "stdout"),
      stderr: join(folder, "stderr"),
    };
    const command = [run.python, "-m", "sourcewright_harness.run_job", JSON.stringify(job)];
    const told = JSON.parse(await output(run.python, [MEASURED_RUN, ...command], folder)) as Omit<Measured, "stdout">;
    const words = await readFile(job.stderr, "utf8").catch(() => "");
    if (told.exitCode !== 0) throw new Error(`ended with ${told.exitCode}: ${words.slice(-600)}`);
    return { ...told, stdout: await readFile(job.stdout, "utf8") };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function output(command: string, argv: readonly string[], home: string): Promise<string> {
  const env = { PATH: process.env.PATH, HOME: home, LANG: "C.UTF-8", PYTHONPATH: HARNESS, ...TELEMETRY_OFF };
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, { env, stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    child.on("error", reject);
    child.on("close", () => resolve(text));
  });
}
