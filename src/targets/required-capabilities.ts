import type { ConnectorModel } from "../model/connector-model.ts";
import type { FileFormat } from "../model/file.ts";
import type { Stream } from "../model/stream.ts";
import type { JsonSchema } from "../model/values.ts";
import type { Capability, DatabaseCapability, FileCapability } from "./capabilities.ts";

export interface Requirement {
  readonly capability: Capability | DatabaseCapability | FileCapability;
  /** Where in the model it is asked for: `streams.orders.pagination`. */
  readonly path: string;
}

/** Everything that a model's selected streams ask of a target, each with the place that asks. */
export function requiredCapabilities(model: ConnectorModel): Requirement[] {
  return [
    ...sourceRequirements(model),
    ...model.streams.filter((stream) => stream.selected).flatMap(streamRequirements),
  ];
}

function sourceRequirements({ source }: ConnectorModel): Requirement[] {
  const kind: Requirement = { capability: `source.${source.kind}`, path: "source" };
  if (source.kind === "database") return [kind, { capability: `dialect.${source.dialect}`, path: "source" }];
  if (source.kind === "file") return [kind, { capability: `store.${source.store}`, path: "source" }];
  // The first alternative is the one that is built.
  const auth = source.auth[0];
  return auth ? [kind, { capability: `auth.${auth.kind}`, path: "source.auth" }] : [kind];
}

function streamRequirements(stream: Stream): Requirement[] {
  const path = `streams.${stream.name}`;
  const found: Requirement[] = [];
  if (isPlain(stream.schema)) found.push({ capability: "records.plain-values", path: `${path}.schema` });
  if (stream.access.kind === "http") {
    found.push({ capability: `pagination.${stream.access.pagination.kind}`, path: `${path}.pagination` });
    if (stream.access.method === "POST") found.push({ capability: "request.post", path });
  }
  if (stream.access.kind === "procedure") found.push({ capability: "records.of-procedures", path });
  if (stream.access.kind === "file") found.push(...formatRequirements(stream.access.format, `${path}.format`));
  // A database filters by any column, and files are read once whatever they hold.
  if (stream.incremental && stream.access.kind !== "table" && stream.access.kind !== "file") {
    const how = stream.incremental.request ? "filter" : "client-side";
    found.push({ capability: `incremental.${how}`, path: `${path}.incremental` });
  }
  const parents = new Set(stream.parents.map((link) => link.stream)).size;
  if (parents > 0)
    found.push({ capability: parents > 1 ? "parents.multiple" : "parents.single", path: `${path}.parents` });
  if (stream.parents.some(({ isPath }) => isPath)) found.push({ capability: "parents.paths", path: `${path}.parents` });
  return found;
}

function formatRequirements(format: FileFormat, path: string): Requirement[] {
  const found: Requirement[] = [{ capability: `format.${format.kind}`, path }];
  if (format.kind !== "delimited") return found;
  const signs = [format.delimiter, format.quote ?? "", format.escape ?? ""];
  if (format.delimiter === "" || signs.some((sign) => [...sign].length > 1))
    found.push({ capability: "format.long-signs", path });
  return found;
}

/** Texts, numbers or lists in place of objects; a schema that says nothing is taken for objects. */
function isPlain({ type }: JsonSchema): boolean {
  const types = typeof type === "string" ? [type] : (type ?? []);
  const told = types.filter((one) => one !== "null");
  return told.length > 0 && !told.includes("object");
}
