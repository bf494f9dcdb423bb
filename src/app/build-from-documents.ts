import { join } from "node:path";
import { diagnose } from "../diagnostics/collector.ts";
import { Failure } from "../diagnostics/failure.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import { modelProblems } from "../model/invariants.ts";
import { type DetectedDocuments, decideSource, detectDocuments } from "./analyse.ts";
import type { BuildOptions, BuiltConnector } from "./build-options.ts";
import { readRecord } from "./build-record.ts";
import { connectorFiles } from "./connector-files.ts";
import { OVERRIDES_FILE, refuseContradictions } from "./connector-folder.ts";
import { documentCopies, recordReads } from "./document-copies.ts";
import { readDocumentList } from "./document-list.ts";
import { readText, sha256 } from "./file-text.ts";
import { writeGenerated } from "./generated-files.ts";
import { makeTargets } from "./make-targets.ts";
import { NEW_OVERRIDES, parseOverrides } from "./overrides-file.ts";
import type { Ports } from "./ports.ts";
import { type Choosable, chooseInOverrides } from "./stream-choice.ts";

/** Documents → a connector's folder. Errors: a `Failure`; then nothing was written. */
export async function buildFromDocuments(
  origins: readonly string[],
  options: BuildOptions,
  ports: Ports,
): Promise<BuiltConnector> {
  const recorded = recordReads(ports);
  const detected = await detectDocuments(origins, options, recorded.ports);
  const folder = options.out ?? join("connectors", detected.name);
  await refuseAnother(folder, detected.name, options.force, ports);
  const streams = choosable(detected);
  const { read, wanted: overrides } = await wantedOverrides(folder, streams, options, ports);
  const said = parseOverrides(overrides, options.overridesFile ?? join(folder, OVERRIDES_FILE));
  const decided = decideSource(detected, said);
  const { model, left } = withoutContradictions(decided.model);
  const told = left.length === 0 ? [] : [diagnose("build/contradictory-streams", { streams: left })];
  const analysis = { ...decided, model, diagnostics: [...decided.diagnostics, ...told] };
  const path = join(folder, OVERRIDES_FILE);
  const isLeft = left.length > 0 && !model.streams.some(({ selected }) => selected);
  refuseContradictions(isLeft ? decided.model : model, folder, `decide it in ${path}`);
  const made = makeTargets(model, options.targets, ports, decided.schemaNames?.());
  const files = [
    ...(await connectorFiles(analysis, origins, ports)),
    ...documentCopies(analysis.documents, await recorded.read()),
    ...made.flatMap((target) => target.files),
  ];
  const wanted = new Set(
    streams
      .filter(({ name, offered }) => said.streams?.[name]?.selected ?? said.all?.selected ?? offered)
      .map(({ name }) => name),
  );
  const along = model.streams.filter(({ name, selected }) => selected && !wanted.has(name)).map(({ name }) => name);
  const scope = ["", ...options.targets];
  const overwritten = await writeGenerated(
    { folder, files, overrides: { read, text: overrides, heeded: true }, force: options.force, scope },
    ports,
  );
  return { folder, model, analysis, targets: made, along, overwritten, diagnostics: analysis.diagnostics };
}

function choosable(detected: DetectedDocuments): Choosable[] {
  if ("detection" in detected)
    return detected.detection.streams.map(({ name, selected }) => ({ name, offered: selected }));
  const { tables, procedures } = detected.tables;
  return [...tables, ...procedures].map(({ stream, offered }) => ({ name: stream, offered: offered.value }));
}

/** A folder that was mistaken for another would lose its connector. */
async function refuseAnother(folder: string, name: string, force: boolean, ports: Ports): Promise<void> {
  const { name: held } = await readDocumentList(folder, ports);
  if (force || held === undefined || held === name) return;
  throw new Failure(
    "misuse",
    `${folder} holds the connector "${held}", and these documents make "${name}"; give another --out, or --name ${held} where it is the same source`,
  );
}

/** Streams whose facts contradict each other can't be read right: they and their children are not built. */
function withoutContradictions(model: ConnectorModel): { model: ConnectorModel; left: string[] } {
  const left = new Set(modelProblems(model).flatMap(({ path }) => /^streams\.([^.]+)/.exec(path)?.[1] ?? []));
  for (const { name, parents } of model.streams) if (parents.some((link) => left.has(link.stream))) left.add(name);
  const built = model.streams.filter(({ name, selected }) => selected && left.has(name)).map(({ name }) => name);
  if (built.length === 0) return { model, left: [] };
  const streams = model.streams.map((stream) => (left.has(stream.name) ? { ...stream, selected: false } : stream));
  return { model: { ...model, streams }, left: built };
}

/** The text of the folder's `overrides.yaml` as it is, and as this build wants it: what stands there or was given, with the streams that were chosen. */
async function wantedOverrides(
  folder: string,
  streams: readonly Choosable[],
  { choice, overridesFile, force }: BuildOptions,
  ports: Ports,
): Promise<{ read: string | undefined; wanted: string }> {
  const path = join(folder, OVERRIDES_FILE);
  const held = await readText(path, ports);
  const given = overridesFile === undefined ? undefined : await readText(overridesFile, ports);
  if (overridesFile !== undefined && given === undefined)
    throw new Failure("unusable", `${overridesFile}: there is no such file`);
  const base = given ?? held ?? NEW_OVERRIDES;
  parseOverrides(base, overridesFile ?? path);
  const wanted = choice === undefined ? base : chooseInOverrides(base, choice, streams);
  if (given !== undefined && held !== undefined && held !== wanted && !force && !(await isOurs(folder, held, ports))) {
    throw new Failure(
      "unusable",
      `${path} holds decisions that ${overridesFile} would take the place of; put them together in one of the two, or say --force`,
    );
  }
  return { read: held, wanted };
}

/** Nothing of the user's is in it that the last build didn't find there. */
async function isOurs(folder: string, text: string, ports: Ports): Promise<boolean> {
  return text === NEW_OVERRIDES || (await readRecord(folder, ports)).overrides === sha256(text);
}
