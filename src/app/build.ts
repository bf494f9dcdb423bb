import { join, normalize } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { refuseSecrets } from "../inputs/live-database/database-address.ts";
import { isAddress } from "../inputs/source-document.ts";
import { buildFromDocuments } from "./building/build-from-documents.ts";
import { buildFromModel } from "./building/build-from-model.ts";
import type { BuildOptions, BuildRequest, BuiltConnector } from "./building/build-options.ts";
import { type Run, recordRun } from "./catalog/record-run.ts";
import { isGenerated, readRecord } from "./folder/build-record.ts";
import { builtTargets } from "./folder/built-targets.ts";
import { CONNECTOR_FILE, isConnector } from "./folder/connector-folder.ts";
import { readDocumentList } from "./folder/document-list.ts";
import { readText, sha256 } from "./folder/file-text.ts";
import { finishInterrupted } from "./folder/staged-writes.ts";
import { outdatedProjects } from "./outdated-projects.ts";
import type { Ports } from "./ports.ts";

/** Documents, or a connector's own folder → the connector on disk. Errors: a `Failure`; then nothing was written. */
export async function build(origins: readonly string[], request: BuildRequest, ports: Ports): Promise<BuiltConnector> {
  for (const origin of origins) refuseSecrets(origin);
  const folder = await connectorAmong(origins, ports);
  const run: Run<BuiltConnector> = {
    job: "build",
    folder: folder ?? request.out,
    tell: async (built) => (await import("./catalog/told-runs.ts")).tellBuild(built),
  };
  return recordRun(run, ports, async () => {
    const built = await buildWanted(origins, folder, request, ports);
    return { ...built, diagnostics: [...built.diagnostics, ...(await outdatedProjects(built.folder, ports))] };
  });
}

async function buildWanted(
  origins: readonly string[],
  folder: string | undefined,
  request: BuildRequest,
  ports: Ports,
): Promise<BuiltConnector> {
  if (folder === undefined) return buildFromDocuments(origins, await withTargets(request, request.out, ports), ports);
  refuseMixed(folder, origins, request);
  await finishInterrupted(folder, ports);
  const options = { ...(await withTargets(request, folder, ports)), out: folder };
  const documents = await unchangedDocuments(folder, ports);
  if (documents === undefined) return buildFromModel(folder, options, ports);
  return buildFromDocuments(documents.origins, { ...options, name: request.name ?? documents.name }, ports);
}

async function connectorAmong(origins: readonly string[], ports: Ports): Promise<string | undefined> {
  for (const origin of origins) if (origin !== "" && (await isConnector(origin, ports))) return origin;
  return undefined;
}

function refuseMixed(folder: string, origins: readonly string[], { out }: BuildRequest): void {
  if (origins.length > 1) {
    throw new Failure(
      "misuse",
      `${folder} is a connector: build it alone, or build the documents into it with --out ${folder}`,
    );
  }
  if (out !== undefined && normalize(`${out}/`) !== normalize(`${folder}/`))
    throw new Failure("misuse", `${folder} is a connector and is built in place; leave --out ${out} away`);
}

async function withTargets(request: BuildRequest, folder: string | undefined, ports: Ports): Promise<BuildOptions> {
  if (request.targets !== undefined) return { ...request, targets: request.targets };
  const built = folder === undefined ? [] : await builtTargets(folder, ports);
  if (built.length > 0) return { ...request, targets: built };
  throw new Failure("misuse", "say with --to what to build");
}

/**
 * What a connector was analysed from, where an analysis now gives the same facts: its documents are files that are
 * still as they were, and nobody edited its `connector.yaml`. Then `overrides.yaml` may have changed.
 */
async function unchangedDocuments(
  folder: string,
  ports: Ports,
): Promise<{ readonly origins: readonly string[]; readonly name: string } | undefined> {
  const text = (await readText(join(folder, CONNECTOR_FILE), ports)) ?? "";
  if (!isGenerated(await readRecord(folder, ports), CONNECTOR_FILE, sha256(text))) return undefined;
  const { origins, name, documents } = await readDocumentList(folder, ports);
  for (const document of documents) {
    const bytes = isAddress(document.origin) ? undefined : await ports.files.read(document.origin);
    if (!bytes || sha256(bytes) !== document.sha256) return undefined;
  }
  return name === undefined || origins.length === 0 || documents.length === 0 ? undefined : { origins, name };
}
