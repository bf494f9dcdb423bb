import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "../../model/values.ts";
import { withMoments } from "../as-loaded.ts";
import type { Environment } from "../environments/ensure-environment.ts";
import type {
  DescribedSetting,
  DiscoveredStream,
  Framework,
  ReadResult,
  RunRequest,
  RunResult,
  StreamRecord,
  TestRun,
} from "../framework.ts";
import { createJobRunner, harnessScript, isEndless, type Job, type JobResult, type JobRunner } from "../job-runner.ts";
import { type Message, messageLines, textAt } from "./message-lines.ts";
import { PYTEST, testRun } from "./pytest-run.ts";
import { ruffFindings } from "./ruff-findings.ts";

const PRELOAD = ["dlt", "dlt.destinations.impl.duckdb.duck", "duckdb", "requests", "pytest"];
const SHORT = 60;
const TESTS = 300;

/** What came of a run, as it lies in the warehouse. */
interface Tables {
  /** Every load that was completed, the first one first. */
  readonly loads: readonly string[];
  readonly records: readonly StreamRecord[];
  /** How many of them had come with each new load. */
  readonly counts: readonly number[];
  /** Of all rows, by stream, where it has a key: each as text. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** The pipeline's own state. */
  readonly state: Json;
}

/** Where a run keeps its working files and its DuckDB, and the loads that are in it. */
interface Workspace {
  readonly folder: string;
  readonly loads: readonly string[];
  readonly keys: Tables["keys"];
}

/**
 * A pipeline of dlt (a script `…_pipeline.py` in the folder), run as its user runs it, into DuckDB. Records are what
 * arrived in the tables; the state is the pipeline's, which the next run finds in a copy of the warehouse.
 */
export async function createDltFramework(folder: string, environment: Environment): Promise<Framework> {
  const runner = await createJobRunner({ python: environment.python, preload: PRELOAD });
  const workspaces = await mkdtemp(join(tmpdir(), "sourcewright-warehouse-"));
  const project = createProject({ runner, folder, workspaces });
  return {
    name: "dlt",
    version: environment.version,
    settings: () => project.ask<DescribedSetting[]>("settings", { config: {}, routes: {} }),
    async check(request) {
      const output = await project.run(await project.workspace(), ["--check"], request);
      return { ...runResult(output), connected: output.exitCode === 0 };
    },
    discover: (request) => project.ask<DiscoveredStream[]>("streams", request),
    read: ({ state, streams, killAfterRecords: after, ...request }) =>
      project.load({
        request,
        state,
        argv: ["--streams", streams.join(",")],
        job: {
          timeout: request.timeout,
          mostRequests: request.mostRequests,
          ...(after === undefined ? {} : { env: { SOURCEWRIGHT_KILL_AFTER: String(after) } }),
        },
      }),
    standardTests: (request, streams) => acceptance(project, request, streams),
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
    asLoaded: withMoments,
    async close() {
      await runner.close();
      await rm(workspaces, { recursive: true, force: true });
    },
  };
}

/** dlt has no suite of tests for pipelines: it validates the schema, and each load tells what failed of it. */
async function acceptance(project: Project, request: RunRequest, streams: readonly string[]): Promise<TestRun> {
  const against = await project.ask<string[]>("check-schema", request);
  const loaded = await project.load({ request, state: undefined, argv: ["--streams", streams.join(",")], job: {} });
  const failures = [
    ...against,
    ...(loaded.exitCode === 0 ? [] : [`the load ended with exit code ${loaded.exitCode}: ${loaded.errors[0] ?? ""}`]),
  ];
  return {
    what: "dlt's own checks (of the schema, and of each load's jobs; it has no tests of its own for pipelines)",
    passed: 2 - Math.min(2, failures.length),
    failed: failures.length,
    green: failures.length === 0,
    output: failures.join("\n"),
  };
}

interface Load {
  readonly request: RunRequest;
  readonly state: Json | undefined;
  readonly argv: readonly string[];
  readonly job: Partial<Job>;
}

