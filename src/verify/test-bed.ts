import type { ConnectorModel } from "../model/connector-model.ts";
import type { Stream } from "../model/stream.ts";
import { listSize, SMALL_PAGE } from "../simulate/list-size.ts";
import type { SimulatedSource, SimulationOptions, StartSimulation } from "../simulate/simulated-source.ts";
import { asLoaded } from "./as-loaded.ts";
import type { Framework, ReadRequest, ReadResult, RunRequest, RunResult } from "./framework.ts";
import type { Sampling } from "./sample-streams.ts";
import { withParents } from "./sample-streams.ts";

/** Where a connector is tried: each trial on a source of its own. */
export interface TestBed extends Sampling {
  readonly model: ConnectorModel;
  readonly framework: Framework;
  /** All runs so far, for what holds of every run. */
  readonly observed: Observation[];
  /** Seconds to wait for a read that may never end: so many, or as many as the longest read took here and now. */
  patience(least: number): number;
  /** A new source that holds records of these streams and of their parents. */
  open(streams: readonly Stream[], options?: Partial<SimulationOptions>): Promise<Trial>;
}

export interface Observation {
  readonly run: RunResult;
  /** What must not be found in its output. */
  readonly secrets: readonly string[];
}

export interface Trial {
  readonly source: SimulatedSource;
  /** Streams that hold records. */
  readonly filled: readonly string[];
  /** How the connector is pointed at the source. */
  readonly request: RunRequest;
  read(streams: readonly Stream[], options?: Partial<ReadRequest>): Promise<ReadResult>;
  /** Notes a run for what holds of every run; `secret` is one that the source's configuration doesn't hold. */
  observe<R extends RunResult>(run: R, secret?: string): R;
  close(): Promise<void>;
}

interface TestBedParts extends Sampling {
  readonly model: ConnectorModel;
  readonly framework: Framework;
  readonly startSimulation: StartSimulation;
  readonly seed: number;
}

const READ_SECONDS = 120;

export function createTestBed({ startSimulation, seed, ...parts }: TestBedParts): TestBed {
  const { model, framework } = parts;
  const observed: Observation[] = [];
  let longest = 0;
  return {
    ...parts,
    observed,
    patience: (least) => Math.max(least, longest),
    async open(streams, options) {
      const all = withParents(model, streams);
      const names = all.map(({ name }) => name);
      const made = await startSimulation(model, { seed, streams: names, counts: counts(model, all), ...options });
      const source = asLoaded(made, model, framework);
      const request = { config: source.config, routes: source.routes };
      const observe = <R extends RunResult>(run: R, secret?: string): R => {
        observed.push({ run, secrets: [...secretsOf(model, source), ...(secret === undefined ? [] : [secret])] });
        return run;
      };
      return {
        source,
        filled: names,
        request,
        observe,
        async read(chosen, more) {
          const named = chosen.map(({ name }) => name);
          const limits = { timeout: READ_SECONDS, mostRequests: mostRequests(source, all) };
          const began = performance.now();
          const run = await framework.read({ ...request, streams: named, ...limits, ...more });
          if (!run.endless) longest = Math.max(longest, (performance.now() - began) / 1000);
          return observe(run);
        },
        close: () => source.close(),
      };
    },
  };
}

/** Several times what a full read needs: a request for each record, and for each list that lies below one. */
function mostRequests({ records }: SimulatedSource, streams: readonly Stream[]): number {
  const size = (name: string) => records[name]?.length ?? 0;
  return streams.reduce((sum, { name, parents, incremental }) => {
    const lists = Math.max(1, ...parents.map(({ stream }) => size(stream)));
    const windows = incremental?.request?.until ? MOST_WINDOWS : 3;
    return sum + 3 * size(name) + windows * lists;
  }, FEWEST_REQUESTS);
}

/** A list that is asked for in windows of time is asked for once in each: days of a few years. */
const MOST_WINDOWS = 1500;

const FEWEST_REQUESTS = 200;

/** A parent of many hundreds would make as many lists below it: its own paging is tried where it is read alone. */
const MOST_PARENTS = 120;
const SOME_PARENTS = 12;

function counts(model: ConnectorModel, streams: readonly Stream[]): Record<string, number> {
  const above = new Set(streams.flatMap((stream) => stream.parents.map((link) => link.stream)));
  const large = model.streams.filter(
    ({ name, access }) => above.has(name) && access.kind === "http" && listSize(access, SMALL_PAGE, 3) > MOST_PARENTS,
  );
  return Object.fromEntries(large.map(({ name }) => [name, SOME_PARENTS]));
}

const SHORTEST_SECRET = 8;

/** Values of secret settings, in the forms in which they are sent, and the tokens that the source gave out. */
function secretsOf(model: ConnectorModel, { config, log }: SimulatedSource): string[] {
  const configured = model.settings.filter(({ secret }) => secret).map(({ name }) => String(config[name] ?? ""));
  const sent = log.flatMap(({ headers }) => headers.authorization?.split(" ").at(-1) ?? []);
  return [...new Set([...configured, ...sent])].filter((text) => text.length >= SHORTEST_SECRET);
}
