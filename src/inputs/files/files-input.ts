import { posix } from "node:path";
import type { Collector } from "../../diagnostics/collector.ts";
import { Failure } from "../../diagnostics/failure.ts";
import type { FileFacts, FileSetFact } from "../../evidence/file-facts.ts";
import type { DocumentInfo } from "../../evidence/source-ref.ts";
import type { TextLoader } from "../load-texts.ts";
import type { ReadContext } from "../read-context.ts";
import { documentInfo, type SourceDocument } from "../source-document.ts";
import { isCsvw, readCsvw } from "./csvw.ts";
import { fileSets } from "./file-sets.ts";
import type { SpecifiedFiles } from "./file-spec.ts";
import { isJsonSpecification } from "./is-sample.ts";
import { isLayout, readLayout } from "./layout.ts";
import { readDelimited } from "./read-delimited.ts";
import { isFixedLines, readFixedWidth } from "./read-fixed-width.ts";
import { readJson } from "./read-json.ts";
import { isJsonLines, readJsonLines } from "./read-json-lines.ts";
import type { ReadSample } from "./read-sample.ts";
import { sampleName } from "./sample-name.ts";
import { sniffDelimited } from "./sniff-delimited.ts";
import { referredSamples, specOf, withSpecifications } from "./specified-sets.ts";
import { readTableSchema } from "./table-schema.ts";

/** Samples of files, and specifications of them, as facts. Errors: a `Failure` where one is no text of rows. */
export async function readFiles(
  documents: readonly SourceDocument[],
  loader: TextLoader,
  { collector }: ReadContext,
): Promise<FileFacts> {
  const specs = documents.filter(isSpecification);
  const specified = specs.flatMap((spec) => readSpecification(spec, collector));
  const given = documents.filter((document) => !specs.includes(document));
  const all = [...given, ...(await referredSamples(specified, given, { loader, collector }))];
  const samples = all.flatMap((document) =>
    readSamples(document, specOf(document, specified, given.length), collector),
  );
  const sets = withSpecifications(fileSets(samples, collector), specified, given.length);
  if (sets.every(({ columns }) => columns.length === 0))
    throw new Failure("unusable", `${documents[0]?.origin ?? "the file"} holds no columns`);
  return {
    kind: "file",
    documents: [...infosOf(samples), ...specs.map((spec) => documentInfo(spec, "specification of files"))],
    title: titleOf(documents, sets),
    sets,
  };
}

function readSpecification(spec: SourceDocument, collector: Collector): SpecifiedFiles[] {
  if (spec.value === undefined) return [readLayout(spec)];
  return isCsvw(spec.value) ? readCsvw(spec) : readTableSchema(spec, collector);
}

function isSpecification({ value, text, name }: SourceDocument): boolean {
  return value === undefined ? isLayout(text, name) : isJsonSpecification(value);
}

function readSamples(document: SourceDocument, spec: SpecifiedFiles | undefined, collector: Collector): ReadSample[] {
  const { form } = sampleName(document.name);
  const kind = spec?.format?.kind ?? form;
  if (kind === "json-lines" || (kind === undefined && isJsonLines(document.text)))
    return [readJsonLines(document, collector)];
  if (document.value !== undefined) return readJson(document);
  if (spec && kind === "fixed-width") return [readFixedWidth(document, spec, collector)];
  if (form === undefined && isFixedLines(document.text) && !isDelimited(document.text))
    throw new Failure("unusable", `${document.origin} ${FIXED}`);
  const format = spec?.format?.kind === "delimited" ? spec.format : undefined;
  const names = spec?.fields.map(({ field }) => field.name);
  return [readDelimited(document, collector, { ...(format && { format }), ...(names && { names }) })];
}

const FIXED =
  "holds lines of one length: give what says where its fields stand along with it, a CSV or Markdown table of field, start and length";

function isDelimited(text: string): boolean {
  const found = sniffDelimited(text);
  return found !== undefined && found.columns > 1 && found.fit > 0.75;
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
