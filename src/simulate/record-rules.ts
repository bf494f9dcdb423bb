import type { ConnectorModel } from "../model/connector-model.ts";
import { samePath, schemaAt } from "../model/field-path.ts";
import type { Incremental } from "../model/incremental.ts";
import type { ParentLink, Stream } from "../model/stream.ts";
import type { FieldPath, JsonSchema } from "../model/values.ts";
import { isSingle } from "./list-size.ts";

/** What the model says about single fields of a stream's records. */
export interface RecordRules {
  readonly stream: Stream;
  /** The schema without what the connector writes into the records. */
  readonly ownSchema: JsonSchema;
  /** Different in each record of the stream: keys, what children link to, what paging goes on from. */
  readonly unique: readonly FieldPath[];
  /** The two fields of a key that only together are unique; empty where one field is enough. */
  readonly pairedKey: readonly FieldPath[];
  /** Fields that hold a value of the parent's record. */
  readonly foreign: readonly { readonly field: FieldPath; readonly link: ParentLink }[];
  readonly incremental: Incremental | undefined;
  /** The cursor never repeats and never changes: it is a key, or says when a record was made. */
  readonly growing: boolean;
  /** Keys that hold the parent's key count anew under each parent. */
  readonly countsPerParent: boolean;
}

export function recordRules(model: ConnectorModel, stream: Stream): RecordRules {
  const linked = model.streams.flatMap((child) => child.parents.filter((link) => link.stream === stream.name));
  // Below parents of several streams, the same record would come once for each of them.
  const ofOne = isSingle(stream) && new Set(stream.parents.map((link) => link.stream)).size === 1;
  const foreign = stream.parents
    .flatMap((link) => (ofOne ? sameField : foreignField)(stream, link))
    .filter(({ field, link }) => canHold(schemaAt(stream.schema, field), parentSchema(model, link)));
  const pages = stream.access.kind === "http" ? stream.access.pagination : undefined;
  const lastRecord = pages?.kind === "cursor" && pages.next.from === "last-record" ? [pages.next.path] : [];
  const isForeign = (path: FieldPath) => foreign.some(({ field }) => samePath(field, path));
  const own = stream.primaryKey.filter((path) => !isForeign(path));
  const unique = distinct([...own, ...linked.map((link) => link.field), ...lastRecord]).filter(
    (path) => !isForeign(path),
  );
  const cursor = stream.incremental?.cursorField;
  const cursorIsKey = cursor !== undefined && unique.some((path) => samePath(path, cursor));
  return {
    stream,
    ownSchema: ownSchema(stream),
    unique,
    // Fields that something else hangs on must be unique alone.
    pairedKey: unique.length === 2 && own.length === 2 && !cursorIsKey && linked.length === 0 ? unique : [],
    foreign,
    incremental: stream.incremental,
    growing: cursorIsKey || stream.incremental?.format.kind === "integer" || /creat|insert/i.test(cursor?.at(-1) ?? ""),
    countsPerParent: linked.length === 0 && !cursorIsKey && stream.primaryKey.some(isForeign) && own.length > 0,
  };
}

function parentSchema({ streams }: ConnectorModel, { stream, field }: ParentLink): JsonSchema | undefined {
  return schemaAt(streams.find(({ name }) => name === stream)?.schema, field);
}

/** A number can't be what the parent says in words. */
function canHold(own: JsonSchema | undefined, parent: JsonSchema | undefined): boolean {
  const mayBeText = (schema: JsonSchema | undefined) =>
    schema?.type === undefined || [schema.type].flat().includes("string");
  return mayBeText(own) || !mayBeText(parent);
}

function ownSchema({ schema, parents, lifted = [] }: Stream): JsonSchema {
  const added = new Set([...parents, ...lifted].map(({ recordField }) => recordField));
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => !added.has(name));
  return { ...schema, type: "object", ...(schema.properties && { properties: Object.fromEntries(properties) }) };
}

function distinct(paths: readonly FieldPath[]): FieldPath[] {
  return paths.filter((path, index) => paths.findIndex((other) => samePath(other, path)) === index);
}

/** Names that every record has for itself: a child's `name` isn't its parent's. */
const OWN = /^(id|name|key|code|uid|uuid|guid|slug|number|serial|sid|handle)$/i;

/** One record by its key: the key is what it was asked for by. */
function sameField(stream: Stream, link: ParentLink): { field: FieldPath; link: ParentLink }[] {
  if (link.recordField !== undefined) return [{ field: [link.recordField], link }];
  return schemaAt(stream.schema, link.field) ? [{ field: link.field, link }] : [];
}

/** The child's field that repeats the parent's value: called like the parameter, or `<parent>_<field>`. */
function foreignField(stream: Stream, link: ParentLink): { field: FieldPath; link: ParentLink }[] {
  if (link.recordField !== undefined) return [{ field: [link.recordField], link }];
  const own = stream.primaryKey.length === 1 ? stream.primaryKey[0] : undefined;
  const last = link.field.at(-1) ?? "";
  const singular = link.stream.replace(/ies$/, "y").replace(/s$/, "");
  const camel = `${singular}${last.charAt(0).toUpperCase()}${last.slice(1)}`;
  for (const name of [link.param.name, `${singular}_${last}`, camel]) {
    const schema = schemaAt(stream.schema, [name]);
    const scalar = schema !== undefined && !schema.properties && !schema.items;
    if (scalar && !OWN.test(name) && !(own && samePath(own, [name]))) return [{ field: [name], link }];
  }
  return [];
}
