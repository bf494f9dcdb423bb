import { readFileSync } from "node:fs";
import type { DocumentInfo } from "../../evidence/source-ref.ts";
import { shownUrl } from "../../inputs/locations.ts";
import { isAddress } from "../../inputs/source-document.ts";
import type { Analysis } from "../analyse.ts";
import type { GeneratedFile } from "../building/generated-file.ts";
import { misfits } from "../misfits.ts";
import type { Ports } from "../ports.ts";
import { CONNECTOR_FILE, DOCUMENTS_FILE, EVIDENCE_FILE } from "./connector-folder.ts";
import { connectorYaml } from "./connector-yaml.ts";
import { type EvidenceFile, printEvidence } from "./evidence-file.ts";

/** The files of a connector that belong to no target. `overrides.yaml` is the user's and isn't among them. */
export async function connectorFiles(
  analysis: Analysis,
  origins: readonly string[],
  ports: Pick<Ports, "files">,
): Promise<GeneratedFile[]> {
  const { model, findings, questions, documents, diagnostics, schemaNames } = analysis;
  const told = misfits(diagnostics);
  const evidence: EvidenceFile = { findings, questions, ...(told.length > 0 && { misfits: told }) };
  const listed = await Promise.all(documents.map((document) => dated(document, ports)));
  return [
    { path: CONNECTOR_FILE, content: connectorYaml(model, findings, schemaNames?.()) },
    { path: EVIDENCE_FILE, content: printEvidence(evidence) },
    {
      path: DOCUMENTS_FILE,
      content: `${JSON.stringify({ name: model.name, origins: origins.map(shownOrigin), documents: listed }, null, 2)}\n`,
    },
    ...["connector", "overrides"].map((name) => ({
      path: `.sourcewright/${name}.schema.json`,
      content: readFileSync(new URL(`../../../schemas/${name}.schema.json`, import.meta.url), "utf8"),
    })),
  ];
}

/** Without what an address holds of secrets; an address is never read again unasked. */
function shownOrigin(origin: string): string {
  return /^https?:/i.test(origin) ? shownUrl(origin) : origin;
}

/** When a file was last changed, not when we read it: the same input gives the same bytes. */
async function dated(
  document: DocumentInfo,
  ports: Pick<Ports, "files">,
): Promise<DocumentInfo & { modified?: string }> {
  if (isAddress(document.origin)) return document;
  const time = await ports.files.modified(document.origin);
  return time === undefined ? document : { ...document, modified: new Date(time).toISOString() };
}
