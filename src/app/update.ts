import { join } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import type { Change, ChangeClass } from "../drift/change.ts";
import { type StateEffect, stateEffects } from "../drift/state-effects.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { TargetId } from "../targets/target.ts";
import { build } from "./build.ts";
import { type BuildRequest, type BuiltConnector, NO_WINNERS } from "./building/build-options.ts";
import type { KeptEdit, Winners } from "./building/merge-generated.ts";
import { type Run, recordRun } from "./catalog/record-run.ts";
import { type CheckedConnector, check } from "./check.ts";
import { builtTargets } from "./folder/built-targets.ts";
import { readConnector } from "./folder/connector-folder.ts";
import { finishInterrupted } from "./folder/staged-writes.ts";
import { openWorkingCopy, type WorkingCopy } from "./folder/working-copy.ts";
import type { Ports } from "./ports.ts";
import { rememberFetches } from "./updating/remember-fetches.ts";
import {
  nextVersion,
  type PastUpdate,
  readHistory,
  releaseOf,
  type UpdateClass,
  writeHistory,
} from "./updating/update-history.ts";
import { breakingMessage, updateRecord } from "./updating/update-record.ts";
import { type ComparedVerdicts, compareVerdicts } from "./updating/update-verdicts.ts";

export interface UpdateOptions {
  /** What describes the source now; none: what the connector was built from, as it is now. */
  readonly against: readonly string[];
  readonly allowedOrigins: readonly string[];
  /** Absent: those that the folder holds. */
  readonly targets?: readonly TargetId[];
  /** The worst class of changes that is taken. */
  readonly accept: ChangeClass;
  /** Tells what would come of it, and writes nothing. */
  readonly dryRun: boolean;
  /** Whether the updated projects are tried before they are put in place. */
  readonly verify: boolean;
  readonly winners?: Winners;
  /** The day by which users of the connector have to take a breaking update: `2026-01-31`. */
  readonly deadline: string;
}

export interface UpdatedConnector {
  /**
   * unchanged: nothing is new. refused: worse than what is accepted. red: what held before doesn't now. planned: what
   * `dryRun` would have put in place. updated: it is in place. In all cases but the last nothing was written.
   */
  readonly outcome: "unchanged" | "refused" | "red" | "planned" | "updated";
  readonly checked: CheckedConnector;
  readonly class: UpdateClass;
  /** The connector's, before and after. */
  readonly version: { readonly old: string; readonly new: string };
  readonly state: readonly StateEffect[];
  readonly kept: readonly KeptEdit[];
  /** Files that are another now. */
  readonly files: readonly string[];
  /** Absent: nothing was tried. */
  readonly verdicts?: readonly ComparedVerdicts[];
  /** Where the update is told, relative to the folder. */
  readonly record?: string;
}

const RANKS: readonly UpdateClass[] = ["words", "additive", "risky", "breaking"];

/**
 * A connector and the documents of its source as they are now → the connector updated: with the user's edits, tried, told in
 * a record, and put in place as a whole or not at all.
 * Errors: a `Failure` where `check` or `build` has one; then nothing was written.
 */
export async function update(folder: string, options: UpdateOptions, world: Ports): Promise<UpdatedConnector> {
  if (options.dryRun) return updateConnector(folder, options, world);
  const run: Run<UpdatedConnector> = {
    job: "update",
    folder,
    tell: async (updated) => (await import("./catalog/told-runs.ts")).tellUpdate(updated),
  };
  return recordRun(run, world, () => updateConnector(folder, options, world));
}

async function updateConnector(folder: string, options: UpdateOptions, world: Ports): Promise<UpdatedConnector> {
  const ports = rememberFetches(world);
  await finishInterrupted(folder, ports);
  const model = await readConnector(folder, ports);
  const checked = await check(folder, options, ports);
  const { updates } = await readHistory(folder, ports);
  const { connectorVersion } = releaseOf(updates);
  const nothing = {
    checked,
    version: { old: connectorVersion, new: connectorVersion },
    state: [],
    kept: [],
    files: [],
  };
  const worst = worstOf(checked.changes);
  if (RANKS.indexOf(worst) > RANKS.indexOf(options.accept)) return { ...nothing, outcome: "refused", class: worst };
  const copy = await openWorkingCopy(folder, ports);
  try {
    const targets = options.targets ?? (await builtTargets(folder, ports));
    return await updateCopy({ folder, model, checked, worst, copy, targets, updates }, options, ports);
  } catch (cause) {
    throw asTold(cause, copy.folder, folder);
  } finally {
    await copy.remove();
  }
}

interface Updating {
  readonly folder: string;
  /** As the connector is before. */
  readonly model: ConnectorModel;
  readonly checked: CheckedConnector;
  readonly worst: UpdateClass;
  readonly copy: WorkingCopy;
  readonly targets: readonly TargetId[];
  readonly updates: readonly PastUpdate[];
}

