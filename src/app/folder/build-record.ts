import { join } from "node:path";
import { Failure } from "../../diagnostics/failure.ts";
import type { Ports } from "../ports.ts";
import { readText } from "./file-text.ts";

const BUILD_FILE = ".sourcewright/build.json";

/** What is remembered of builds, in the connector's folder. */
export interface BuildRecord {
  /** SHA-256 of each generated file as it was written, by path: tells an edited file from a generated one. */
  readonly files: Readonly<Record<string, string>>;
  /** What is ready in the stage and being put in place: still there when that was cut off. */
  readonly staged?: StagedWrites;
  /** SHA-256 of the `connector.yaml` that each target's project was made from. */
  readonly madeFrom?: Readonly<Record<string, string>>;
  /** SHA-256 of the `overrides.yaml` that the last analysis heeded. */
  readonly overrides?: string;
}

/** Paths of files that are to be put in place and taken away, and what is to be remembered then. */
export interface StagedWrites {
  readonly writes: readonly string[];
  readonly removes: readonly string[];
  readonly next: BuildRecord;
}

type Files = Pick<Ports, "files">;

export async function readRecord(folder: string, ports: Files): Promise<BuildRecord> {
  const text = await readText(join(folder, BUILD_FILE), ports);
  if (text === undefined) return { files: {} };
  try {
    const { files = {}, ...more } = JSON.parse(text);
    return { ...more, files };
  } catch {
    // A record that can't be read protects every file: all of them count as edited.
    return { files: {} };
  }
}

export async function writeRecord(folder: string, record: BuildRecord, ports: Files): Promise<void> {
  const { overrides, madeFrom, files, staged } = record;
  await ports.files.write(
    join(folder, BUILD_FILE),
    `${JSON.stringify({ overrides, madeFrom, files, staged }, null, 2)}\n`,
  );
}

/** Whether a file's hash is the one that we wrote. */
export function isGenerated(record: BuildRecord, path: string, hash: string): boolean {
  return record.files[path] === hash;
}

/** Errors: a `Failure` where the last build was cut off, or another one is writing. */
export async function refuseUnfinished(folder: string, ports: Files): Promise<void> {
  const { staged } = await readRecord(folder, ports);
  if (staged === undefined) return;
  throw new Failure(
    "unusable",
    `${folder}: a build was cut off while it wrote, or is writing now; once it has ended, build again: sourcewright build ${folder}`,
  );
}
