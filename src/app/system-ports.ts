import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { isDatabaseAddress } from "../inputs/source-document.ts";
import { underLock } from "../verify/environments/exclusive-lock.ts";
import { sha256 } from "./folder/file-text.ts";
import type { Ports } from "./ports.ts";

/** The machine that we run on. */
export function systemPorts(progress: (line: string) => void): Ports {
  return {
    files: { read, readStart, list, write, move, remove, temporaryFolder, removeFolder, modified, exclusively },
    fetch: fetchAnything,
    env: process.env,
    progress,
  };
}

/** Of a live database's address the definitions in its catalog. */
const fetchAnything: typeof fetch = async (asked, options) => {
  const address = asked instanceof Request ? asked.url : String(asked);
  if (!isDatabaseAddress(address)) return fetch(asked, options);
  const { readCatalog } = await import("../inputs/live-database/read-catalog.ts");
  return new Response(await readCatalog(address, { env: process.env, signal: options?.signal ?? undefined }));
};

/** What a file's name ends in while it is being written; left behind where a process was ended just then. */
const PART = ".part";

const ABSENT = new Set(["ENOENT", "EISDIR", "ENOTDIR"]);

/** More than the largest description or generated file by far; a device that never ends has more. */
const MAX_BYTES = 500_000_000;

async function read(path: string): Promise<Uint8Array | undefined> {
  return absentAsUndefined(async () => {
    const known = await stat(path);
    if (!known.isFile()) return Buffer.concat(await readChunks(path));
    if (known.size > MAX_BYTES) throw tooLarge(path);
    return readFile(path);
  }, `can't read ${path}`);
}

async function readStart(path: string, most: number): Promise<Uint8Array | undefined> {
  return absentAsUndefined(async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, end: most - 1 })) chunks.push(chunk);
    return Buffer.concat(chunks);
  }, `can't read ${path}`);
}

function tooLarge(path: string): Failure {
  return new Failure("unusable", `${path} is larger than ${MAX_BYTES / 1_000_000} MB`);
}

/** In pieces, since pipes and devices don't tell their size. */
async function readChunks(path: string): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BYTES) throw tooLarge(path);
  }
  return chunks;
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
  const part = path + PART;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(part, content);
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined);
    throw new Failure("unusable", `can't write ${path}: ${reason(cause)}; choose another folder with --out`, { cause });
  }
}

async function move(from: string, to: string): Promise<void> {
  try {
    await mkdir(dirname(to), { recursive: true });
    await rename(from, to);
  } catch (cause) {
    throw new Failure("unusable", `can't write ${to}: ${reason(cause)}`, { cause });
  }
}

async function remove(path: string): Promise<void> {
  await rm(path, { force: true });
}

async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "sourcewright-"));
}

async function removeFolder(path: string): Promise<void> {
  await absentAsUndefined(() => rm(path, { recursive: true, force: true }), `can't remove ${path}`);
}

async function modified(path: string): Promise<number | undefined> {
  const found = await absentAsUndefined(() => stat(path), `can't look at ${path}`);
  return found && Math.round(found.mtimeMs);
}

/** The lock lies outside the folder, which belongs to the user. */
async function exclusively<T>(folder: string, work: () => Promise<T>, onWait: () => void): Promise<T> {
  const locks = join(tmpdir(), `sourcewright-${userInfo().uid}`);
  await mkdir(locks, { recursive: true });
  return underLock(join(locks, `${sha256(resolve(folder)).slice(0, 16)}.lock`), work, onWait);
}

async function absentAsUndefined<Value>(act: () => Promise<Value>, problem: string): Promise<Value | undefined> {
  try {
    return await act();
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
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
  EEXIST: "a file is in the way of a folder",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links lead round in a circle",
};

function reason(cause: unknown): string {
  return WORDS[errorCode(cause)] ?? (cause instanceof Error ? cause.message : String(cause));
}
