import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { Json } from "../../model/values.ts";
import type { Environment } from "../environments/ensure-environment.ts";
import type {
  DescribedSetting,
  DiscoveredStream,
  Framework,
  ReadRequest,
  ReadResult,
  RunRequest,
  RunResult,
  StreamRecord,
  TestRun,
} from "../framework.ts";
import { createJobRunner, harnessScript, isEndless, type Job, type JobResult, type JobRunner } from "../job-runner.ts";
import { isObject, type Message, messageLines, textAt } from "./message-lines.ts";
import { PYTEST, testRun } from "./pytest-run.ts";
import { ruffFindings } from "./ruff-findings.ts";

const PRELOAD = [
  "airflow.sdk",
  "airflow.sdk.log",
  "airflow.sdk.execution_time.context",
  "jinja2",
  "jsonschema",
  "requests",
  "pytest",
];
const SHORT = 60;
const TESTS = 300;

/**
 * An Airflow provider (a package `airflow_provider_…` in the folder): its hook, and the tasks of its example Dag, run
 * without a scheduler. Records are those in the files that tasks gave out; the state is in files beside them, which the
 * next run finds in a folder of its own.
 */
export async function createAirflowFramework(folder: string, environment: Environment): Promise<Framework> {
  const runner = await createJobRunner({ python: environment.python, preload: PRELOAD });
  const places = await mkdtemp(join(tmpdir(), "sourcewright-airflow-"));
  const project = createProject(runner, folder);
  let made = 0;
  return {
    name: "airflow",
    version: environment.version,
    settings: () => project.ask<DescribedSetting[]>("settings", { config: {}, routes: {} }),
    async check(request) {
      const output = await project.run(["check"], request);
      return { ...runResult(output), connected: output.exitCode === 0 };
    },
    discover: (request) => project.ask<DiscoveredStream[]>("streams", request),
    async read(request) {
      const place = join(places, String(++made));
      await putStates(place, request.state);
      return readTasks(project, request, place);
    },
    async standardTests(request) {
      return acceptance(await project.ask<string[]>("problems", request));
    },
    ownTests: () =>
      runner
        .run({
          entry: { module: "pytest" },
          path: [folder],
          argv: [...PYTEST],
          cwd: folder,
          routes: {},
          loopback: true,
          timeout: TESTS,
        })
        .then(testRun),
    lint: () => ruffFindings(runner, folder),
    async close() {
      await runner.close();
      await rm(places, { recursive: true, force: true });
    },
  };
}

/** Airflow has no suite of tests for providers: it validates what they tell of themselves, and their Dags. */
function acceptance(problems: readonly string[]): TestRun {
  return {
    what: "Airflow's own checks (the provider's information, and the example Dag validated and serialized)",
    passed: 2 - Math.min(2, problems.length),
    failed: problems.length,
    green: problems.length === 0,
    output: problems.join("\n"),
  };
}

interface Project {
  run(argv: readonly string[], request: RunRequest, job?: Partial<Job>): Promise<JobResult>;
  /** What is known of the provider. Errors: what Python said where it failed. */
  ask<Answer>(operation: string, request: RunRequest): Promise<Answer>;
}

function createProject(runner: JobRunner, folder: string): Project {
  const run: Project["run"] = (argv, { config, routes }, job = {}) =>
    runner.run({
      entry: { script: harnessScript("airflow_project.py") },
      path: [folder],
      argv: [folder, ...argv],
      routes,
      env: { SOURCEWRIGHT_CONFIG: JSON.stringify(config) },
      timeout: SHORT,
      ...job,
    });
  return {
    run,
    async ask<Answer>(operation: string, request: RunRequest): Promise<Answer> {
      const { exitCode, stdout, stderr } = await run([operation], request);
      if (exitCode === 0) return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Answer;
      throw new Error(stderr.trim().split("\n").at(-1) ?? `exit code ${exitCode}`);
    },
  };
}

async function readTasks(project: Project, request: ReadRequest, place: string): Promise<ReadResult> {
  const { streams, killAfterRecords, timeout, mostRequests } = request;
  const argv = ["run", place, JSON.stringify(streams), JSON.stringify(killAfterRecords ?? null)];
  const output = await project.run(argv, request, { timeout, mostRequests });
  const records: StreamRecord[] = [];
  const statesAfter: number[] = [];
  for (const told of messageLines(output.stdout).messages) {
    records.push(...(await recordsIn(textAt(told, "stream"), textAt(told, "uri"))));
    statesAfter.push(records.length);
  }
  return {
    ...runResult(output),
    records,
    durable: records,
    state: await statesIn(place, streams),
    statesAfter,
  };
}

async function recordsIn(stream: string, uri: string): Promise<StreamRecord[]> {
  const bytes = await readFile(fileURLToPath(uri));
  const text = (uri.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => ({ stream, record: JSON.parse(line) as StreamRecord["record"] }));
}

const stateFile = (place: string, stream: string): string => join(place, stream, "state.json");

/** The states that lie beside the files, by stream; undefined where there is none. */
async function statesIn(place: string, streams: readonly string[]): Promise<Json | undefined> {
  const found: Record<string, Json> = {};
  for (const stream of streams) {
    const text = await readFile(stateFile(place, stream), "utf8").catch(() => undefined);
    const held = text === undefined ? undefined : (JSON.parse(text) as Message).state;
    if (held !== undefined) found[stream] = held;
  }
  return Object.keys(found).length > 0 ? found : undefined;
}

async function putStates(place: string, state: Json | undefined): Promise<void> {
  await mkdir(place);
  if (!isObject(state)) return;
  for (const [stream, held] of Object.entries(state)) {
    await mkdir(join(place, stream));
    await writeFile(stateFile(place, stream), JSON.stringify({ state: held, file: "" }));
  }
}

function runResult(result: JobResult): RunResult {
  const { exitCode, stdout, stderr, journal } = result;
  const { messages, others } = messageLines(stderr);
  return {
    exitCode,
    endless: isEndless(result),
    stdout,
    stderr,
    journal,
    errors: [...messages.filter(isError).map((log) => textAt(log, "event")), ...others.filter(isRaised)],
    unstructured: exitCode < 0 ? [] : others,
  };
}

const isError = (log: Message): boolean => log.level === "error" || log.level === "critical";
const isRaised = (line: string): boolean => /^[\w.]+(?:Error|Exception|Warning): /.test(line);
