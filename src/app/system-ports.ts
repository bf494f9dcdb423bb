import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import type { Ports } from "./ports.ts";

/** The machine that we run on. */
export function systemPorts(progress: (line: string) => void): Ports {
  return { files: { read, list, write, remove, modified }, fetch, env: process.env, progress };
}

const ABSENT = new Set(["ENOENT", "EISDIR", "ENOTDIR"]);

async function read(path: string): Promise<Uint8Array | undefined> {
  return absentAsUndefined(() => readFile(path), `can't read ${path}`);
}

async function list(folder: string): Promise<readonly string[] | undefined> {
  const entries = await absentAsUndefined(
    () => readdir(folder, { recursive: true, withFileTypes: true }),
    `can't list ${folder}`,
  );
  return entries
    ?.filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  const part = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(part, content);
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined);
    throw new Failure("unusable", `can't write ${path}: ${reason(cause)}; choose another folder with --out`, { cause });
  }
}

async function remove(path: string): Promise<void> {
  await rm(path, { force: true });
}

async function modified(path: string): Promise<number | undefined> {
  const found = await absentAsUndefined(() => stat(path), `can't look at ${path}`);
  return found && Math.round(found.mtimeMs);
}

async function absentAsUndefined<Value>(act: () => Promise<Value>, problem: string): Promise<Value | undefined> {
  try {
    return await act();
  } catch (cause) {
    if (ABSENT.has(errorCode(cause))) return undefined;
    throw new Failure("unusable", `${problem}: ${reason(cause)}`, { cause });
  }
}

function errorCode(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}

const WORDS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  ENOTDIR: "a file is in the way of a folder",
  EISDIR: "a folder is in the way",
};

function reason(cause: unknown): string {
  return WORDS[errorCode(cause)] ?? (cause instanceof Error ? cause.message : String(cause));
}
