import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { FieldPath } from "../../model/values.ts";
import { plainName } from "./plain-name.ts";
import { withoutMarkup } from "./request-levers.ts";

/** A field of the answer beside the records, as the schema or an example shows it. */
export interface AnswerField {
  readonly path: FieldPath;
  /** Empty where nothing is said. */
  readonly types: readonly string[];
  readonly format: string | undefined;
  readonly description: string;
  readonly examples: readonly unknown[];
  /** The schema says that it is always there, or that it can be null: its absence or null means something. */
  readonly promised: boolean;
  /** Of the object that promises it. */
  readonly within: SourceRef;
  readonly at: SourceRef;
  readonly deprecated: boolean;
  readonly from: "schema" | "example";
}

/** Names of objects that hold what is said about a list. */
export const ENVELOPE =
  /meta|pag|link|cursor|info|header|status|result|response|summary|navig|search|next|range|data|list|hits/;
/** Envelopes are shallow; what lies deeper belongs to records. */
const DEPTH = 4;

/** The answer's fields outside its records; those that only examples show come last. */
export function answerFields(stream: ListedStream): AnswerField[] {
  const records = stream.many ? (stream.recordsPath ?? []) : undefined;
  const schema = stream.media?.schema;
  const stated = schema ? schemaFields(schema, { path: [], records, seen: new Set() }) : [];
  const known = new Set(stated.map(({ path }) => path.join("\0")));
  const shown = exampleFields(stream, records).filter(({ path }) => !known.has(path.join("\0")));
  return [...stated, ...shown];
}

interface Walk {
  readonly path: FieldPath;
  readonly records: FieldPath | undefined;
  readonly seen: ReadonlySet<string>;
}

function schemaFields(schema: SchemaView, { path, records, seen }: Walk): AnswerField[] {
  if (path.length >= DEPTH || seen.has(schema.id)) return [];
  const inside = new Set([...seen, schema.id]);
  const branches = [schema, ...schema.alternatives];
  return branches.flatMap((branch) =>
    [...branch.properties].flatMap(([name, property]) => {
      const here = [...path, name];
      if (isRecords(here, records) || property.types.includes("array")) return [];
      const field: AnswerField = {
        path: here,
        types: property.types.length > 0 ? property.types : property.alternatives.flatMap(({ types }) => types),
        format: property.format,
        description: withoutMarkup(property.description ?? property.title ?? ""),
        examples: property.examples,
        promised: branch.required.has(name) || property.nullable,
        within: branch.at,
        at: property.at,
        deprecated: property.deprecated,
        from: "schema",
      };
      return isAside(here, records)
        ? [field]
        : [field, ...schemaFields(property, { path: here, records, seen: inside })];
    }),
  );
}

/** Neither on the way to the records nor named like an envelope: what is inside says nothing about the list. */
function isAside(path: FieldPath, records: FieldPath | undefined): boolean {
  if (path.every((step, index) => records?.[index] === step)) return false;
  return !ENVELOPE.test(plainName(path.at(-1) ?? ""));
}

function isRecords(path: FieldPath, records: FieldPath | undefined): boolean {
  return records !== undefined && records.length > 0 && records.join("\0") === path.join("\0");
}

function exampleFields(stream: ListedStream, records: FieldPath | undefined): AnswerField[] {
  const byPath = new Map<string, AnswerField>();
  for (const { value, at } of stream.media?.examples ?? []) {
    for (const [path, found] of plainFields(parsed(value), [], records)) {
      const key = path.join("\0");
      const held = byPath.get(key);
      const types = [...new Set([...(held?.types ?? []), typeOf(found)])].filter((type) => type !== "null");
      byPath.set(key, {
        path,
        types,
        format: undefined,
        description: "",
        examples: [...(held?.examples ?? []), found],
        promised: false,
        within: at,
        at,
        deprecated: false,
        from: "example",
      });
    }
  }
  return [...byPath.values()];
}

/** Examples are often JSON written as text. */
export function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function plainFields(value: unknown, path: FieldPath, records: FieldPath | undefined): [FieldPath, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value) || path.length >= DEPTH) return [];
  return Object.entries(value).flatMap(([name, found]) => {
    const here = [...path, name];
    if (isRecords(here, records) || Array.isArray(found)) return [];
    return [[here, found] as [FieldPath, unknown], ...plainFields(found, here, records)];
  });
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Number.isInteger(value) ? "integer" : typeof value;
}
