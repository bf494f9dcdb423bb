import type { ConnectorModel } from "../model/connector-model.ts";
import type { StartSimulation } from "../simulate/simulated-source.ts";
import type { EnvironmentContext } from "./environments/ensure-environment.ts";
import type { Framework } from "./framework.ts";
import { ofEveryRun, withoutSecrets } from "./of-every-run.ts";
import { openDatabaseServer } from "./open-database-server.ts";
import { openFramework, type VerifiedTarget } from "./open-framework.ts";
import { sampleStreams } from "./sample-streams.ts";
import type { LintFiles } from "./scenarios/described.ts";
import { scenarios } from "./scenarios/registry.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { createTestBed, type TestBed } from "./test-bed.ts";
import type { Property, Verdict, VerificationReport } from "./verdict.ts";
import { failed } from "./verdicts.ts";

export interface VerifyOptions extends EnvironmentContext {
  /** As the target built it: only what the target can hold. */
  readonly model: ConnectorModel;
  /** The generated project's own folder; nothing is written in it. */
  readonly folder: string;
  readonly target: VerifiedTarget;
  readonly startSimulation: StartSimulation;
  readonly seed: number;
  /** Only these streams; absent: all, or one of each shape where they are many. */
  readonly streams?: readonly string[];
  /** Only what gives a verdict on one of these properties. */
  readonly properties?: readonly Property[];
  /** Ends all runs; what is left to try can't be tried then. */
  readonly signal?: AbortSignal;
  /** Findings of a linter for files that are no Python. */
  readonly lintFiles?: LintFiles;
}

/** Runs a generated connector against simulated sources. Fails where its framework's environment can't be made. */
export async function verifyConnector(options: VerifyOptions): Promise<VerificationReport> {
  const { model, target, seed, progress } = options;
  const framework = await openFramework(target, options.folder, options);
  const server = await openDatabaseServer(model, options).catch(async (error: unknown) => {
    await framework.close();
    throw error;
  });
  const end = () => void framework.close();
  options.signal?.addEventListener("abort", end, { once: true });
  try {
    const sampling = sampleStreams(model, options.streams, framework.narrow !== undefined);
    const startSimulation: StartSimulation = (of, more) =>
      options.startSimulation(of, { ...more, ...(server && { server }) });
    const bed = createTestBed({ ...sampling, model, framework, startSimulation, seed });
    const wanted = options.properties && new Set(options.properties);
    const chosen = scenarios(model.source, options.lintFiles).filter(
      ({ properties }) => !wanted || properties.some((one) => wanted.has(one)),
    );
    const all = [...(await runAll(bed, chosen, progress)), ...ofEveryRun(bed)];
    options.signal?.throwIfAborted();
    const verdicts = all.map((verdict) => withoutSecrets(verdict, bed));
    return {
      kind: "simulation",
      target,
      framework: frameworkNames(framework),
      seed,
      streams: sampling.streams.map(({ name }) => name),
      ...(sampling.sample && { sample: sampling.sample }),
      ...(framework.narrow !== undefined && {
        narrowed: { because: framework.narrow, to: sampling.few.map(({ name }) => name) },
      }),
      verdicts: wanted ? verdicts.filter(({ property }) => wanted.has(property)) : verdicts,
    };
  } finally {
    options.signal?.removeEventListener("abort", end);
    await framework.close();
    await server?.close();
  }
}

function frameworkNames({ name, version }: Framework): VerificationReport["framework"] {
  return { name, version };
}

/** Runs at once; each is one process. */
const AT_ONCE = 2;

/** Verdicts in the order of the scenarios, however they end. */
async function runAll(bed: TestBed, chosen: readonly Scenario[], progress: (line: string) => void): Promise<Verdict[]> {
  const verdicts: (readonly Verdict[])[] = chosen.map(() => []);
  const left = [...chosen.entries()];
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [index, scenario] = next;
      progress(`verifying: ${scenario.name}`);
      verdicts[index] = await runOne(bed, scenario);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return verdicts.flat();
}

/** A scenario that breaks is a red verdict, never the end of the verification. */
async function runOne(bed: TestBed, scenario: Scenario): Promise<readonly Verdict[]> {
  try {
    return await scenario.run(bed);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return scenario.properties.map((property) => failed(property, `it could not be tried: ${reason}`));
  }
}
