import { join } from "node:path";
import { diagnose } from "../../diagnostics/collector.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { Failure } from "../../diagnostics/failure.ts";
import { readRecord } from "../folder/build-record.ts";
import { CONNECTOR_FILE, OVERRIDES_FILE, parseConnector, readEvidence } from "../folder/connector-folder.ts";
import { readText, sha256 } from "../folder/file-text.ts";
import { NEW_OVERRIDES, parseOverrides } from "../folder/overrides-file.ts";
import type { Ports } from "../ports.ts";
import { readRelease } from "../updating/update-history.ts";
import { type BuildOptions, type BuiltConnector, NO_WINNERS } from "./build-options.ts";
import { writeGenerated } from "./generated-files.ts";
import { makeTargets } from "./make-targets.ts";
import { chooseInOverrides, chosenStreams, type StreamChoice, selectInConnector } from "./stream-choice.ts";

/**
 * A connector's own `connector.yaml`, as people edited it → its projects; the evidence stays. `overrides.yaml` speaks
 * to an analysis, and none is made here: what it says that no analysis has heeded is told.
 */
export async function buildFromModel(folder: string, options: BuildOptions, ports: Ports): Promise<BuiltConnector> {
  if (options.overridesFile !== undefined || options.name !== undefined) {
    const option = options.name === undefined ? "--overrides" : "--name";
    throw new Failure(
      "misuse",
      `${option} needs an analysis, and ${folder} is built from its edited ${CONNECTOR_FILE}; edit that, or build from the documents with --out ${folder}`,
    );
  }
  const path = join(folder, CONNECTOR_FILE);
  const text = (await readText(path, ports)) ?? "";
  const read = await readText(join(folder, OVERRIDES_FILE), ports);
  const overrides = read ?? NEW_OVERRIDES;
  const chosen = options.choice && (await choose({ folder, text, overrides, choice: options.choice }, ports));
  const { model, schemaNames } = parseConnector(chosen?.connector ?? text, path);
  const made = makeTargets(model, options.targets, ports, { schemaNames, release: await readRelease(folder, ports) });
  const files = made.flatMap((target) => target.files);
  const diagnostics = await unheeded(folder, overrides, ports);
  const written = await writeGenerated(
    {
      folder,
      files,
      force: options.force,
      winners: options.winners ?? NO_WINNERS,
      scope: options.targets,
      ...(chosen && {
        overrides: { read, text: chosen.overrides, heeded: diagnostics.length === 0 },
        connector: { before: text, now: chosen.connector },
      }),
    },
    ports,
  );
  return { folder, model, targets: made, along: chosen?.along ?? [], ...written, diagnostics };
}

interface Chosen {
  /** `connector.yaml` with the chosen streams and their parents selected. */
  readonly connector: string;
  /** `overrides.yaml`, so that the next analysis chooses the same. */
  readonly overrides: string;
  readonly along: readonly string[];
}

async function choose(
  held: { folder: string; text: string; overrides: string; choice: StreamChoice },
  ports: Ports,
): Promise<Chosen> {
  const { streams } = parseConnector(held.text, join(held.folder, CONNECTOR_FILE)).model;
  const offered = await offeredStreams(held.folder, ports);
  const choosable = streams.map(({ name }) => ({ name, offered: offered.size === 0 || offered.has(name) }));
  const named = new Set(chosenStreams(held.choice, choosable));
  const wanted = new Set(named);
  for (const { name, parents } of [...streams].reverse()) {
    if (wanted.has(name)) for (const link of parents) wanted.add(link.stream);
  }
  return {
    connector: selectInConnector(held.text, wanted),
    overrides: chooseInOverrides(held.overrides, held.choice, choosable),
    along: [...wanted].filter((name) => !named.has(name)),
  };
}

async function offeredStreams(folder: string, ports: Ports): Promise<ReadonlySet<string | undefined>> {
  const { findings } = await readEvidence(folder, ports);
  const offers = findings.filter(({ about, value }) => about === "stream" && isOffer(value));
  return new Set(offers.map(({ stream }) => stream));
}

function isOffer(value: unknown): boolean {
  return typeof value === "object" && value !== null && "selected" in value && value.selected === true;
}

async function unheeded(folder: string, overrides: string, ports: Ports): Promise<Diagnostic[]> {
  const { overrides: heeded } = await readRecord(folder, ports);
  const path = join(folder, OVERRIDES_FILE);
  if (heeded === sha256(overrides) || Object.keys(parseOverrides(overrides, path)).length === 0) return [];
  return [diagnose("build/overrides-unheeded", { overrides: path, folder })];
}
