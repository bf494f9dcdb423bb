import { Document, isMap, isNode } from "yaml";
import type { Finding } from "../evidence/finding.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { About } from "../model/values.ts";

/** Places of a stream in the model that a comment is put above, by what the finding is about. */
const STREAM_PLACES: readonly (readonly [About, readonly string[]])[] = [
  ["records", ["access", "recordsPath"]],
  ["pagination", ["access", "pagination"]],
  ["primary-key", ["primaryKey"]],
  ["incremental", ["incremental"]],
  ["parents", ["parents"]],
];

const SOURCE_PLACES: readonly (readonly [About, readonly string[]])[] = [
  ["base-url", ["source", "baseUrl"]],
  ["auth", ["source", "auth"]],
  ["headers", ["source", "headers"]],
  ["rate-limit", ["source", "rateLimit"]],
  ["errors", ["source", "errors"]],
];

/** Of the schema that an editor checks the file with, relative to it. */
const SCHEMA_LINE = " yaml-language-server: $schema=.sourcewright/connector.schema.json";

/** `connector.yaml`: the model, with the evidence for each fact as a comment above it. */
export function connectorYaml(model: ConnectorModel, findings: readonly Finding[]): string {
  const document = new Document(model, { aliasDuplicateObjects: false });
  document.commentBefore = `${SCHEMA_LINE}\n The connector model. Edit it and build again from this folder; overrides.yaml survives a new analysis, edits here don't.`;
  const find = createLookup(findings);
  for (const [about, path] of SOURCE_PLACES) comment(document, path, find(about, undefined));
  model.streams.forEach((stream, index) => {
    for (const [about, path] of STREAM_PLACES) comment(document, ["streams", index, ...path], find(about, stream.name));
  });
  return document.toString({ lineWidth: 120 });
}

function createLookup(findings: readonly Finding[]): (about: About, stream: string | undefined) => Finding | undefined {
  const byPlace = new Map(findings.map((finding) => [`${finding.about}/${finding.stream ?? ""}`, finding]));
  return (about, stream) => byPlace.get(`${about}/${stream ?? ""}`);
}

function comment(document: Document, path: readonly (string | number)[], finding: Finding | undefined): void {
  if (!finding || finding.evidence.length === 0) return;
  const parent = document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return;
  const pair = parent.items.find(({ key }) => isNode(key) && key.toJSON() === path.at(-1));
  if (pair && isNode(pair.key)) pair.key.commentBefore = evidenceLine(finding);
}

function evidenceLine({ evidence, confidence }: Finding): string {
  const [heaviest] = [...evidence].sort((a, b) => b.weight - a.weight);
  const place = heaviest?.at ? ` (${heaviest.at.document}#${heaviest.at.pointer})` : "";
  const text = ` ${Math.round(100 * confidence)} %: ${heaviest?.says ?? ""}${place}`;
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .slice(0, 240)
    .trimEnd();
}
