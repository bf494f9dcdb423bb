import { join } from "node:path";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { CONNECTOR_FILE } from "./connector-folder.ts";
import type { GeneratedFile } from "./generated-file.ts";
import type { Ports } from "./ports.ts";

/** Where what was generated last is kept, packed: the base of a merge with what people made of it. */
const COPIES = ".sourcewright/base";

/** First folder of a path in a connector's folder; what belongs to no target counts as one. */
export function scopeOf(path: string): string {
  const copied = new RegExp(`^${COPIES.replace(".", "\\.")}/(.+)\\.zst$`).exec(path)?.[1];
  if (copied !== undefined) return copied === "connector" ? "" : copied;
  const slash = path.indexOf("/");
  const first = slash === -1 ? "" : path.slice(0, slash);
  return first === "documents" || first === ".sourcewright" ? "" : first;
}

/** A pack for each scope, of the files that people edit: those of projects, and `connector.yaml`. */
export function baseCopies(files: readonly GeneratedFile[]): GeneratedFile[] {
  const texts = files.filter(({ path }) => path === CONNECTOR_FILE || scopeOf(path) !== "");
  return [...Map.groupBy(texts, ({ path }) => scopeOf(path))].map(([scope, held]) => ({
    path: copyPath(scope),
    content: pack(held),
  }));
}

/** What was generated last in a scope, by path; empty where no copy was kept, or it can't be read. */
export async function readBase(
  folder: string,
  scope: string,
  ports: Pick<Ports, "files">,
): Promise<ReadonlyMap<string, string>> {
  const bytes = await ports.files.read(join(folder, copyPath(scope)));
  if (bytes === undefined) return new Map();
  try {
    return unpack(bytes);
  } catch {
    // Then what both sides changed can't be merged, which is told.
    return new Map();
  }
}

function copyPath(scope: string): string {
  return `${COPIES}/${scope === "" ? "connector" : scope}.zst`;
}

const encoder = new TextEncoder();

/** A line of paths and sizes, then the files: one stream, since their texts are much alike. */
function pack(files: readonly GeneratedFile[]): Uint8Array {
  const contents = files.map(({ content }) => (typeof content === "string" ? encoder.encode(content) : content));
  const index = files.map(({ path }, at) => [path, contents[at]?.length ?? 0]);
  const whole = Buffer.concat([encoder.encode(`${JSON.stringify(index)}\n`), ...contents]);
  // A tenth of brotli's time, for half as many bytes again.
  const params = { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_windowLog]: 24 };
  return zstdCompressSync(whole, { params });
}

function unpack(bytes: Uint8Array): Map<string, string> {
  const whole = zstdDecompressSync(bytes);
  const end = whole.indexOf("\n");
  const index: [string, number][] = JSON.parse(whole.subarray(0, end).toString());
  let at = end + 1;
  return new Map(
    index.map(([path, size]) => {
      at += size;
      return [path, whole.subarray(at - size, at).toString()];
    }),
  );
}
