import { join } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { Overrides } from "../model/overrides.ts";
import { targets } from "../targets/registry.ts";
import type { Loss, TargetId } from "../targets/target.ts";
import { type AnalyseOptions, type Analysis, analyse } from "./analyse.ts";
import { fitToTarget } from "./capability-check.ts";
import { connectorFiles } from "./connector-files.ts";
import { isConnector, OVERRIDES_FILE, readConnector, readFolderOverrides } from "./connector-folder.ts";
import { emittedFiles } from "./emitted-files.ts";
import { type GeneratedFile, writeGenerated } from "./generated-files.ts";
import { NEW_OVERRIDES, readOverrides } from "./overrides-file.ts";
import type { Ports } from "./ports.ts";

/** Of a connector that was never released; a later build keeps it until releases are ours to count. */
export const CONNECTOR_VERSION = "0.1.0";

export interface BuildOptions extends Omit<AnalyseOptions, "overrides"> {
  readonly targets: readonly TargetId[];
  /** The connector's folder; absent: `connectors/<name>`. */
  readonly out?: string;
  /** In place of the `overrides.yaml` in the connector's folder. */
  readonly overridesFile?: string;
  /** Overwrites files that were edited since they were generated. */
  readonly force: boolean;
}

export interface BuiltConnector {
  readonly folder: string;
  readonly model: ConnectorModel;
  /** Absent where the connector was built from its own edited `connector.yaml`. */
  readonly analysis?: Analysis;
  readonly targets: readonly { readonly id: TargetId; readonly files: number; readonly losses: readonly Loss[] }[];
}

/** Documents, or a connector's own folder → the connector on disk. Errors: a `Failure`; then nothing was written. */
export async function build(origins: readonly string[], options: BuildOptions, ports: Ports): Promise<BuiltConnector> {
  const [only] = origins;
  if (origins.length === 1 && only !== undefined && (await isConnector(only, ports)))
    return rebuild(only, options, ports);
  const { analysis, folder } = await analyseForFolder(origins, options, ports);
  const { model } = analysis;
  const made = makeTargets(model, options, ports);
  const files = [...(await connectorFiles(analysis, ports)), ...made.flatMap(({ files }) => files)];
  await writeGenerated({ folder, files, force: options.force, scope: ["", ...options.targets] }, ports);
  await startOverrides(folder, ports);
  return { folder, model, analysis, targets: summary(made) };
}

/** The file is the user's from the start: it is made once and never touched again by a build. */
async function startOverrides(folder: string, ports: Ports): Promise<void> {
  const path = join(folder, OVERRIDES_FILE);
  if ((await ports.files.read(path)) === undefined) await ports.files.write(path, NEW_OVERRIDES);
}

/** The folder follows from the model's name unless it is given, and what the user decided lies in the folder. */
async function analyseForFolder(
  origins: readonly string[],
  options: BuildOptions,
  ports: Ports,
): Promise<{ analysis: Analysis; folder: string }> {
  const run = (overrides: Overrides) => analyse(origins, { ...options, overrides }, ports);
  if (options.overridesFile !== undefined) {
    const analysis = await run(await readOverrides(options.overridesFile, ports));
    return { analysis, folder: options.out ?? join("connectors", analysis.model.name) };
  }
  if (options.out !== undefined)
    return { analysis: await run(await readFolderOverrides(options.out, ports)), folder: options.out };
  const analysis = await run({});
  const folder = join("connectors", analysis.model.name);
  const overrides = await readFolderOverrides(folder, ports);
  return { analysis: Object.keys(overrides).length === 0 ? analysis : await run(overrides), folder };
}

/** From the model as people edited it; the evidence stays. */
async function rebuild(folder: string, options: BuildOptions, ports: Ports): Promise<BuiltConnector> {
  if (options.out !== undefined && options.out !== folder) {
    throw new Failure("misuse", `${folder} is a connector and is built in place; leave --out ${options.out} away`);
  }
  const model = await readConnector(folder, ports);
  const made = makeTargets(model, options, ports);
  await writeGenerated(
    { folder, files: made.flatMap(({ files }) => files), force: options.force, scope: options.targets },
    ports,
  );
  return { folder, model, targets: summary(made) };
}

interface MadeTarget {
  readonly id: TargetId;
  readonly files: readonly GeneratedFile[];
  readonly losses: readonly Loss[];
}

function makeTargets(model: ConnectorModel, options: BuildOptions, ports: Ports): MadeTarget[] {
  if (!model.streams.some(({ selected }) => selected)) {
    throw new Failure(
      "unusable",
      "no stream was found that could be built; `sourcewright analyze` tells why each operation is none",
    );
  }
  return options.targets.map((id) => {
    ports.progress(`building ${id}`);
    const target = targets[id];
    const fitted = fitToTarget(model, target);
    const { plan, losses } = target.lower(fitted.model, { connectorVersion: CONNECTOR_VERSION });
    return { id, files: emittedFiles(id, target.emit(plan)), losses: [...fitted.losses, ...losses] };
  });
}

function summary(made: readonly MadeTarget[]): BuiltConnector["targets"] {
  return made.map(({ id, files, losses }) => ({ id, files: files.length, losses }));
}
