import { join } from "node:path";
import type { TextRules } from "../../merge/merge-text.ts";
import { mergeText } from "../../merge/merge-text.ts";
import type { Winner } from "../../merge/merged-text.ts";
import { readBase, scopeOf } from "../folder/base-copies.ts";
import type { BuildRecord } from "../folder/build-record.ts";
import { sha256 } from "../folder/file-text.ts";
import type { Ports } from "../ports.ts";
import { fileProblem, hasKeys } from "./file-problem.ts";
import { fitsGlob } from "./fits-glob.ts";
import type { GeneratedFile } from "./generated-file.ts";
import { type Conflict, clashConflict } from "./merge-conflict.ts";

/** Who wins where edits and what is generated now clash, by globs of paths in the connector's folder. */
export interface Winners {
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** An edit of the user's that a build left in place. */
export interface KeptEdit {
  readonly path: string;
  /** kept: nothing new is generated there. merged: with what is. deleted: the user took the file away. */
  readonly how: "kept" | "merged" | "deleted";
  /** Lines that both sides added, each elsewhere: they stand there twice. */
  readonly twice?: readonly string[];
}

export interface MergedFiles {
  /** What is to be written, by path. */
  readonly writes: ReadonlyMap<string, string | Uint8Array>;
  readonly removes: readonly string[];
  readonly kept: readonly KeptEdit[];
  /** Not empty: nothing may be written. */
  readonly conflicts: readonly Conflict[];
  /** Edited files that `force` overwrites. */
  readonly overwritten: readonly string[];
}

interface Merging {
  readonly folder: string;
  readonly files: readonly GeneratedFile[];
  /** Made before and generated no more. */
  readonly stale: readonly string[];
  readonly record: BuildRecord;
  readonly winners: Winners;
  readonly force: boolean;
}

/** What becomes of one file. */
type Outcome =
  | { readonly kind: "same" }
  | { readonly kind: "write"; readonly content: string | Uint8Array }
  | { readonly kind: "remove" }
  | {
      readonly kind: "kept";
      readonly how: KeptEdit["how"];
      readonly content?: string;
      readonly twice?: readonly string[];
    }
  | { readonly kind: "overwritten"; readonly content?: string | Uint8Array }
  | { readonly kind: "conflict"; readonly conflicts: readonly Conflict[] };

const KEPT: Outcome = { kind: "kept", how: "kept" };

/** What is generated now and what the user made of what was generated last → what is to be written. */
export async function mergeGenerated(merging: Merging, ports: Pick<Ports, "files">): Promise<MergedFiles> {
  const { folder, files, stale } = merging;
  const disk = new Map<string, Uint8Array>();
  for (const path of [...files.map((file) => file.path), ...stale]) {
    const bytes = await ports.files.read(join(folder, path));
    if (bytes) disk.set(path, bytes);
  }
  const looking: Looking = {
    ...merging,
    disk,
    scopes: new Set([...disk.keys()].filter((path) => !isBookkeeping(path)).map(scopeOf)),
    bases: createBases(folder, ports),
  };
  const outcomes: (readonly [string, Outcome])[] = [];
  for (const file of files) outcomes.push([file.path, await outcomeOf(file, looking)]);
  for (const path of stale) outcomes.push([path, staleOutcome(path, looking)]);
  return collected(outcomes);
}

type Bases = (path: string) => Promise<string | undefined>;

interface Looking extends Merging {
  readonly disk: ReadonlyMap<string, Uint8Array>;
  /** Of which there is any file: a project that was taken away as a whole was taken away to get a new one. */
  readonly scopes: ReadonlySet<string>;
  readonly bases: Bases;
}

/** Unpacked when they are needed, which mostly they aren't. */
function createBases(folder: string, ports: Pick<Ports, "files">): Bases {
  const known = new Map<string, Promise<ReadonlyMap<string, string>>>();
  return async (path) => {
    const scope = scopeOf(path);
    const held = known.get(scope) ?? readBase(folder, scope, ports);
    known.set(scope, held);
    return (await held).get(path);
  };
}

async function outcomeOf(file: GeneratedFile, looking: Looking): Promise<Outcome> {
  const { path, content, merged } = file;
  const { record, force } = looking;
  const bytes = looking.disk.get(path);
  const write: Outcome = { kind: "write", content };
  if (bytes === undefined) return isOwnDeletion(path, looking) ? deletedOutcome(file, looking) : write;
  const [held, now] = [sha256(bytes), sha256(content)];
  if (held === now) return { kind: "same" };
  if (held === record.files[path] || isBookkeeping(path)) return write;
  if (force) return { kind: "overwritten", content };
  if (record.files[path] === undefined)
    return decided(path, "lies there already, and was not made by a build", { ours: KEPT, theirs: write }, looking);
  if (merged) return keptAs(new TextDecoder().decode(bytes), merged.text);
  if (record.files[path] === now) return { kind: "kept", how: "kept" };
  return mergeOutcome(path, content, bytes, looking);
}

/** Nobody edits these; a copy of what is generated is worth nothing beside another version of it. */
function isBookkeeping(path: string): boolean {
  return path.startsWith(".sourcewright/base/");
}

function isOwnDeletion(path: string, { record, scopes, force }: Looking): boolean {
  return (
    !force &&
    !isBookkeeping(path) &&
    record.files[path] !== undefined &&
    scopeOf(path) !== "" &&
    scopes.has(scopeOf(path))
  );
}

function deletedOutcome({ path, content }: GeneratedFile, looking: Looking): Outcome {
  const isNew = looking.record.files[path] !== sha256(content);
  if (!isNew && winnerOf(path, looking) !== "theirs") return { kind: "kept", how: "deleted" };
  const what = "was deleted by you and is another one now";
  return decided(path, what, { ours: { kind: "kept", how: "deleted" }, theirs: { kind: "write", content } }, looking);
}

async function mergeOutcome(
  path: string,
  content: string | Uint8Array,
  bytes: Uint8Array,
  looking: Looking,
): Promise<Outcome> {
  const base = await looking.bases(path);
  const ours = new TextDecoder().decode(bytes);
  if (typeof content !== "string" || base === undefined || sha256(base) !== looking.record.files[path]) {
    const what = "was edited by you and is another one now, and what was generated last isn't known";
    return decided(path, what, { ours: KEPT, theirs: { kind: "overwritten", content } }, looking);
  }
  const winner = winnerOf(path, looking);
  const broken = winner === undefined ? fileProblem(path, ours, ours) : undefined;
  if (broken !== undefined)
    return {
      kind: "conflict",
      conflicts: [{ path, what: `can't be merged, since it is broken as you edited it: ${broken}` }],
    };
  const rules: TextRules = {
    hasKeys: hasKeys(path),
    findProblem: (text) => fileProblem(path, text, ours),
    ...(winner && { winner }),
  };
  const { text, clashes, problem, doubled } = mergeText({ base, ours, theirs: content }, rules);
  if (clashes.length > 0)
    return { kind: "conflict", conflicts: clashes.map((clash) => clashConflict(path, clash, ours, content)) };
  if (problem === undefined) return { ...keptAs(ours, text), ...(doubled && { twice: doubled }) };
  const what = `can't hold your edits and what is generated now: ${problem}`;
  return decided(path, what, { ours: KEPT, theirs: { kind: "overwritten", content } }, looking);
}

function keptAs(ours: string, text: string): Outcome {
  return text === ours ? { kind: "kept", how: "kept" } : { kind: "kept", how: "merged", content: text };
}

function staleOutcome(path: string, looking: Looking): Outcome {
  const bytes = looking.disk.get(path);
  if (bytes === undefined) return { kind: "same" };
  if (sha256(bytes) === looking.record.files[path] || isBookkeeping(path)) return { kind: "remove" };
  if (looking.force) return { kind: "overwritten" };
  const ways: Record<Winner, Outcome> = { ours: KEPT, theirs: { kind: "overwritten" } };
  return decided(path, "was edited by you and is generated no more", ways, looking);
}

/** Where the two can't be put together: who the user says shall win. */
function decided(path: string, what: string, ways: Record<Winner, Outcome>, looking: Looking): Outcome {
  const winner = winnerOf(path, looking);
  return winner ? ways[winner] : { kind: "conflict", conflicts: [{ path, what }] };
}

function winnerOf(path: string, { winners }: Looking): Winner | undefined {
  return winnerAt(path, winners);
}

export function winnerAt(path: string, { ours, theirs }: Winners): Winner | undefined {
  if (ours.some((glob) => fitsGlob(glob)(path))) return "ours";
  return theirs.some((glob) => fitsGlob(glob)(path)) ? "theirs" : undefined;
}

function keptEdit(path: string, { how, twice }: Extract<Outcome, { kind: "kept" }>): KeptEdit {
  return { path, how, ...(twice && { twice }) };
}

function collected(outcomes: readonly (readonly [string, Outcome])[]): MergedFiles {
  const writes = outcomes.flatMap(([path, one]) =>
    "content" in one && one.content !== undefined ? [[path, one.content] as const] : [],
  );
  const isRemoved = (one: Outcome) =>
    one.kind === "remove" || (one.kind === "overwritten" && one.content === undefined);
  return {
    writes: new Map(writes),
    removes: outcomes.filter(([, one]) => isRemoved(one)).map(([path]) => path),
    kept: outcomes.flatMap(([path, one]) => (one.kind === "kept" ? [keptEdit(path, one)] : [])),
    conflicts: outcomes.flatMap(([, one]) => (one.kind === "conflict" ? one.conflicts : [])),
    overwritten: outcomes.filter(([, one]) => one.kind === "overwritten").map(([path]) => path),
  };
}
