import { readdir } from "node:fs/promises";
import type { Json } from "../../model/values.ts";
import type { Environment } from "../environments/ensure-environment.ts";
import type { Framework, RunRequest, RunResult } from "../framework.ts";
import { createJobRunner, harnessScript, isEndless, type Job, type JobResult, type JobRunner } from "../job-runner.ts";
import { isObject, type Message, messageLines, textAt } from "./message-lines.ts";
import { PYTEST, PYTEST_ALONE, testRun } from "./pytest-run.ts";
import { ruffFindings } from "./ruff-findings.ts";
import { SINGER_RECORD, singerDiscovered, singerOutput, singerSelection, singerSettings } from "./singer-messages.ts";

const PRELOAD = [
  "singer_sdk",
  "singer_sdk.authenticators",
  "singer_sdk.pagination",
  "singer_sdk.typing",
  "singer_sdk.testing",
  "pytest",
];
const SHORT = 60;
const TESTS = 300;

/** Logs as a platform that reads them sets them: one JSON object a line. */
const LOG_CONFIG = JSON.stringify({
  version: 1,
  disable_existing_loggers: false,
  formatters: { structured: { "()": "singer_sdk.logging.StructuredFormatter" } },
  handlers: { default: { class: "logging.StreamHandler", formatter: "structured", stream: "ext://sys.stderr" } },
  root: { level: "INFO", handlers: ["default"] },
});

/** A tap (a package `tap_…` in the folder) on the Singer SDK, run as a module from where it lies. */
export async function createSingerFramework(folder: string, environment: Environment): Promise<Framework> {
  const module = await packageIn(folder);
  const runner = await createJobRunner({ python: environment.python, preload: PRELOAD });
  const run = createCommand({ runner, folder, module });
  let catalog: Promise<Message> | undefined;
  const catalogOf = (request: RunRequest) => {
    catalog ??= discover(run, request);
    return catalog;
  };
  const pytest = (job: Partial<Job> & Pick<Job, "routes" | "argv">) =>
    runner.run({ entry: { module: "pytest" }, path: [folder], timeout: TESTS, ...job }).then(testRun);
  return {
    name: "singer-sdk",
    version: environment.version,
    async settings() {
      const output = await run(["--about", "--format=json"], { routes: {} });
      return singerSettings(wholeMessage(output));
    },
    async check(request) {
      const output = await run(["--test", ...CONFIG], { files: configFile(request), routes: request.routes });
      return { ...runResult(output), connected: output.result.exitCode === 0 };
    },
    async discover(request) {
      const { streams } = await catalogOf(request);
      return Array.isArray(streams) ? streams.filter(isObject).map(singerDiscovered) : [];
    },
    async read({ killAfterRecords: after, ...request }) {
      const selection = singerSelection(await catalogOf(request), request.streams);
      const state = stateFile(request.state);
      const argv = [...CONFIG, "--catalog", "catalog.json", ...(request.state === undefined ? [] : STATE)];
      const output = await run(argv, {
        files: { ...configFile(request), "catalog.json": JSON.stringify(selection), ...state },
        routes: request.routes,
        timeout: request.timeout,
        mostRequests: request.mostRequests,
        ...(after === undefined ? {} : { kill: { after, pattern: SINGER_RECORD } }),
      });
      return { ...runResult(output), ...singerOutput(messageLines(output.stdout).messages) };
    },
    async standardTests({ config, routes }, streams) {
      const env = {
        SOURCEWRIGHT_TAP: module,
        SOURCEWRIGHT_CONFIG: JSON.stringify(config),
        SOURCEWRIGHT_STREAMS: JSON.stringify(streams),
      };
      return pytest({ argv: [...PYTEST_ALONE, harnessScript("singer_standard_tests.py")], env, routes });
    },
    ownTests: () => pytest({ argv: [...PYTEST], cwd: folder, routes: {}, loopback: true }),
    lint: () => ruffFindings(runner, folder),
    close: () => runner.close(),
  };
}

const CONFIG = ["--config", "config.json"];
const STATE = ["--state", "state.json"];

interface Output {
  readonly result: JobResult;
  readonly stdout: string;
  /** Log entries of error output, and its other lines. */
  readonly logs: readonly Message[];
  readonly others: readonly string[];
}

type Command = (argv: readonly string[], job: Partial<Job> & Pick<Job, "routes">) => Promise<Output>;

function createCommand(tap: { runner: JobRunner; folder: string; module: string }): Command {
  return async (argv, { files, ...job }) => {
    const result = await tap.runner.run({
      entry: { module: tap.module },
      path: [tap.folder],
      argv,
      files: { "log-config.yaml": LOG_CONFIG, ...files },
      env: { SINGER_SDK_LOG_CONFIG: "log-config.yaml" },
      // Warnings out of the SDK itself are not the tap's.
      strict: `${tap.module}(\\..*)?$`,
      timeout: SHORT,
      ...job,
    });
    const { messages, others } = messageLines(result.stderr);
    return { result, stdout: result.stdout, logs: messages, others };
  };
}

async function packageIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries.find((entry) => entry.isDirectory() && /^tap_[a-z0-9_]+$/.test(entry.name));
  if (!found) throw new Error(`${folder} holds no package tap_…`);
  return found.name;
}

async function discover(run: Command, request: RunRequest): Promise<Message> {
  return wholeMessage(await run(["--discover", ...CONFIG], { files: configFile(request), routes: request.routes }));
}

/** Standard output that is one JSON object over several lines. */
function wholeMessage(output: Output): Message {
  try {
    return JSON.parse(output.stdout) as Message;
  } catch (cause) {
    throw new Error(`no JSON came out: ${errorsIn(output)[0] ?? `exit code ${output.result.exitCode}`}`, { cause });
  }
}

function configFile({ config }: RunRequest): Record<string, string> {
  return { "config.json": JSON.stringify(config) };
}

function stateFile(state: Json | undefined): Record<string, string> {
  return state === undefined ? {} : { "state.json": JSON.stringify(state) };
}

function runResult(output: Output): RunResult {
  const { exitCode, stdout, stderr, journal } = output.result;
  const unstructured = exitCode < 0 ? [] : output.others;
  return {
    exitCode,
    endless: isEndless(output.result),
    stdout,
    stderr,
    journal,
    errors: errorsIn(output),
    unstructured,
  };
}

/** Logs at the level of an error, and what Python says of an exception that nobody caught. */
function errorsIn({ logs, others }: Output): string[] {
  const logged = logs
    .filter((log) => log.level === "error" || log.level === "critical")
    .map((log) =>
      [textAt(log, "message"), textAt(log, "exception", "message")].filter((text) => text !== "").join(": "),
    );
  const raised = others.filter((line) => /^[\w.]+(?:Error|Exception|Warning): /.test(line));
  return [...raised, ...logged];
}
