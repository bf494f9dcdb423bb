import { join } from "node:path";
import type { Candidate, Evidence, Finding } from "../../evidence/finding.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { createLineFinder } from "../../inputs/line-finder.ts";
import { isAddress, isUrl } from "../../inputs/source-document.ts";
import type { Ports } from "../ports.ts";
import { copyPath } from "./document-copies.ts";
import { readDocumentList } from "./document-list.ts";
import { sha256 } from "./file-text.ts";

/** A place in a file that can be opened. */
export interface FilePlace {
  /** As the user gave it when the document was analysed; of a live database the copy of its catalog. */
  readonly file: string;
  /** From 1; absent where the whole file is one line. */
  readonly line?: number;
}

export interface PlacedEvidence extends Evidence {
  /** Where the document still lies where it was analysed, unchanged; `at` says where in it. */
  readonly open?: FilePlace;
}

export interface PlacedCandidate extends Candidate {
  readonly evidence: readonly PlacedEvidence[];
  readonly against: readonly PlacedEvidence[];
}

export interface PlacedFinding extends PlacedCandidate, Pick<Finding, "about" | "stream"> {
  readonly rivals: readonly PlacedCandidate[];
}

type Find = (at: SourceRef) => FilePlace | undefined;

/** The findings with a file and a line for every place in a document that is still the one that was analysed. */
export async function placeFindings(
  findings: readonly Finding[],
  folder: string,
  ports: Pick<Ports, "files">,
): Promise<PlacedFinding[]> {
  const find = await createFinder(folder, ports);
  return findings.map((finding) => ({
    ...placed(finding, find),
    about: finding.about,
    ...(finding.stream === undefined ? {} : { stream: finding.stream }),
    rivals: finding.rivals.map((rival) => placed(rival, find)),
  }));
}

function placed({ value, confidence, evidence, against }: Candidate, find: Find): PlacedCandidate {
  const each = (one: Evidence): PlacedEvidence => {
    const open = one.at && find(one.at);
    return open ? { ...one, open } : one;
  };
  return { value, confidence, evidence: evidence.map(each), against: against.map(each) };
}

async function createFinder(folder: string, ports: Pick<Ports, "files">): Promise<Find> {
  const finders = new Map<string, Find>();
  const { documents } = await readDocumentList(folder, ports);
  for (const { name, origin, sha256: known } of documents) {
    if (isUrl(origin)) continue;
    const file = isAddress(origin) ? join(folder, copyPath(known)) : origin;
    // A file may have become too large to be read since.
    const bytes = await ports.files.read(file).catch(() => undefined);
    if (!bytes || sha256(bytes) !== known) continue;
    const text = new TextDecoder().decode(bytes);
    const lineOf = text.trimEnd().includes("\n") ? createLineFinder(text) : () => undefined;
    finders.set(name, ({ pointer }) => {
      const line = lineOf(pointer);
      return { file, ...(line === undefined ? {} : { line }) };
    });
  }
  return (at) => finders.get(at.document)?.(at);
}
