import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Failure } from "../diagnostics/failure.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { Stream } from "../model/stream.ts";
import type { Json } from "../model/values.ts";
import type { Offered, ProbeReport } from "../probe/probe-report.ts";
import { probeSource } from "../probe/probe-source.ts";
import type { HttpStream } from "../probe/stream-request.ts";
import { depth, sampleStreams, withParents } from "../verify/sample-streams.ts";
import { matchStreams } from "./building/match-streams.ts";
import { readConnector } from "./folder/connector-folder.ts";
import { readText } from "./folder/file-text.ts";
import { parseYamlFile } from "./folder/yaml-text.ts";
import { openQuestions } from "./open-questions.ts";
import type { Ports } from "./ports.ts";

export type { Probed, ProbeReport } from "../probe/probe-report.ts";

export interface ProbeOptions {
  /** A file of JSON or YAML with values of the connector's settings; absent: it needs none. */
  readonly config?: string;
  /** Names and globs; absent: one stream of each shape. */
  readonly streams?: readonly string[];
  readonly mostRequests: number;
  /** Streams that are read by POST are tried too. */
  readonly post: boolean;
}

/** Milliseconds between two requests: nobody's quota is in danger. */
const BETWEEN = 250;

/**
 * Tries on the live source what a connector believes of it, by requests that only read; the report is kept beside it.
 * Errors: a `Failure` where the connector reads no HTTP API, a setting is missing or the source can't be reached.
 */
export async function probe(folder: string, options: ProbeOptions, ports: Ports): Promise<ProbeReport> {
  const model = await readConnector(folder, ports);
  const { source } = model;
  if (source.kind !== "http")
    throw new Failure("unusable", `${folder} reads no HTTP API; only such can be probed by now`);
  const { fetch } = ports;
  if (!fetch) throw new Failure("unusable", "a probe asks the source itself, and the network isn't to be used");
  const streams = wantedStreams(model, options.streams);
  const report = await probeSource(
    {
      model,
      source,
      streams,
      settings: await readSettings(model, options.config, ports),
      offered: await offeredAnswers(folder, ports),
      pace: { mostRequests: options.mostRequests, between: BETWEEN },
      post: options.post,
      progress: ports.progress,
    },
    { fetch, sleep: setTimeout },
  );
  await ports.files.write(join(folder, "verification", "probe.json"), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

/** Parents before their children. */
function wantedStreams(model: ConnectorModel, words: readonly string[] | undefined): readonly HttpStream[] {
  const built = model.streams.filter(({ selected }) => selected).map(({ name }) => name);
  const names = words ? matchStreams(words, built) : sampleStreams(model, undefined).streams.map(({ name }) => name);
  const wanted = withParents(
    model,
    model.streams.filter(({ name }) => names.includes(name)),
  );
  return wanted.filter(isHttp).sort((a, b) => depth(model, a) - depth(model, b));
}

function isHttp(stream: Stream): stream is HttpStream {
  return stream.access.kind === "http";
}

/** Errors: a `Failure` that names the settings which are missing. */
async function readSettings(
  { settings }: ConnectorModel,
  path: string | undefined,
  ports: Pick<Ports, "files">,
): Promise<Readonly<Record<string, Json>>> {
  const text = path === undefined ? "" : await readText(path, ports);
  if (text === undefined) throw new Failure("unusable", `${path}: there is no such file`);
  const given = parseYamlFile(text, path ?? "") ?? {};
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new Failure("unusable", `${path}: holds no settings; write each as its name and value`);
  }
  const values = given as Readonly<Record<string, Json>>;
  const unknown = Object.keys(values).filter((name) => !settings.some((setting) => setting.name === name));
  if (unknown.length > 0) {
    const known = settings.map(({ name }) => name).join(", ");
    throw new Failure("misuse", `${path}: the connector has no setting ${unknown.join(", ")}; it has ${known}`);
  }
  const missing = settings
    .filter(
      ({ name, required, default: fallback, purpose }) =>
        required && purpose !== "start" && fallback === undefined && !(name in values),
    )
    .map(({ name }) => name);
  if (missing.length === 0) return values;
  throw new Failure(
    "misuse",
    `a probe needs values for ${missing.join(", ")}: give a file of JSON or YAML that holds them with --config`,
  );
}

/** What open questions offer, a row for each stream. */
async function offeredAnswers(folder: string, ports: Pick<Ports, "files">): Promise<readonly Offered[]> {
  const { questions } = await openQuestions(folder, ports);
  return questions.flatMap(({ id, about, stream, streams, candidates }) =>
    (streams ?? (stream === undefined ? [] : [stream])).map((name) => ({
      question: id,
      about,
      stream: name,
      values: candidates.map(({ value }) => value as Json), // Read from JSON.
    })),
  );
}