interface Project {
  /** A new folder, in which nothing was loaded yet. */
  workspace(): Promise<string>;
  run(workspace: string, argv: readonly string[], request: RunRequest, job?: Partial<Job>): Promise<JobResult>;
  /** What dlt knows of the project. Errors: what Python said where it failed. */
  ask<Answer>(operation: string, request: RunRequest): Promise<Answer>;
  load(load: Load): Promise<ReadResult>;
}

function createProject(parts: { runner: JobRunner; folder: string; workspaces: string }): Project {
  const { runner, folder, workspaces } = parts;
  // By the state's own object: what is in it is the pipeline's, and nothing of ours.
  const places = new WeakMap<object, Workspace>();
  const latest = new Map<string, object>();
  let made = 0;

  const job = (argv: readonly string[], { config, routes }: RunRequest, more: Partial<Job>) =>
    runner.run({
      entry: { script: harnessScript("dlt_project.py") },
      path: [folder],
      argv: [folder, ...argv],
      routes,
      timeout: SHORT,
      ...more,
      env: { SOURCEWRIGHT_CONFIG: JSON.stringify(config), ...more.env },
    });
  const answer = async <Answer>(argv: readonly string[], request: RunRequest, more: Partial<Job>): Promise<Answer> => {
    const result = await job(argv, request, more);
    const last = result.stdout.trim().split("\n").at(-1) ?? "";
    if (result.exitCode === 0) return JSON.parse(last) as Answer;
    throw new Error(result.stderr.trim().split("\n").at(-1) ?? `exit code ${result.exitCode}`);
  };
  const workspace = async (): Promise<string> => {
    const place = join(workspaces, String(++made));
    await mkdir(place);
    await cp(join(folder, ".dlt"), join(place, ".dlt"), { recursive: true });
    return place;
  };
  /** Where a state was reached. A warehouse moves on: what was in it once can't be gone on from twice. */
  const continued = (state: Json | undefined): Workspace | undefined => {
    if (typeof state !== "object" || state === null) return undefined;
    const found = places.get(state);
    if (!found || latest.get(found.folder) !== state) throw new Error("the warehouse of that state is gone");
    return found;
  };
  const run: Project["run"] = (place, argv, request, more = {}) =>
    job(["run", ...argv, "--pipelines-dir", "pipelines"], request, { cwd: place, ...more });

  return {
    workspace,
    run,
    ask: (operation, request) => answer([operation], request, {}),
    async load({ request, state, argv, job: more }) {
      const former = continued(state);
      const place = former?.folder ?? (await workspace());
      const output = await run(place, argv, request, more);
      const known = JSON.stringify(former?.loads ?? []);
      const tables = await answer<Tables>(["tables", known], request, { cwd: place });
      const broken = brokenTable(former?.keys ?? {}, tables.keys);
      if (broken !== undefined) throw new Error(broken);
      const reached = { sources: tables.state };
      places.set(reached, { folder: place, loads: tables.loads, keys: tables.keys });
      latest.set(place, reached);
      return {
        ...runResult(output),
        records: tables.records,
        durable: tables.records,
        state: reached,
        statesAfter: tables.counts,
      };
    },
  };
}

/** A load only adds to what has a key, and no key is there twice: what came with the run alone doesn't show that. */
function brokenTable(before: Tables["keys"], now: Tables["keys"]): string | undefined {
  for (const [stream, keys] of Object.entries(now)) {
    const held = new Set(keys);
    if (held.size < keys.length) return `the table of ${stream} holds ${keys.length - held.size} keys more than once`;
    const gone = (before[stream] ?? []).filter((key) => !held.has(key));
    if (gone.length > 0) return `the table of ${stream} lost ${gone.length} rows of former loads, such as ${gone[0]}`;
  }
  return undefined;
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
    errors: [...messages.filter(isError).map((log) => textAt(log, "message")), ...others.filter(isRaised)],
    unstructured: exitCode < 0 ? [] : others,
  };
}

const isError = (log: Message): boolean => log.level === "error" || log.level === "critical";
const isRaised = (line: string): boolean => /^[\w.]+(?:Error|Exception|Warning): /.test(line);
