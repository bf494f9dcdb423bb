import { resolve } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import { startSimulation } from "../simulate/start-simulation.ts";
import { targets } from "../targets/registry.ts";
import { type TargetId, targetIds } from "../targets/target.ts";
import type { Property, VerificationReport } from "../verify/verdict.ts";
import { verifyConnector } from "../verify/verify-connector.ts";
import { fitToTarget, withoutStreams } from "./building/capability-check.ts";
import { linters } from "./building/linters.ts";
import { matchStreams } from "./building/match-streams.ts";
import type { StreamChoice } from "./building/stream-choice.ts";
import { type Run, recordRun } from "./catalog/record-run.ts";
import { readRecord } from "./folder/build-record.ts";
import { builtTargets } from "./folder/built-targets.ts";
import { readConnector } from "./folder/connector-folder.ts";
import { hashGenerated, projectDigest } from "./folder/project-digest.ts";
import { reportPath } from "./folder/report-path.ts";
import type { Ports } from "./ports.ts";
import { FIRST_RELEASE } from "./updating/update-history.ts";

export interface VerifyOptions {
  /** Absent: every target that was built. */
  readonly targets?: readonly TargetId[];
  /** Absent: all streams that are built, or one of each shape where they are many. */
  readonly streams?: StreamChoice;
  /** Only what gives a verdict on one of these properties; absent: all. */
  readonly properties?: readonly Property[];
  readonly seed: number;
}

/**
 * Runs every generated project of a connector against a simulated source; saves each whole report beside them.
 * Errors: a `Failure` where nothing was built, a stream isn't known or a framework's environment can't be made.
 */
export async function verify(folder: string, options: VerifyOptions, ports: Ports): Promise<VerificationReport[]> {
  const run: Run<VerificationReport[]> = {
    job: "verify",
    folder,
    tell: async (reports) => (await import("./catalog/told-runs.ts")).tellVerification(folder, reports),
  };
  const work = () => verifyTargets(folder, options, ports);
  // The catalog remembers whole verifications.
  return options.properties ? work() : recordRun(run, ports, work);
}

async function verifyTargets(folder: string, options: VerifyOptions, ports: Ports): Promise<VerificationReport[]> {
  const model = await readConnector(folder, ports);
  const built = await wantedTargets(folder, options.targets, ports);
  const streams = wantedStreams(model, options.streams);
  const { properties } = options;
  const reports: VerificationReport[] = [];
  for (const target of built) {
    const project = projectDigest(await hashGenerated(folder, target, await readRecord(folder, ports), ports));
    const verified = await verifyTarget(
      folder,
      target,
      { model, seed: options.seed, ...(streams && { streams }), ...(properties && { properties }) },
      ports,
    );
    const report: VerificationReport = { ...verified, project };
    // A part must not take the place of the whole.
    if (!properties) await ports.files.write(reportPath(folder, target), `${JSON.stringify(report, null, 2)}\n`);
    reports.push(report);
  }
  return reports;
}

interface Asked {
  readonly model: ConnectorModel;
  readonly seed: number;
  readonly streams?: readonly string[];
  readonly properties?: readonly Property[];
}

async function verifyTarget(
  folder: string,
  target: TargetId,
  { model, ...asked }: Asked,
  ports: Ports,
): Promise<VerificationReport> {
  const lint = linters[target];
  // Absolute: the connector runs in a process with a folder of its own.
  const project = resolve(folder, target);
  const built = builtModel(model, target);
  const { streams } = asked;
  if (streams && !built.streams.some(({ name }) => streams.includes(name)))
    throw new Failure("unusable", `${target} holds none of ${streams.join(", ")}; what it left out was told by build`);
  return verifyConnector({
    model: built,
    folder: project,
    target,
    startSimulation,
    ...asked,
    env: ports.env,
    ...(ports.signal && { signal: ports.signal }),
    progress: (line) => ports.progress(`${target}: ${line}`),
    ...(lint === undefined ? {} : { lintFiles: () => lint(project, ports) }),
  });
}

/** What the target could hold; the rest was told when it was built. */
function builtModel(model: ConnectorModel, target: TargetId): ConnectorModel {
  const fitted = fitToTarget(model, targets[target]).model;
  const { losses } = targets[target].lower(fitted, FIRST_RELEASE);
  return withoutStreams(fitted, new Set(losses.flatMap(({ leavesOut }) => leavesOut ?? [])));
}

async function wantedTargets(
  folder: string,
  asked: readonly TargetId[] | undefined,
  ports: Ports,
): Promise<readonly TargetId[]> {
  const built = await builtTargets(folder, ports);
  const missing = (asked ?? []).filter((id) => !built.includes(id));
  if (built.length > 0 && missing.length === 0) return asked ?? built;
  const what = missing.length === 0 ? "no generated project" : `no project of ${missing.join(", ")}`;
  throw new Failure(
    "unusable",
    `${folder} holds ${what}; build one with: sourcewright build ${folder} --to ${(missing.length === 0 ? targetIds : missing).join(",")}`,
  );
}

/** The names that words and globs speak of. Errors: a `Failure` for a word that fits none. */
function wantedStreams({ streams }: ConnectorModel, choice: StreamChoice | undefined): readonly string[] | undefined {
  if (choice === undefined) return undefined;
  const built = streams.filter(({ selected }) => selected).map(({ name }) => name);
  if (choice.kind === "all") return built;
  const unbuilt = choice.words.find((word) => !built.includes(word) && streams.some(({ name }) => name === word));
  if (unbuilt === undefined) return matchStreams(choice.words, built);
  throw new Failure("misuse", `the stream "${unbuilt}" is not built; \`sourcewright build\` takes it with --streams`);
}
