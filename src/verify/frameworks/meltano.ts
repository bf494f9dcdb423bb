import { join, resolve } from "node:path";
import { Failure } from "../../diagnostics/failure.ts";
import type { Json } from "../../model/values.ts";
import type { Environment } from "../environments/ensure-environment.ts";
import type { DescribedSetting, Framework, ReadRequest, ReadResult, RunRequest, RunResult } from "../framework.ts";
import { createJobRunner, harnessScript, isEndless, type JobResult, type JobRunner } from "../job-runner.ts";
import { parseJournal } from "../journal.ts";
import { loadedRecords, meltanoErrors, stateOf, variables } from "./meltano-output.ts";
import {
  createWorkspace,
  type RunFolder,
  TAP_JOB,
  TAP_JOURNAL,
  TAP_OUTPUT,
  type Workspace,
} from "./meltano-workspace.ts";
import { at, isObject, listAt, type Message, messageLines } from "./message-lines.ts";
import { createSingerFramework } from "./singer.ts";
import { SINGER_RECORD, singerDiscovered, singerOutput } from "./singer-messages.ts";

const PRELOAD = ["meltano.cli", "meltano.core.plugin.singer", "meltano.core.state_service"];
/** Meltano 4.4 heeds the option, and not its setting `auto_install`. */
const NO_INSTALL = "--no-install";
const SHORT = 90;
/** SIGKILL. */
const KILLED = -9;

export interface MeltanoEnvironments {
  readonly meltano: Environment;
  /** Of the tap. */
  readonly tap: Environment;
  readonly loader: Environment;
}

/** What the project says, as Meltano reads it. */
interface Described {
  readonly extractor: string;
  readonly loader: string;
  readonly folder: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly job: string | null;
  readonly environment: string | null;
  readonly settings: readonly DescribedSetting[];
  readonly problems: readonly string[];
}

interface Parts {
  readonly runner: JobRunner;
  readonly workspace: Workspace;
  readonly described: Described;
  /** Absolute: of the tap's project. */
  readonly tap: string;
  readonly module: string;
  /** Meltano's system database, made once: it takes a second. */
  readonly database: Once<void>;
}

/** A project that Meltano runs: the tap from where it lies, the loader's files as what came out, state in its own backend. */
export async function createMeltanoFramework(folder: string, environments: MeltanoEnvironments): Promise<Framework> {
  const runner = await createJobRunner({ python: environments.meltano.python, preload: PRELOAD });
  const workspace = await createWorkspace(folder, environments);
  const described = await describe(runner, folder, workspace).catch(async (error: unknown) => {
    await runner.close();
    await workspace.close();
    throw error;
  });
  const tap = resolve(folder, described.folder);
  const singer = once(() => createSingerFramework(tap, environments.tap));
  const module = (Object.values(described.scripts)[0] ?? "").split(/[.:]/)[0] ?? "";
  const parts: Parts = { runner, workspace, described, tap, module, database: once(() => makeDatabase(parts)) };
  return {
    name: "meltano",
    version: environments.meltano.version,
    narrow: "Each run starts Meltano, the tap twice and the loader",
    settings: async () => described.settings,
    async check(request) {
      const output = await runOnce(parts, request, ["config", "test", NO_INSTALL, described.extractor]);
      return { ...output.result, connected: output.result.exitCode === 0 };
    },
    async discover(request) {
      const { result } = await runOnce(parts, request, ["invoke", NO_INSTALL, "--dump=catalog", described.extractor]);
      return catalogEntries(result).filter(isSelected).map(singerDiscovered);
    },
    read: (request) => read(parts, request),
    async standardTests() {
      const { problems } = described;
      const output = problems.map((problem) => `E  ${problem}`).join("\n");
      return { passed: problems.length === 0 ? 1 : 0, failed: problems.length, green: problems.length === 0, output };
    },
    ownTests: async () => (await singer.get()).ownTests(),
    lint: async () => (await singer.get()).lint(),
    async close() {
      await (await singer.made())?.close();
      await runner.close();
      await workspace.close();
    },
  };
}

interface Once<Made> {
  get(): Promise<Made>;
  made(): Promise<Made | undefined>;
}

/** Made when it is first asked for: not every verification asks. */
function once<Made>(make: () => Promise<Made>): Once<Made> {
  let made: Promise<Made> | undefined;
  const get = () => {
    made ??= make();
    return made;
  };
  return { get, made: async () => made };
}

