import { join, resolve } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import { startSimulation } from "../simulate/start-simulation.ts";
import { targetIds, targets } from "../targets/registry.ts";
import type { TargetId } from "../targets/target.ts";
import type { VerificationReport } from "../verify/verdict.ts";
import { verifyConnector } from "../verify/verify-connector.ts";
import { CONNECTOR_VERSION } from "./build.ts";
import { fitToTarget, withoutStreams } from "./capability-check.ts";
import { readConnector } from "./connector-folder.ts";
import { linters } from "./linters.ts";
import type { Ports } from "./ports.ts";

export interface VerifyOptions {
  /** Absent: every target that was built. */
  readonly targets?: readonly TargetId[];
  /** Absent: all streams, or one of each shape where they are many. */
  readonly streams?: readonly string[];
  readonly seed: number;
}

/**
 * Runs every generated project of a connector against a simulated source; saves each report beside them.
 * Errors: a `Failure` where nothing was built, a stream isn't known or a framework's environment can't be made.
 */
export async function verify(folder: string, options: VerifyOptions, ports: Ports): Promise<VerificationReport[]> {
  const model = await readConnector(folder, ports);
  checkStreams(model, options.streams);
  const built = options.targets ?? (await builtTargets(folder, ports));
  const reports: VerificationReport[] = [];
  for (const target of built) {
    const report = await verifyTarget(folder, target, { ...options, model }, ports);
    await ports.files.write(reportPath(folder, target), `${JSON.stringify(report, null, 2)}\n`);
    reports.push(report);
  }
  return reports;
}

/** Where the last report of a target is kept. */
export function reportPath(folder: string, target: TargetId): string {
  return join(folder, "verification", `${target}.json`);
}

async function verifyTarget(
  folder: string,
  target: TargetId,
  { model, seed, streams }: VerifyOptions & { readonly model: ConnectorModel },
  ports: Ports,
): Promise<VerificationReport> {
  const lint = linters[target];
  // Absolute: the connector runs in a process with a folder of its own.
  const project = resolve(folder, target);
  return verifyConnector({
    model: builtModel(model, target),
    folder: project,
    target,
    startSimulation,
    seed,
    env: ports.env,
    progress: (line) => ports.progress(`${target}: ${line}`),
    ...(streams === undefined ? {} : { streams }),
    ...(lint === undefined ? {} : { lintFiles: () => lint(project, ports) }),
  });
}

/** What the target could hold; the rest was told when it was built. */
function builtModel(model: ConnectorModel, target: TargetId): ConnectorModel {
  const fitted = fitToTarget(model, targets[target]).model;
  const { losses } = targets[target].lower(fitted, { connectorVersion: CONNECTOR_VERSION });
  return withoutStreams(fitted, new Set(losses.flatMap(({ leavesOut }) => leavesOut ?? [])));
}

async function builtTargets(folder: string, ports: Ports): Promise<TargetId[]> {
  const listed = (await ports.files.list(folder)) ?? [];
  const built = targetIds.filter((id) => listed.some((path) => path.startsWith(`${id}/`)));
  if (built.length > 0) return built;
  throw new Failure(
    "unusable",
    `${folder} holds no generated project; build one with: sourcewright build ${folder} --to ${targetIds.join(",")}`,
  );
}

function checkStreams(model: ConnectorModel, streams: readonly string[] = []): void {
  const unknown = streams.find((name) => !model.streams.some((stream) => stream.name === name));
  if (unknown === undefined) return;
  const known = model.streams.filter(({ selected }) => selected).map(({ name }) => name);
  throw new Failure(
    "misuse",
    `the connector has no stream "${unknown}"; there are: ${known.slice(0, 12).join(", ")}${known.length > 12 ? ", …" : ""}`,
  );
}
