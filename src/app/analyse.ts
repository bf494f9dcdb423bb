import { assembleHttp } from "../assemble/http/assemble-http.ts";
import { detect } from "../detectors/detect.ts";
import { createCollector } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Finding } from "../evidence/finding.ts";
import type { Question } from "../evidence/question.ts";
import type { DocumentInfo } from "../evidence/source-ref.ts";
import { readDocuments } from "../inputs/registry.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import { modelProblems } from "../model/invariants.ts";
import type { Overrides } from "../model/overrides.ts";
import type { Ports } from "./ports.ts";

export interface AnalyseOptions {
  /** Origins that `$ref`s may be fetched from. */
  readonly allowedOrigins: readonly string[];
  readonly overrides: Overrides;
  /** In place of the name made from the document's title. */
  readonly name?: string;
}

export interface Analysis {
  readonly model: ConnectorModel;
  readonly findings: readonly Finding[];
  readonly questions: readonly Question[];
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly DocumentInfo[];
  /** Operations that are no streams, each with the reason. */
  readonly left: readonly { readonly operation: string; readonly because: string }[];
}

/** Documents → facts → findings → model. Errors: a `Failure` where a document can't be used. */
export async function analyse(origins: readonly string[], options: AnalyseOptions, ports: Ports): Promise<Analysis> {
  const collector = createCollector();
  ports.progress(`reading ${origins.join(", ")}`);
  const facts = await readDocuments(origins, {
    files: ports.files,
    fetch: ports.fetch,
    allowedOrigins: options.allowedOrigins,
    collector,
  });
  ports.progress(`looking at ${facts.operations.length} operations`);
  const detection = detect(facts);
  const { model, findings, questions } = assembleHttp(facts, detection, options.overrides, collector);
  for (const { path, problem } of modelProblems(model)) collector.report("model/invalid", { path, problem });
  return {
    model: options.name === undefined ? model : { ...model, name: options.name },
    findings,
    questions,
    diagnostics: collector.diagnostics,
    documents: facts.documents,
    left: detection.left,
  };
}
