import { resolve } from "node:path";
import type { Json } from "../model/values.ts";
import { startSimulation } from "../simulate/start-simulation.ts";
import { ensureEnvironment } from "../verify/environments/ensure-environment.ts";
import { createSingerFramework } from "../verify/frameworks/singer.ts";
import { readConnector } from "./folder/connector-folder.ts";
import type { Ports } from "./ports.ts";

export interface SyncedStream {
  readonly name: string;
  readonly primaryKey: readonly string[];
  readonly records: readonly Readonly<Record<string, Json>>[];
}

/**
 * Runs a connector's generated tap against its simulated source and gives the records that came out, by stream.
 * Errors: a `Failure` where no environment can be made; throws with the tap's own words where it fails.
 */
export async function syncSimulated(folder: string, streams: readonly string[], ports: Ports): Promise<SyncedStream[]> {
  const model = await readConnector(folder, ports);
  const environment = await ensureEnvironment("singer", ports);
  const source = await startSimulation(model, { seed: 1, streams });
  const framework = await createSingerFramework(resolve(folder, "singer"), environment);
  try {
    const { config, routes } = source;
    const { records, exitCode, stderr } = await framework.read({
      config,
      routes,
      streams,
      timeout: 120,
      mostRequests: 10_000,
    });
    if (exitCode !== 0) throw new Error(`the tap ended with ${exitCode}: ${stderr.trim().split("\n").at(-1) ?? ""}`);
    return streams.map((name) => ({
      name,
      primaryKey: (model.streams.find((stream) => stream.name === name)?.primaryKey ?? []).map((field) =>
        field.join("."),
      ),
      records: records.filter((one) => one.stream === name).map(({ record }) => record),
    }));
  } finally {
    await framework.close();
    await source.close();
  }
}
