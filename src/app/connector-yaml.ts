import type { Finding } from "../evidence/finding.ts";
import type { ConnectorModel } from "../model/connector-model.ts";
import type { SchemaNames } from "../model/schema-names.ts";
import { addedFields } from "../model/stream.ts";
import type { About } from "../model/values.ts";
import { commented, isMap, printYaml, type YamlMap, type YamlValue } from "../printing/yaml.ts";
import { createSharedSchemas } from "./shared-schemas.ts";

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

/** Comments stay on one line: the place that they name can be copied. */
const FORMAT = { version: "1.2", lineWidth: 120, commentWidth: 500, shortLists: true } as const;

/** First the schema that an editor checks the file with, relative to it. */
const HEADER = [
  "yaml-language-server: $schema=.sourcewright/connector.schema.json",
  "The connector model. Edit it and build again from this folder; overrides.yaml survives a new analysis, edits here don't.",
];

const SCHEMAS =
  "What the documents name, once each. Edit one for all that refer to it, or write a schema in place of a reference.";

/** `connector.yaml`: the model, with the evidence for each fact as a comment above it and shared schemas at its end. */
export function connectorYaml(
  model: ConnectorModel,
  findings: readonly Finding[],
  schemaNames: SchemaNames = new Map(),
): string {
  const find = createLookup(findings);
  // The model holds what JSON holds; its interfaces can't say so.
  let value: YamlValue = model as unknown as YamlMap;
  for (const [about, path] of SOURCE_PLACES) value = withEvidence(value, path, find(about, undefined));
  const shared = createSharedSchemas(schemaNames);
  const streams = model.streams.map((stream) =>
    STREAM_PLACES.reduce<YamlValue>((held, [about, path]) => withEvidence(held, path, find(about, stream.name)), {
      ...(stream as unknown as YamlMap),
      schema: shared.write(stream.schema, addedFields(stream)),
    }),
  );
  const schemas = shared.all();
  const named: YamlMap = Object.keys(schemas).length > 0 ? { schemas: commented(SCHEMAS, schemas) } : {};
  return printYaml({ ...(value as YamlMap), streams, ...named }, HEADER, FORMAT);
}

function createLookup(findings: readonly Finding[]): (about: About, stream: string | undefined) => Finding | undefined {
  const byPlace = new Map(findings.map((finding) => [`${finding.about}/${finding.stream ?? ""}`, finding]));
  return (about, stream) => byPlace.get(`${about}/${stream ?? ""}`);
}

/** The value with a comment above what it has at that place; as it is where it has nothing there. */
function withEvidence(value: YamlValue, path: readonly string[], finding: Finding | undefined): YamlValue {
  const [step, ...rest] = path;
  if (!finding || finding.evidence.length === 0) return value;
  if (step === undefined) return commented(evidenceLine(finding), value);
  const held = isMap(value) ? value[step] : undefined;
  return held === undefined ? value : { ...(value as YamlMap), [step]: withEvidence(held, rest, finding) };
}

function evidenceLine({ evidence, confidence }: Finding): string {
  const [heaviest] = [...evidence].sort((a, b) => b.weight - a.weight);
  const place = heaviest?.at ? ` (${heaviest.at.document}#${heaviest.at.pointer})` : "";
  return `${Math.round(100 * confidence)} %: ${heaviest?.says ?? ""}${place}`.slice(0, 500);
}
