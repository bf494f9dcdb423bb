import { posix } from "node:path";
import type { Collector } from "../../diagnostics/collector.ts";
import { Failure } from "../../diagnostics/failure.ts";
import type { FileFacts, FileSetFact } from "../../evidence/file-facts.ts";
import type { DocumentInfo } from "../../evidence/source-ref.ts";
import type { ReadContext } from "../read-context.ts";
import { documentInfo, type SourceDocument } from "../source-document.ts";
import { fileSets } from "./file-sets.ts";
import { readDelimited } from "./read-delimited.ts";
import { readJson } from "./read-json.ts";
import { isJsonLines, readJsonLines } from "./read-json-lines.ts";
import type { ReadSample } from "./read-sample.ts";
import { sampleName } from "./sample-name.ts";

/** Samples of files as facts. Errors: a `Failure` where one is no text of rows. */
export async function readFiles(documents: readonly SourceDocument[], { collector }: ReadContext): Promise<FileFacts> {
  const samples = documents.flatMap((document) => readSamples(document, collector));
  const sets = fileSets(samples, collector);
  if (sets.every(({ columns }) => columns.length === 0))
    throw new Failure("unusable", `${documents[0]?.origin ?? "the file"} holds no columns`);
  return {
    kind: "file",
    documents: samples.length === 0 ? [] : infosOf(samples),
    title: titleOf(documents, sets),
    sets,
  };
}

function readSamples(document: SourceDocument, collector: Collector): ReadSample[] {
  const { form } = sampleName(document.name);
  if (form === "json-lines" || (form === undefined && isJsonLines(document.text)))
    return [readJsonLines(document, collector)];
  if (document.value !== undefined) return readJson(document);
  return [readDelimited(document, collector)];
}

const FORMS = {
  delimited: "delimited values",
  "json-lines": "JSON lines",
  json: "JSON records",
  "fixed-width": "fixed-width lines",
} as const;

function infosOf(samples: readonly ReadSample[]): DocumentInfo[] {
  const infos = samples.map(({ source, format }) => ({
    ...documentInfo(source, FORMS[format.kind]),
    // Rows may hold anything; no copy of them is kept.
    holdsCredentials: true as const,
  }));
  return infos.filter(({ name }, at) => infos.findIndex((one) => one.name === name) === at);
}

/** What the only kind of file is called, else the folder that holds them. */
function titleOf(documents: readonly SourceDocument[], sets: readonly FileSetFact[]): string {
  const [only] = sets;
  if (only && sets.length === 1) return only.name;
  const folder = posix.basename(documents[0]?.root ?? "").replace(/[_-]+/g, " ");
  return folder === "" || folder === "." ? "files" : folder;
}