/** In a copy: Meltano makes folders of its own wherever it looks at a project. */
async function describe(runner: JobRunner, folder: string, workspace: Workspace): Promise<Described> {
  const run = await workspace.open();
  const result = await runner.run({
    entry: { script: harnessScript("meltano_project.py") },
    argv: [],
    cwd: run.path,
    routes: {},
    timeout: SHORT,
  });
  await run.remove();
  const text = result.stdout.split("\n").find((line) => line.startsWith('{"extractor"'));
  if (result.exitCode === 0 && text !== undefined) return JSON.parse(text);
  const reason = result.stderr.trim().split("\n").at(-1) ?? "";
  throw new Failure("unusable", `${folder}: Meltano doesn't take the project: ${reason}`);
}

/** Migrates a system database once, as a first command of the user's would. */
async function makeDatabase(parts: Parts): Promise<void> {
  const run = await parts.workspace.open(parts.described);
  await command(parts, run, ["state", "list"]);
  await parts.workspace.keepDatabase(run);
  await run.remove();
}

function command(
  { runner }: Parts,
  { path }: RunFolder,
  argv: readonly string[],
  limit: Limit = {},
): Promise<JobResult> {
  return runner.run({
    entry: { script: harnessScript("meltano_command.py") },
    argv: ["--log-format=json", ...argv],
    cwd: path,
    env: { MELTANO_CLI_DISABLE_VERSION_CHECK: "true", ...limit.env },
    routes: {},
    timeout: limit.timeout ?? SHORT,
  });
}

interface Limit {
  readonly timeout?: number;
  readonly env?: Readonly<Record<string, string>>;
}

type TapRun = RunRequest & Partial<Pick<ReadRequest, "killAfterRecords" | "mostRequests">>;

/** The settings go where a user puts them, and the tap learns what source it meets. */
async function prepare({ described, workspace, tap, module, database }: Parts, request: TapRun): Promise<RunFolder> {
  await database.get();
  const run = await workspace.open(described);
  const { killAfterRecords: after } = request;
  const job = {
    module,
    path: [tap],
    routes: request.routes,
    strict: `${module}(\\..*)?$`,
    kill: after === undefined ? null : { after, pattern: SINGER_RECORD },
    most_requests: request.mostRequests ?? null,
    journal: join(run.path, TAP_JOURNAL),
    copy: join(run.path, TAP_OUTPUT),
  };
  await run.write(TAP_JOB, JSON.stringify(job));
  await run.write(".env", variables(described.extractor, request.config));
  return run;
}

async function runOnce(parts: Parts, request: TapRun, argv: readonly string[]) {
  const run = await prepare(parts, request);
  try {
    return { result: await runResult(run, await command(parts, run, argv)) };
  } finally {
    await run.remove();
  }
}

async function read(parts: Parts, request: ReadRequest): Promise<ReadResult> {
  const { described } = parts;
  const run = await prepare(parts, request);
  try {
    const id = `${described.environment ?? ""}:${described.extractor}-to-${described.loader}`;
    if (request.state !== undefined)
      await command(parts, run, ["state", "set", "--force", id, JSON.stringify({ singer_state: request.state })]);
    const filter = `${described.extractor}__select_filter`.toUpperCase().replaceAll("-", "_");
    const what = described.job === null ? [described.extractor, described.loader] : [described.job];
    const ended = await command(parts, run, ["run", NO_INSTALL, ...what], {
      timeout: request.timeout,
      env: { [filter]: JSON.stringify(request.streams) },
    });
    const records = await loadedRecords(run);
    const { statesAfter } = singerOutput(messageLines(await run.read(TAP_OUTPUT)).messages);
    const state = stateOf(await command(parts, run, ["state", "get", id]));
    return { ...(await runResult(run, ended)), records, durable: records, state, statesAfter };
  } finally {
    await run.remove();
  }
}

async function runResult(run: RunFolder, ended: JobResult): Promise<RunResult> {
  const tap = parseJournal(await run.read(TAP_JOURNAL));
  const wasKilled = tap.some(({ kind }) => kind === "killed");
  const { messages, others } = messageLines(ended.stderr);
  return {
    exitCode: wasKilled ? KILLED : ended.exitCode,
    endless: isEndless(ended) || tap.some(({ kind }) => kind === "endless"),
    stdout: ended.stdout,
    stderr: ended.stderr,
    errors: meltanoErrors(messages, others),
    unstructured: others,
    journal: [...ended.journal, ...tap],
  };
}

function catalogEntries({ stdout, errors, exitCode }: RunResult): Message[] {
  try {
    return listAt(JSON.parse(stdout) as Json, "streams").filter(isObject);
  } catch (cause) {
    throw new Error(`no catalog came out: ${errors[0] ?? `exit code ${exitCode}`}`, { cause });
  }
}

/** As Meltano's own rules left it. */
function isSelected(entry: Message): boolean {
  const own = listAt(entry, "metadata").find((one) => listAt(one, "breadcrumb").length === 0);
  return at(own, "metadata", "selected") === true;
}
