import { Failure } from "../diagnostics/failure.ts";
import type { Change } from "../drift/change.ts";
import type { DocumentInfo, SourceRef } from "../evidence/source-ref.ts";
import { createLineFinder } from "../inputs/line-finder.ts";
import { isUrl } from "../inputs/source-document.ts";
import { detectDocuments, type ReadOptions } from "./analyse.ts";
import { type Run, recordRun } from "./catalog/record-run.ts";
import { readConnector } from "./folder/connector-folder.ts";
import { portsOfCopies, recordReads } from "./folder/document-copies.ts";
import { readDocumentList } from "./folder/document-list.ts";
import type { FilePlace } from "./folder/evidence-places.ts";
import type { Ports } from "./ports.ts";
import { compareDocuments } from "./updating/compare-documents.ts";

export type { Change, ChangeClass } from "../drift/change.ts";

export interface CheckOptions {
  /** What describes the source now; none: what the connector was built from, as it is now. */
  readonly against: readonly string[];
  readonly allowedOrigins: readonly string[];
}

export interface CheckedConnector {
  readonly folder: string;
  readonly changes: readonly Change[];
  /** Streams that were compared. */
  readonly compared: number;
  /** Built streams that the documents never held (somebody wrote them): nothing can be said of them. */
  readonly unknown: readonly string[];
  /** As they were given, or as the connector remembers them. */
  readonly origins: readonly string[];
  readonly documents: { readonly old: readonly DocumentInfo[]; readonly new: readonly DocumentInfo[] };
  /** Where a place of the new documents can be opened. */
  readonly placeOf: (at: SourceRef) => FilePlace | undefined;
}

/**
 * What changed in a source's documents since a connector was built, as far as that connector cares. Nothing is written.
 * Errors: a `Failure` where there is no connector, a document can't be used, or it describes another source.
 */
export async function check(folder: string, options: CheckOptions, ports: Ports): Promise<CheckedConnector> {
  const run: Run<CheckedConnector> = {
    job: "check",
    folder,
    tell: async (checked) => (await import("./catalog/told-runs.ts")).tellCheck(checked, ports),
  };
  return recordRun(run, ports, () => checkConnector(folder, options, ports));
}

async function checkConnector(folder: string, options: CheckOptions, ports: Ports): Promise<CheckedConnector> {
  const model = await readConnector(folder, ports);
  const list = await readDocumentList(folder, ports);
  if (model.source.kind === "file")
    throw new Failure("unusable", `${folder} reads files; only documents of APIs and databases can be compared by now`);
  if (list.documents.length === 0)
    throw new Failure("unusable", `${folder} doesn't say what it was made from; build it again from its document`);
  const origins = options.against.length > 0 ? options.against : list.origins;
  const allowedOrigins = [...options.allowedOrigins, ...list.documents.flatMap(({ origin }) => webOrigin(origin))];
  const reading: ReadOptions = { allowedOrigins, name: model.name };
  const old = await detectDocuments(list.origins, reading, await portsOfCopies(folder, list, ports));
  const recorded = recordReads(ports);
  const now = await readNow(origins, options, () => detectDocuments(origins, reading, recorded.ports));
  const { changes, unknown } = compareDocuments(model, old, now, origins);
  return {
    folder,
    changes,
    compared: model.streams.filter(({ selected }) => selected).length - unknown.length,
    unknown,
    origins,
    documents: { old: old.facts.documents, new: now.facts.documents },
    placeOf: createPlaces(now.facts.documents, await recorded.read()),
  };
}

function webOrigin(origin: string): string[] {
  return isUrl(origin) ? [new URL(origin).origin] : [];
}

/** What a connector remembers of its documents' addresses may be out of date. */
async function readNow<Read>(origins: readonly string[], { against }: CheckOptions, read: () => Promise<Read>) {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof Failure) || against.length > 0) throw cause;
    throw new Failure(
      cause.kind,
      `${cause.message}; the connector was built from ${origins.join(", ")}: say with --against where its document is now`,
      { cause },
    );
  }
}

function createPlaces(documents: readonly DocumentInfo[], read: ReadonlyMap<string, Uint8Array>) {
  const finders = new Map(
    documents.map(({ name, origin, sha256 }) => {
      const text = new TextDecoder().decode(read.get(sha256) ?? new Uint8Array());
      const lineOf = text.trimEnd().includes("\n") ? createLineFinder(text) : () => undefined;
      const find = (pointer: string): FilePlace => {
        const line = lineOf(pointer);
        return { file: origin, ...(line !== undefined && { line }) };
      };
      return [name, find];
    }),
  );
  return (at: SourceRef) => finders.get(at.document)?.(at.pointer);
}
