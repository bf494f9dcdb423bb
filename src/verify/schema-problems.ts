import { Ajv2020 } from "ajv/dist/2020.js";
import type { FormatsPlugin } from "ajv-formats";
import formats from "ajv-formats";
import { isObject } from "../model/field-path.ts";
import type { Stream } from "../model/stream.ts";
import type { Json, JsonSchema } from "../model/values.ts";
import type { DiscoveredStream, ReadResult } from "./framework.ts";
import type { Problem } from "./verdicts.ts";

/** Streams that are not offered, or whose schema doesn't say what the model's says. */
export function streamSchemaProblems(streams: readonly Stream[], discovered: readonly DiscoveredStream[]): Problem[] {
  return streams.flatMap((stream) => {
    const found = discovered.find(({ name }) => name === stream.name);
    if (!found) return [{ stream: stream.name, detail: "discover doesn't offer it" }];
    const differences = schemaDifferences(stream.schema, found.schema as JsonSchema, "");
    const incremental = stream.incremental !== undefined;
    // Some frameworks' cursors are fields of the record itself; a deeper one is told as a loss when it is built.
    const unnamed = !found.incremental && (stream.incremental?.cursorField.length ?? 0) > 1;
    if (incremental !== found.incremental && !unnamed) {
      differences.push(`discover says that it is ${found.incremental ? "" : "not "}incremental`);
    }
    return differences.map((detail) => ({ stream: stream.name, detail }));
  });
}

/** A field may be null in the connector's schema, and a child's record may hold its parents' keys. */
function schemaDifferences(wanted: JsonSchema, got: JsonSchema | undefined, path: string): string[] {
  const place = path === "" ? "the record" : path;
  if (!got) return [`${place} is not in the schema`];
  if (wanted.anyOf || got.anyOf) return [];
  const types = typesText(wanted);
  if (types !== "" && types !== typesText(got)) return [`${place} is ${typesText(got) || "of no type"}, not ${types}`];
  const format = wanted.format === "date-time" || wanted.format === "date" ? wanted.format : undefined;
  if (format !== undefined && got.format !== format) return [`${place} has the format ${got.format}, not ${format}`];
  const fields = Object.entries(wanted.properties ?? {}).flatMap(([name, schema]) =>
    schemaDifferences(schema, got.properties?.[name], path === "" ? name : `${path}.${name}`),
  );
  const items = wanted.items && got.items ? schemaDifferences(wanted.items, got.items, `${path}[]`) : [];
  return [...fields, ...items];
}

function typesText({ type }: JsonSchema): string {
  const types = type === undefined ? [] : [type].flat();
  // Every integer is a number.
  const known = types.includes("number") ? types.filter((one) => one !== "integer") : types;
  return known
    .filter((one) => one !== "null")
    .sort()
    .join(" or ");
}

/** Records that their own stream's schema doesn't allow; the first one of each stream. */
export function recordSchemaProblems(
  streams: readonly Stream[],
  discovered: readonly DiscoveredStream[],
  { records }: ReadResult,
): Problem[] {
  return streams.flatMap((stream) => {
    const schema = discovered.find(({ name }) => name === stream.name)?.schema;
    if (!schema) return [];
    const validate = compile(schema);
    const bad = records.find((one) => one.stream === stream.name && !validate(one.record));
    const error = bad ? validate.errors?.[0] : undefined;
    return error ? [{ stream: stream.name, detail: `a record's ${error.instancePath || "/"} ${error.message}` }] : [];
  });
}

function compile(schema: Readonly<Record<string, Json>>) {
  const { $schema: _, ...rest } = schema;
  const ajv = new Ajv2020({ strict: false, allErrors: false, logger: false, ownProperties: true });
  (formats as unknown as FormatsPlugin)(ajv);
  // Clocks on a wall have no zone, and the JSON Schemas of frameworks call them a time all the same.
  ajv.addFormat("time", /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/i);
  return ajv.compile(isObject(rest) ? rest : {});
}
