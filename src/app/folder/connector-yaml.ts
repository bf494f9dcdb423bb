import type { Evidence, Finding } from "../../evidence/finding.ts";
import type { ConnectorModel } from "../../model/connector-model.ts";
import type { SchemaNames } from "../../model/schema-names.ts";
import { addedFields } from "../../model/stream.ts";
import type { About } from "../../model/values.ts";
import { commented, printYaml, type YamlMap, type YamlValue } from "../../printing/yaml.ts";
import { createSharedSchemas } from "./shared-schemas.ts";

/** Keys that a comment is put above, by what the finding about them is about. */
const SOURCE_KEYS = {
  baseUrl: "base-url",
  auth: "auth",
  headers: "headers",
  rateLimit: "rate-limit",
  errors: "errors",
} as const satisfies Record<string, About>;

const STREAM_KEYS = {
  primaryKey: "primary-key",
  incremental: "incremental",
  parents: "parents",
} as const satisfies Record<string, About>;

const ACCESS_KEYS = {
  recordsPath: "records",
  pagination: "pagination",
  format: "format",
  content: "content",
} as const satisfies Record<string, About>;

/** Comments stay on one line: the place that they name can be copied. */
const FORMAT = { version: "1.2", lineWidth: 120, commentWidth: 500, shortLists: true } as const;

/** First the schema that an editor checks the file with, relative to it. */
const HEADER = [
  "yaml-language-server: $schema=.sourcewright/connector.schema.json",
  "The connector model. Edit it and build again from this folder; a new analysis is merged with your edits, and overrides.yaml wins.",
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
  const shared = createSharedSchemas(schemaNames);
  const streams = model.streams.map((stream) => {
    const about = (one: About) => find(one, stream.name);
    return {
      ...withEvidence(stream, STREAM_KEYS, about),
      schema: shared.write(stream.schema, addedFields(stream)),
      access: withEvidence(stream.access, ACCESS_KEYS, about),
    };
  });
  // Keys keep the model's order.
  const value: YamlMap = {
    ...asYaml(model),
    source: withEvidence(model.source, SOURCE_KEYS, (one) => find(one, undefined)),
    streams,
  };
  const schemas = shared.all();
  const named: YamlMap = Object.keys(schemas).length > 0 ? { schemas: commented(SCHEMAS, schemas) } : {};
  return printYaml({ ...value, ...named }, HEADER, FORMAT);
}

function createLookup(findings: readonly Finding[]): (about: About, stream: string | undefined) => Finding | undefined {
  const byAbout = new Map<About, Map<string | undefined, Finding>>();
  for (const finding of findings) {
    const ofStreams = byAbout.get(finding.about) ?? new Map<string | undefined, Finding>();
    byAbout.set(finding.about, ofStreams.set(finding.stream, finding));
  }
  return (about, stream) => byAbout.get(about)?.get(stream);
}

/** The model holds what JSON holds; its interfaces can't say so. */
const asYaml = (value: object): YamlMap => value as YamlMap;

/** The value with a comment above each key that something is found about; what it doesn't hold gets none. */
function withEvidence(
  value: object,
  keys: Readonly<Record<string, About>>,
  find: (about: About) => Finding | undefined,
): YamlMap {
  const held = asYaml(value);
  const made: Record<string, YamlValue> = { ...held };
  for (const [key, about] of Object.entries(keys)) {
    const finding = find(about);
    const own = held[key];
    if (own !== undefined && finding && finding.evidence.length > 0) made[key] = commented(evidenceLine(finding), own);
  }
  return made;
}

function evidenceLine({ evidence, confidence }: Finding): string {
  const heaviest = evidence.reduce<Evidence | undefined>(
    (best, one) => (best && best.weight >= one.weight ? best : one),
    undefined,
  );
  const place = heaviest?.at ? ` (${heaviest.at.document}#${heaviest.at.pointer})` : "";
  return `${Math.round(100 * confidence)} %: ${heaviest?.says ?? ""}${place}`.slice(0, 500);
}
