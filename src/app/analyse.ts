import { connectorName } from "../assemble/connector-name.ts";
import { assembleDatabase } from "../assemble/database/assemble-database.ts";
import { assembleFiles } from "../assemble/files/assemble-files.ts";
import { assembleHttp } from "../assemble/http/assemble-http.ts";
import { detect } from "../detectors/detect.ts";
import { type Collector, createCollector } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { Failure } from "../diagnostics/failure.ts";
import type { DatabaseDetection } from "../evidence/database-detection.ts";
import type { DatabaseFacts } from "../evidence/database-facts.ts";
import type { Detection } from "../evidence/detection.ts";
import type { FileDetection } from "../evidence/file-detection.ts";
import type { FileFacts } from "../evidence/file-facts.ts";
import type { Finding } from "../evidence/finding.ts";
import type { HttpFacts } from "../evidence/http-facts.ts";
import type { Question } from "../evidence/question.ts";
import type { DocumentInfo } from "../evidence/source-ref.ts";
import { refuseSecrets } from "../inputs/live-database/database-address.ts";
import { readDocuments } from "../inputs/registry.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import { modelProblems } from "../model/invariants.ts";
import type { Overrides } from "../model/overrides.ts";
import type { SchemaNames } from "../model/schema-names.ts";
import { isConnector } from "./folder/connector-folder.ts";
import type { Ports } from "./ports.ts";

export interface ReadOptions {
  /** Origins that `$ref`s may be fetched from. */
  readonly allowedOrigins: readonly string[];
  /** In place of the name made from the document's title. */
  readonly name?: string;
}

export interface AnalyseOptions extends ReadOptions {
  readonly overrides: Overrides;
}

export interface Analysis {
  readonly model: ConnectorModel;
  readonly findings: readonly Finding[];
  readonly questions: readonly Question[];
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly DocumentInfo[];
  /** Of the documents' components in the model's schemas; absent: nothing there has a name. */
  readonly schemaNames?: () => SchemaNames;
  /** Operations that are no streams, each with the reason. */
  readonly left: readonly { readonly operation: string; readonly because: string }[];
}

interface Detected {
  /** Of the connector. */
  readonly name: string;
  readonly collector: Collector;
}

/** What was found about an API before anything is decided. */
export interface DetectedSource extends Detected {
  readonly facts: HttpFacts;
  readonly detection: Detection;
}

/** What was found about a database before anything is decided. */
interface DetectedDatabase extends Detected {
  readonly facts: DatabaseFacts;
  readonly tables: DatabaseDetection;
}

/** What was found about files before anything is decided. */
interface DetectedFileSource extends Detected {
  readonly facts: FileFacts;
  readonly files: FileDetection;
}

export type DetectedDocuments = DetectedSource | DetectedDatabase | DetectedFileSource;

/** Documents → facts → findings → model. Errors: a `Failure` where a document can't be used. */
export async function analyse(origins: readonly string[], options: AnalyseOptions, ports: Ports): Promise<Analysis> {
  return decideSource(await detectDocuments(origins, options, ports), options.overrides);
}

/** As `detectDocuments`, for what only APIs can be asked. Errors: a `Failure`, also where the documents define a database or are files of records. */
export async function detectSource(
  origins: readonly string[],
  options: ReadOptions,
  ports: Ports,
): Promise<DetectedSource> {
  const detected = await detectDocuments(origins, options, ports);
  if ("detection" in detected) return detected;
  const is = "files" in detected ? "shows files" : "defines a database";
  throw new Failure("unusable", `${origins.join(", ")} ${is}; only descriptions of APIs can be compared`);
}

/** Documents → facts → findings. Errors: a `Failure` where a document can't be used. */
export async function detectDocuments(
  origins: readonly string[],
  options: ReadOptions,
  ports: Ports,
): Promise<DetectedDocuments> {
  for (const origin of origins) refuseSecrets(origin);
  for (const origin of origins) if (await isConnector(origin, ports)) throw connectorGiven(origin);
  const collector = createCollector();
  ports.progress(`reading ${origins.join(", ")}`);
  const facts = await readDocuments(origins, {
    files: ports.files,
    fetch: ports.fetch,
    allowedOrigins: options.allowedOrigins,
    collector,
    progress: ports.progress,
  });
  const name = options.name ?? connectorName(facts.title);
  if (facts.kind === "database") {
    ports.progress(`looking at ${facts.relations.length} tables and ${facts.routines.length} routines`);
    const { detectDatabase } = await import("../detectors/detect-database.ts");
    return { name, facts, tables: detectDatabase(facts), collector };
  }
  if (facts.kind === "file") {
    ports.progress(`looking at ${facts.sets.length} kinds of files`);
    const { detectFiles } = await import("../detectors/detect-files.ts");
    return { name, facts, files: detectFiles(facts), collector };
  }
  ports.progress(`looking at ${facts.operations.length} operations`);
  return { name, facts, detection: detect(facts), collector };
}

function connectorGiven(folder: string): Failure {
  return new Failure(
    "misuse",
    `${folder} is a connector, no description of a source: see what it holds with \`sourcewright explain ${folder} streams\`, or build it again with \`sourcewright build ${folder}\``,
  );
}

/** Findings and the user's word → model. A detected source is decided once: its collector takes what comes up. */
export function decideSource(detected: DetectedDocuments, overrides: Overrides): Analysis {
  const { name, facts, collector } = detected;
  const { findings, questions, left, ...assembled } = assembledOf(detected, overrides);
  const model: ConnectorModel = { ...assembled.model, name };
  for (const { path, problem } of modelProblems(model)) collector.report("model/invalid", { path, problem });
  return {
    model,
    findings,
    questions,
    diagnostics: collector.diagnostics,
    documents: facts.documents,
    // The model has been made: no schema is added any more.
    ...("detection" in detected ? { schemaNames: once(detected.detection.schemaNames) } : {}),
    left,
  };
}

function assembledOf(detected: DetectedDocuments, overrides: Overrides) {
  const { collector } = detected;
  if ("detection" in detected) {
    const { facts, detection } = detected;
    return { ...assembleHttp(facts, detection, overrides, collector), left: detection.left };
  }
  if ("files" in detected) return { ...assembleFiles(detected.facts, detected.files, overrides, collector), left: [] };
  const { facts, tables } = detected;
  return { ...assembleDatabase(facts, tables, overrides, collector), left: tables.left };
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
