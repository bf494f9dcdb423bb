import { join, posix } from "node:path";
import { Failure } from "../../diagnostics/failure.ts";
import type { DocumentInfo } from "../../evidence/source-ref.ts";
import { shownUrl } from "../../inputs/locations.ts";
import { isAddress, isUrl } from "../../inputs/source-document.ts";
import type { GeneratedFile } from "../building/generated-file.ts";
import type { Ports } from "../ports.ts";
import type { DocumentList, ListedDocument } from "./document-list.ts";
import { sha256 } from "./file-text.ts";

/** In a folder that no search for documents looks into: a copy must not be taken for a description of its own. */
const COPIES = ".sourcewright/documents";

type Reading = Pick<Ports, "files" | "fetch">;

interface RecordedReads {
  /** Reads as the given ports do. */
  readonly ports: Ports;
  /** What was read, byte for byte, by its SHA-256. */
  read(): Promise<ReadonlyMap<string, Uint8Array>>;
}

/** Keeps what is read through it: pipes and addresses give a document only once. */
export function recordReads(ports: Ports): RecordedReads {
  const kept: (Uint8Array | Response)[] = [];
  const { files, fetch } = ports;
  return {
    ports: {
      ...ports,
      files: {
        ...files,
        async read(path) {
          const bytes = await files.read(path);
          if (bytes) kept.push(bytes);
          return bytes;
        },
      },
      fetch:
        fetch &&
        (async (...request) => {
          const response = await fetch(...request);
          if (response.ok) kept.push(response.clone());
          return response;
        }),
    },
    async read() {
      const all = await Promise.all(
        kept.map(async (one) => (one instanceof Response ? new Uint8Array(await one.arrayBuffer()) : one)),
      );
      return new Map(all.map((bytes) => [sha256(bytes), bytes]));
    },
  };
}

/** The documents that a connector is made from, as files of its folder: what a later version is compared with. */
export function documentCopies(
  documents: readonly DocumentInfo[],
  read: ReadonlyMap<string, Uint8Array>,
): readonly GeneratedFile[] {
  const copied = documents.filter(({ holdsCredentials }) => holdsCredentials !== true);
  const hashes = [...new Set(copied.map((document) => document.sha256))];
  return hashes.flatMap((hash) => {
    const content = read.get(hash);
    return content ? [{ path: copyPath(hash), content }] : [];
  });
}

/** Of a document with this SHA-256, from the connector's folder. */
export function copyPath(hash: string): string {
  return `${COPIES}/${hash}`;
}

/**
 * Ports through which the documents of a connector are read as they were when it was built, whatever lies at their
 * origins now. Errors: a `Failure` where the folder holds no copy of one, or another one.
 */
export async function portsOfCopies(folder: string, { documents }: DocumentList, ports: Ports): Promise<Ports> {
  const byOrigin = new Map<string, Uint8Array>();
  for (const document of documents) byOrigin.set(located(document.origin), await heldBytes(folder, document, ports));
  const reading: Reading = {
    files: {
      ...ports.files,
      read: async (path) => byOrigin.get(located(path)),
      async list(given) {
        const above = located(given) === "." ? "" : `${located(given)}/`;
        const below = [...byOrigin.keys()].filter((origin) => origin.startsWith(above) && !isAddress(origin));
        return byOrigin.has(located(given)) || below.length === 0
          ? undefined
          : below.map((origin) => origin.slice(above.length)).sort();
      },
    },
    fetch: async (url) => {
      const bytes = byOrigin.get(located(url instanceof Request ? url.url : String(url)));
      return bytes ? new Response(Uint8Array.from(bytes)) : new Response(null, { status: 404 });
    },
  };
  return { ...ports, ...reading };
}

function located(origin: string): string {
  if (isUrl(origin)) return shownUrl(origin);
  if (isAddress(origin)) return origin;
  return posix.normalize(origin.replaceAll("\\", "/")).replace(/(?<=.)\/$/, "");
}

/** A document that still lies where it was is as good as its copy. */
async function heldBytes(folder: string, { name, origin, sha256: hash }: ListedDocument, ports: Ports) {
  const copy = await ports.files.read(join(folder, copyPath(hash)));
  if (copy && sha256(copy) === hash) return copy;
  const original = isAddress(origin) ? undefined : await ports.files.read(origin);
  if (original && sha256(original) === hash) return original;
  const what = copy ? "the copy was edited" : "there is no copy";
  throw new Failure(
    "unusable",
    `${folder}: ${what} of ${name} as it was when the connector was built; build again from that version of it, then check the new one`,
  );
}
