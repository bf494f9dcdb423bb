import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Failure } from "../diagnostics/failure.ts";
import { TELEMETRY_OFF } from "./environments/frameworks.ts";
import { type JournalEntry, parseJournal } from "./journal.ts";

/** One run of Python code as a process of its own. */
export interface Job {
  /** A module to run as `python -m` does, or a script's path. */
  readonly entry: { readonly module: string } | { readonly script: string };
  readonly argv: readonly string[];
  /** Written into the job's own folder, which is where it runs unless `cwd` says otherwise. */
  readonly files?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Folders in which modules are looked for first. */
  readonly path?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly routes: Readonly<Record<string, string>>;
  /** Whether loopback may be reached directly. */
  readonly loopback?: boolean;
  /** Modules whose warnings are errors; a regular expression. */
  readonly strict?: string;
  /** SIGKILL once so many lines that match have been written to standard output. */
  readonly kill?: { readonly after: number; readonly pattern: string };
  /** Seconds. */
  readonly timeout: number;
  /** The process is ended as endless when it makes more. */
  readonly mostRequests?: number;
}

export interface JobResult {
  /** Below zero: ended by that signal. */
  readonly exitCode: number;
  readonly timedOut: boolean;
  readonly seconds: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly journal: readonly JournalEntry[];
}

export function isEndless({ timedOut, journal }: JobResult): boolean {
  return timedOut || journal.some(({ kind }) => kind === "endless");
}

export interface JobRunner {
  run(job: Job): Promise<JobResult>;
  /** Ends all that still runs and removes every file that was made. */
  close(): Promise<void>;
}

interface Ended {
  readonly exitCode: number;
  readonly timedOut: boolean;
  readonly seconds: number;
}

/** Sends a job off as the JSON that the harness reads; resolves when its process has ended. */
type Start = (description: { readonly id: number; readonly timeout: number }) => Promise<Ended>;

const HARNESS = fileURLToPath(new URL("harness", import.meta.url));

/** Path of a script of the harness. */
export const harnessScript = (name: string): string => join(HARNESS, "sourcewright_harness", name);

interface RunnerOptions {
  readonly python: string;
  /** Modules that every job needs: imported once where processes can be forked. */
  readonly preload: readonly string[];
  /** A module whose `warm` is called once with the argument, for what all jobs have in common. */
  readonly warm?: { readonly module: string; readonly argument: string };
}

export async function createJobRunner(options: RunnerOptions): Promise<JobRunner> {
  const folder = await mkdtemp(join(tmpdir(), "sourcewright-verify-"));
  const forget = onInterrupt(() => rmSync(folder, { recursive: true, force: true }));
  const env = jobEnvironment(folder);
  const processes = process.platform === "win32" ? plain(options, env) : await forking(options, env);
  let jobs = 0;
  return {
    async run(job) {
      const id = ++jobs;
      const place = join(folder, String(id));
      await mkdir(place);
      for (const [name, text] of Object.entries(job.files ?? {})) await writeFile(join(place, name), text);
      const ended = await processes.start(describeJob(job, id, place));
      const read = (name: string) => readFile(join(place, name), "utf8").catch(() => "");
      const [stdout, stderr, journal] = await Promise.all([read("stdout"), read("stderr"), read("journal")]);
      await rm(place, { recursive: true, force: true });
      return { ...ended, stdout, stderr, journal: parseJournal(journal) };
    },
    async close() {
      forget();
      await processes.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Does something before a signal ends this process as it would have; gives what takes that back. */
function onInterrupt(act: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const end = (signal: NodeJS.Signals) => {
    forget();
    act();
    process.kill(process.pid, signal);
  };
  const forget = () => {
    for (const signal of signals) process.off(signal, end);
  };
  for (const signal of signals) process.on(signal, end);
  return forget;
}

function describeJob(job: Job, id: number, place: string) {
  return {
    id,
    ...job.entry,
    argv: job.argv,
    cwd: job.cwd ?? place,
    path: job.path ?? [],
    env: job.env ?? {},
    routes: job.routes,
    loopback: job.loopback ?? false,
    strict: job.strict ?? null,
    kill: job.kill ?? null,
    timeout: job.timeout,
    most_requests: job.mostRequests ?? null,
    stdout: join(place, "stdout"),
    stderr: join(place, "stderr"),
    journal: join(place, "journal"),
  };
}

/** Nothing of the user's: no tokens, no proxies, no settings of Python. */
function jobEnvironment(folder: string): Record<string, string | undefined> {
  const kept = ["PATH", "SystemRoot"].map((name) => [name, process.env[name]] as const);
  return {
    ...Object.fromEntries(kept),
    ...TELEMETRY_OFF,
    HOME: folder,
    TMPDIR: folder,
    LANG: "C.UTF-8",
    PYTHONUTF8: "1",
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONNOUSERSITE: "1",
    PYTHONPATH: HARNESS,
    // macOS refuses forks of a process that has loaded some of its frameworks.
    OBJC_DISABLE_INITIALIZE_FORK_SAFETY: "YES",
  };
}

async function forking({ python, preload, warm }: RunnerOptions, env: Record<string, string | undefined>) {
  const parameters = JSON.stringify({ preload, warm: warm ? [warm.module, warm.argument] : [] });
  const server = spawn(python, ["-m", "sourcewright_harness.fork_server", parameters], { env, stdio: "pipe" });
  const waiting = new Map<number, (ended: Ended) => void>();
  let errors = "";
  server.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString("utf8");
  });
  server.stdin.on("error", () => undefined);
  const dead = new Promise<never>((_, reject) => {
    const fail = () => reject(new Failure("unusable", `the verifying process ended: ${lastLine(errors)}`));
    server.on("error", fail);
    server.on("close", fail);
  });
  dead.catch(() => undefined);
  await Promise.race([dead, ready(server, waiting)]);
  const start: Start = (description) => {
    const ended = new Promise<Ended>((resolve) => waiting.set(description.id, resolve));
    server.stdin.write(`${JSON.stringify(description)}\n`);
    return Promise.race([ended, dead]);
  };
  const close = async () => {
    server.stdin.end();
    await dead.catch(() => undefined);
  };
  return { start, close };
}

function ready(server: ChildProcess, waiting: Map<number, (ended: Ended) => void>): Promise<void> {
  return new Promise((resolve) => {
    if (!server.stdout) return;
    createInterface({ input: server.stdout }).on("line", (line) => {
      const reply = JSON.parse(line) as { ready: true } | ({ id: number; ready?: never } & Ended);
      if (reply.ready) return resolve();
      const { id, exitCode, timedOut, seconds } = reply;
      waiting.get(id)?.({ exitCode, timedOut, seconds });
      waiting.delete(id);
    });
  });
}

/** Where processes can't be forked, each job imports the framework anew. */
function plain({ python }: RunnerOptions, env: Record<string, string | undefined>) {
  const start: Start = (description) =>
    new Promise((resolve, reject) => {
      const began = performance.now();
      const parameters = ["-m", "sourcewright_harness.run_job", JSON.stringify(description)];
      const child = spawn(python, parameters, { env, stdio: "ignore" });
      let timedOut = false;
      const timer = setTimeout(() => {
        timedOut = true;
        child.kill("SIGKILL");
      }, description.timeout * 1000);
      child.on("error", reject);
      child.on("close", (exitCode) => {
        clearTimeout(timer);
        resolve({ exitCode: exitCode ?? -9, timedOut, seconds: (performance.now() - began) / 1000 });
      });
    });
  return { start, close: async () => undefined };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
