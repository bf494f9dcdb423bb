import type { Json } from "../../model/values.ts";
import type { Environment } from "../environments/ensure-environment.ts";
import type { Framework, RunRequest, RunResult } from "../framework.ts";
import { createJobRunner, harnessScript, isEndless, type Job, type JobResult, type JobRunner } from "../job-runner.ts";
import type { AirbyteConnector } from "./airbyte-connector.ts";
import {
  AIRBYTE_RECORD,
  airbyteConnected,
  airbyteDiscovered,
  airbyteErrors,
  airbyteOutput,
  airbyteSettings,
  airbyteStreams,
} from "./airbyte-messages.ts";
import { at, type Lines, listAt, type Message, messageLines } from "./message-lines.ts";
import { PYTEST, PYTEST_ALONE, testRun } from "./pytest-run.ts";
import { ruffFindings } from "./ruff-findings.ts";

const SHORT = 60;
const TESTS = 300;

/** A connector in Airbyte's own runtime and entry point. */
export async function createAirbyteFramework(
  connector: AirbyteConnector,
  environment: Environment,
): Promise<Framework> {
  const { folder, preload, warm } = connector;
  const runner = await createJobRunner({ python: environment.python, preload, warm });
  const run = createCommand(runner, connector);
  let catalog: Promise<readonly Message[]> | undefined;
  const streamsOf = (request: RunRequest) => {
    catalog ??= discover(run, request);
    return catalog;
  };
  return {
    name: "airbyte-cdk",
    version: environment.version,
    async settings() {
      const output = await run("spec", { routes: {} });
      if (output.result.exitCode !== 0) throw new Error(`spec failed: ${firstProblem(output)}`);
      return airbyteSettings(output.messages);
    },
    async check(request) {
      const output = await run("check", { files: configFile(request), routes: request.routes });
      return { ...runResult(output), connected: output.result.exitCode === 0 && airbyteConnected(output.messages) };
    },
    discover: async (request) => (await streamsOf(request)).map(airbyteDiscovered),
    async read({ killAfterRecords: after, ...request }) {
      const streams = (await streamsOf(request)).filter((stream) => request.streams.includes(String(stream.name)));
      const output = await run("read", {
        files: { ...configFile(request), "catalog.json": configuredCatalog(streams), ...stateFile(request.state) },
        routes: request.routes,
        timeout: request.timeout,
        mostRequests: request.mostRequests,
        ...(after === undefined ? {} : { kill: { after, pattern: AIRBYTE_RECORD } }),
      });
      return { ...runResult(output), ...airbyteOutput(output.messages) };
    },
    async standardTests({ config, routes }, streams) {
      const others = (await streamsOf({ config, routes }))
        .map(({ name }) => name)
        .filter((name) => !streams.includes(String(name)));
      const env = {
        SOURCEWRIGHT_CONNECTOR: folder,
        SOURCEWRIGHT_CONFIG: JSON.stringify(config),
        SOURCEWRIGHT_EMPTY_STREAMS: JSON.stringify(others),
      };
      const argv = [...PYTEST_ALONE, harnessScript(connector.standardTests), "-k", "not docker"];
      return testRun(await runner.run({ entry: { module: "pytest" }, argv, env, routes, timeout: TESTS }));
    },
    async ownTests() {
      const tests = { entry: { module: "pytest" }, argv: [...PYTEST, "unit_tests"], cwd: folder, path: [folder] };
      return testRun(await runner.run({ ...tests, routes: {}, loopback: true, timeout: TESTS }));
    },
    lint: () => ruffFindings(runner, folder),
    close: () => runner.close(),
  };
}

interface Output extends Lines {
  readonly result: JobResult;
}

type Command = (name: string, job: Partial<Job> & Pick<Job, "routes">) => Promise<Output>;

/** Each file of the job is handed to the entry point under its own name: `config.json` as `--config`. */
function createCommand(runner: JobRunner, { script, argv: first, path }: AirbyteConnector): Command {
  return async (name, job) => {
    const files = Object.keys(job.files ?? {}).flatMap((file) => [`--${file.replace(".json", "")}`, file]);
    const result = await runner.run({
      entry: { script },
      argv: [...first, name, ...files],
      path,
      timeout: SHORT,
      ...job,
    });
    return { result, ...messageLines(result.stdout) };
  };
}

async function discover(run: Command, request: RunRequest): Promise<readonly Message[]> {
  const output = await run("discover", { files: configFile(request), routes: request.routes });
  const streams = airbyteStreams(output.messages);
  if (streams.length === 0) throw new Error(`discover gave no stream: ${firstProblem(output)}`);
  return streams;
}

function configFile({ config }: RunRequest): Record<string, string> {
  return { "config.json": JSON.stringify(config) };
}

function stateFile(state: Json | undefined): Record<string, string> {
  return state === undefined ? {} : { "state.json": JSON.stringify(state) };
}

/** Every stream, incrementally where it can. */
function configuredCatalog(streams: readonly Message[]): string {
  return JSON.stringify({
    streams: streams.map((stream) => ({
      stream,
      sync_mode: listAt(stream, "supported_sync_modes").includes("incremental") ? "incremental" : "full_refresh",
      cursor_field: at(stream, "default_cursor_field") ?? [],
      primary_key: at(stream, "source_defined_primary_key") ?? [],
      destination_sync_mode: "append",
    })),
  });
}

function runResult({ result, messages, others }: Output): RunResult {
  const { exitCode, stdout, stderr, journal } = result;
  const noise = [...others, ...stderr.split("\n").filter((line) => line.trim() !== "")];
  // A killed process may leave half a line.
  const unstructured = exitCode < 0 ? [] : noise;
  return {
    exitCode,
    endless: isEndless(result),
    stdout,
    stderr,
    journal,
    errors: airbyteErrors(messages),
    unstructured,
  };
}

function firstProblem({ messages, result }: Output): string {
  return airbyteErrors(messages)[0] ?? result.stderr.trim().split("\n").at(-1) ?? `exit code ${result.exitCode}`;
}
