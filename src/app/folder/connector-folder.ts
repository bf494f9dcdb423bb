import { join } from "node:path";
import { Failure } from "../../diagnostics/failure.ts";
import type { ConnectorFile } from "../../model/connector-file.ts";
import type { ConnectorModel } from "../../model/connector-model.ts";
import { modelProblems } from "../../model/invariants.ts";
import type { Overrides } from "../../model/overrides.ts";
import type { Ports } from "../ports.ts";
import { refuseUnfinished } from "./build-record.ts";
import { type NamedModel, withSchemas } from "./connector-schemas.ts";
import { type EvidenceFile, parseEvidence } from "./evidence-file.ts";
import { readText } from "./file-text.ts";
import { parseOverrides } from "./overrides-file.ts";
import { schemaErrors } from "./schema-errors.ts";
import { parseYamlFile } from "./yaml-text.ts";

/** A connector on disk; see the blueprint in `ARCHITECTURE.md`. */
export const CONNECTOR_FILE = "connector.yaml";
export const EVIDENCE_FILE = "evidence.json";
export const OVERRIDES_FILE = "overrides.yaml";
export const DOCUMENTS_FILE = "documents/documents.json";

type Files = Pick<Ports, "files">;

export async function isConnector(folder: string, ports: Files): Promise<boolean> {
  return (await ports.files.read(join(folder, CONNECTOR_FILE))) !== undefined;
}

/** Errors: a `Failure` where there is no connector, or its file breaks the schema. */
export async function readConnector(folder: string, ports: Files): Promise<ConnectorModel> {
  const path = join(folder, CONNECTOR_FILE);
  const text = await readText(path, ports);
  if (text === undefined) {
    throw new Failure(
      "unusable",
      `${folder} holds no ${CONNECTOR_FILE}; make one with: sourcewright build <document> --to singer --out ${folder}`,
    );
  }
  await refuseUnfinished(folder, ports);
  return parseConnector(text, path).model;
}

/** The model in the text of a `connector.yaml`. Errors: a `Failure` where it breaks the schema or contradicts itself. */
export function parseConnector(text: string, path: string): NamedModel {
  const value = parseYamlFile(text, path);
  const errors = schemaErrors("connector", value);
  if (errors.length > 0) throw new Failure("unusable", `${path}: ${errors.slice(0, 3).join("; ")}`);
  const named = withSchemas(value as ConnectorFile, path);
  refuseContradictions(named.model, path, "mend it, or build again from the document");
  return named;
}

/** Errors: a `Failure` where what is built contradicts itself; `fix` says what to do. */
export function refuseContradictions(model: ConnectorModel, path: string, fix: string): void {
  const [first, ...more] = modelProblems(model).filter((one) => isBuilt(one.path, model));
  if (!first) return;
  const others = more.length === 0 ? "" : ` (and ${more.length} more)`;
  throw new Failure("unusable", `${path}: ${first.path}: ${first.problem}${others}; ${fix}`);
}

/** A contradiction in a stream that isn't built harms nobody. */
function isBuilt(path: string, model: ConnectorModel): boolean {
  const stream = /^streams\.([^.]+)/.exec(path)?.[1];
  return stream === undefined || model.streams.some(({ name, selected }) => name === stream && selected);
}

export async function readEvidence(folder: string, ports: Files): Promise<EvidenceFile> {
  const path = join(folder, EVIDENCE_FILE);
  const text = await readText(path, ports);
  if (text === undefined)
    throw new Failure("unusable", `${folder} holds no ${EVIDENCE_FILE}; build the connector first`);
  try {
    return parseEvidence(text);
  } catch (cause) {
    throw new Failure("unusable", `${path}: not valid JSON; build the connector again`, { cause });
  }
}

/** What the user decided; nothing where there is no such file. */
export async function readFolderOverrides(folder: string, ports: Files): Promise<Overrides> {
  const path = join(folder, OVERRIDES_FILE);
  const text = await readText(path, ports);
  return text === undefined ? {} : parseOverrides(text, path);
}