async function updateCopy(updating: Updating, options: UpdateOptions, ports: Ports): Promise<UpdatedConnector> {
  const { checked, worst, copy, targets, updates } = updating;
  const { connectorVersion: old } = releaseOf(updates);
  const entryFor = (now: ConnectorModel) => pastUpdate(updating, now, options.deadline);
  const asRelease = { ...options, releaseFor: (now: ConnectorModel) => releaseOf([...updates, entryFor(now)]) };
  const isCertain = checked.changes.some(isOfWhatRuns);
  const built = await buildCopy(updating, isCertain ? asRelease : options, ports);
  const files = await copy.changed();
  const told = { checked, class: worst, kept: built.kept, files };
  // What is only known better (other evidence, a document's new bytes) is no new version of what runs.
  if (!isCertain && !files.some((path) => targets.some((target) => path.startsWith(`${target}/`)))) {
    const outcome = files.length === 0 ? "unchanged" : options.dryRun ? "planned" : "updated";
    if (outcome === "updated") await copy.putInPlace();
    return { ...told, outcome, version: { old, new: old }, state: [] };
  }
  if (!isCertain) await buildCopy(updating, asRelease, ports);
  return release({ ...updating, entry: entryFor(built.model), built }, options, ports);
}

interface Releasing extends Updating {
  readonly entry: PastUpdate;
  readonly built: BuiltConnector;
}

/** A copy in which the projects are built as a new version: tried, told and put in place. */
async function release(releasing: Releasing, options: UpdateOptions, ports: Ports): Promise<UpdatedConnector> {
  const { folder, checked, worst, copy, targets, updates, entry, built } = releasing;
  await writeHistory(copy.folder, { updates: [...updates, entry] }, ports);
  const comparing = { old: folder, now: copy.folder, targets, changed: changedStreams(checked, built.model) };
  const verdicts = options.verify ? await compareVerdicts(comparing, ports) : undefined;
  const record = `updates/${entry.version}.md`;
  await ports.files.write(join(copy.folder, record), updateRecord({ entry, checked, kept: built.kept, verdicts }));
  const isRed = verdicts?.some(({ worse }) => worse.length > 0);
  const outcome = isRed ? "red" : options.dryRun ? "planned" : "updated";
  const files = await copy.changed();
  if (outcome === "updated") await copy.putInPlace();
  return {
    outcome,
    checked,
    class: worst,
    version: { old: entry.before, new: entry.version },
    state: entry.state,
    kept: built.kept,
    files,
    ...(verdicts && { verdicts }),
    ...(outcome === "updated" && { record }),
  };
}

/** Whether a change is worth a release for sure: the source is another, or a stream that is built. */
function isOfWhatRuns(change: Change): boolean {
  return change.class !== "additive" || change.name !== undefined;
}

async function buildCopy(
  { model, checked, copy, targets }: Updating,
  { allowedOrigins, winners = NO_WINNERS, releaseFor }: UpdateOptions & Pick<BuildRequest, "releaseFor">,
  ports: Ports,
): Promise<BuiltConnector> {
  const named = { out: copy.folder, name: model.name, ...(releaseFor && { releaseFor }) };
  return build(checked.origins, { allowedOrigins, winners, targets, force: false, ...named }, ports);
}

function worstOf(changes: readonly Change[]): UpdateClass {
  const ranks = changes.map((change) => RANKS.indexOf(change.class));
  return RANKS[Math.max(0, ...ranks)] ?? "words";
}

function changedStreams({ changes }: CheckedConnector, { streams }: ConnectorModel): ReadonlySet<string> {
  const paths = new Set(changes.flatMap(({ stream, successor }) => [stream, successor]));
  const names = new Set(changes.map(({ name }) => name));
  const isChanged = (stream: ConnectorModel["streams"][number]) =>
    names.has(stream.name) || (stream.access.kind === "http" && paths.has(stream.access.path));
  return new Set(streams.filter((stream) => stream.selected && isChanged(stream)).map(({ name }) => name));
}

/** The update as it is remembered. */
function pastUpdate({ model, checked, worst, updates }: Updating, now: ConnectorModel, deadline: string): PastUpdate {
  const { connectorVersion: before } = releaseOf(updates);
  const version = nextVersion(before, worst);
  const state = stateEffects(model, now);
  const changes = checked.changes.map(({ class: of, about, stream, name, detail }) => ({
    class: of,
    about,
    stream,
    ...(name !== undefined && { name }),
    detail,
  }));
  const breaking = changes.filter((change) => change.class === "breaking");
  const isOfAll = breaking.some(({ stream }) => stream === null);
  const reset = state.filter((effect) => effect.kind !== "keep").map(({ stream }) => stream);
  const streams = isOfAll ? [] : [...new Set([...breaking.flatMap(({ name }) => name ?? []), ...reset])].sort();
  return {
    version,
    before,
    class: worst,
    changes,
    state,
    ...(worst === "breaking" && {
      breaking: { version, message: breakingMessage(breaking, state), deadline, streams },
    }),
  };
}

/** What is told of the copy is meant of the connector. */
function asTold(cause: unknown, copy: string, folder: string): unknown {
  if (!(cause instanceof Failure)) return cause;
  const details = cause.details.map((line) => line.replaceAll(copy, folder));
  return new Failure(cause.kind, cause.message.replaceAll(copy, folder), { cause, details });
}
