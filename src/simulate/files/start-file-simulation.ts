import { pathToFileURL } from "node:url";
import type { ConnectorModel } from "../../model/connector-model.ts";
import type { FileSource } from "../../model/file.ts";
import { templateParts } from "../../model/template.ts";
import type { Json } from "../../model/values.ts";
import { configure } from "../configuration.ts";
import type { Fault, SimulatedSource, SimulationOptions } from "../simulated-source.ts";
import { localFolder } from "./local-folder.ts";
import { createFileSet, type SimulatedFileSet } from "./simulated-file-set.ts";

const START = "2025-01-01T00:00:00Z";
/** Records of a file, and of one that came as the last. */
const FULL = 5;
const LAST = 3;

/** A folder with the model's files. Errors: where the files have a form that can't be written here. */
export async function startFileSimulation(
  model: ConnectorModel,
  source: FileSource,
  options: SimulationOptions,
): Promise<SimulatedSource> {
  const folder = localFolder();
  try {
    const sets = new Map(
      model.streams.flatMap((stream): [string, SimulatedFileSet][] => {
        const { access, selected } = stream;
        if (access.kind !== "file" || !selected) return [];
        return [[stream.name, createFileSet({ ...stream, access }, source.arrival, folder)]];
      }),
    );
    fill(sets, options);
    return simulatedSource(model, options, {
      sets,
      config: leadingTo(folder.path, model, source),
      close: folder.close,
    });
  } catch (error) {
    folder.close();
    throw error;
  }
}

type Sets = ReadonlyMap<string, SimulatedFileSet>;

function fill(sets: Sets, { streams, counts = {}, pages = 3 }: SimulationOptions): void {
  for (const [name, set] of sets) {
    if (streams && !streams.includes(name)) continue;
    const count = counts[name];
    if (count !== undefined) set.add(count);
    else for (let file = 1; file <= pages; file++) set.add(file === pages ? LAST : FULL);
  }
}

/** Where the model's folder is a setting, that; else the one by which every tap of files can be tried on a folder here. */
function leadingTo(path: string, { settings }: ConnectorModel, { store, location }: FileSource): Record<string, Json> {
  const [only, ...others] = templateParts(location, settings);
  if (store === "local" && only?.kind === "setting" && others.length === 0) return { [only.name]: path };
  return { location: pathToFileURL(path).href };
}

interface Filled {
  readonly sets: Sets;
  readonly config: Readonly<Record<string, Json>>;
  close(): void;
}

function simulatedSource(
  model: ConnectorModel,
  { seed }: SimulationOptions,
  { sets, config, close }: Filled,
): SimulatedSource {
  return {
    routes: {},
    config: { ...configure(model, seed, START).config, ...config },
    get records() {
      return Object.fromEntries(model.streams.map(({ name }) => [name, sets.get(name)?.records() ?? []]));
    },
    log: [],
    clearLog: () => undefined,
    setFaults: (faults) => {
      for (const fault of faults) meet(fault, sets);
    },
    advance: (stream, count) => sets.get(stream)?.advance(count) ?? [],
    close: async () => close(),
  };
}

/** A fault of files stays, until its trial ends; those that only HTTP has aren't known here. */
function meet({ kind, stream }: Fault, sets: Sets): void {
  for (const [name, set] of sets) {
    if (stream !== undefined && stream !== name) continue;
    if (kind === "forbidden") set.forbid();
    if (kind === "empty") set.clear();
    if (kind === "extra-field") set.extend();
    if (kind === "malformed-page") set.addBroken();
    if (kind === "replaced-file") set.replace();
  }
}
