import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { diagnose } from "../../diagnostics/collector.ts";
import { Failure } from "../../diagnostics/failure.ts";
import type { ConnectorModel } from "../../model/connector-model.ts";
import { modelProblems } from "../../model/invariants.ts";
import type { Overrides } from "../../model/overrides.ts";
import { type DetectedDocuments, decideSource, detectDocuments } from "../analyse.ts";
import { readRecord } from "../folder/build-record.ts";
import { connectorFiles } from "../folder/connector-files.ts";
import { CONNECTOR_FILE, OVERRIDES_FILE, refuseContradictions } from "../folder/connector-folder.ts";
import { documentCopies, recordReads } from "../folder/document-copies.ts";
import { readDocumentList } from "../folder/document-list.ts";
import { readText, sha256 } from "../folder/file-text.ts";
import { NEW_OVERRIDES, parseOverrides } from "../folder/overrides-file.ts";
import { finishInterrupted } from "../folder/staged-writes.ts";
import type { Ports } from "../ports.ts";
import { readRelease } from "../updating/update-history.ts";
import { type BuildOptions, type BuiltConnector, NO_WINNERS } from "./build-options.ts";
import type { GeneratedFile } from "./generated-file.ts";
import { writeGenerated } from "./generated-files.ts";
import { makeTargets } from "./make-targets.ts";
import { type MergedConnector, mergeConnector } from "./merge-connector.ts";
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
  await finishInterrupted(folder, ports);
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
  const about = await connectorFiles(analysis, origins, ports);
  const merged = options.force ? undefined : await withEdits({ folder, about, said, options }, ports);
  // An edit of words alone changes nothing that is built.
  const own =
    merged && !isDeepStrictEqual(merged.model, model) ? merged : { model, schemaNames: decided.schemaNames?.() };
  const release = options.releaseFor?.(own.model) ?? (await readRelease(folder, ports));
  const made = makeTargets(own.model, options.targets, ports, { schemaNames: own.schemaNames, release });
  const files = [
    ...about.map((file) => (merged && file.path === CONNECTOR_FILE ? { ...file, merged } : file)),
    ...documentCopies(analysis.documents, await recorded.read()),
    ...made.flatMap((target) => target.files),
  ];
  const written = await writeGenerated(
    {
      folder,
      files,
      overrides: { read, text: overrides, heeded: true },
      force: options.force,
      winners: options.winners ?? NO_WINNERS,
      scope: ["", ...options.targets],
    },
    ports,
  );
  const diagnostics = [...analysis.diagnostics, ...(merged?.diagnostics ?? [])];
  const along = alongOf(own.model, streams, said);
  return { folder, model: own.model, analysis, targets: made, along, ...written, diagnostics };
}

interface Editing {
  readonly folder: string;
  readonly about: readonly GeneratedFile[];
  readonly said: Overrides;
  readonly options: BuildOptions;
}

async function withEdits(
  { folder, about, said, options }: Editing,
  ports: Ports,
): Promise<MergedConnector | undefined> {
  const theirs = String(about.find((file) => file.path === CONNECTOR_FILE)?.content ?? "");
  return mergeConnector({ folder, theirs, overrides: said, winners: options.winners ?? NO_WINNERS }, ports);
}

/** Streams that nobody wanted and that others need. */
function alongOf({ streams }: ConnectorModel, known: readonly Choosable[], said: Overrides): string[] {
  const wanted = new Set(
    known
      .filter(({ name, offered }) => said.streams?.[name]?.selected ?? said.all?.selected ?? offered)
      .map(({ name }) => name),
  );
  return streams.filter(({ name, selected }) => selected && !wanted.has(name)).map(({ name }) => name);
}

function choosable(detected: DetectedDocuments): Choosable[] {
  if ("detection" in detected)
    return detected.detection.streams.map(({ name, selected }) => ({ name, offered: selected }));
  if ("files" in detected)
    return detected.files.sets.map(({ stream, offered }) => ({ name: stream, offered: offered.value }));
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
