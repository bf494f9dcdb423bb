import type { ParentLink, Stream } from "../model/stream.ts";
import type { JsonSchema } from "../model/values.ts";
import { schemaAt, withProperties } from "./schema-fields.ts";

/**
 * Gives the schemas of child streams the fields that the connector writes into their records, typed as the parents'
 * own. A link into a schema that lists no fields writes none. Parents come before their children.
 */
export function withParentFields(written: readonly Stream[]): Stream[] {
  const ordered = withAskedFields(written);
  const done = new Map<string, Stream>();
  for (const stream of ordered) done.set(stream.name, stream.parents.length === 0 ? stream : withFields(stream, done));
  return [...done.values()];
}

/** Records of which no field is known have at least those by which their children are asked for. */
function withAskedFields(streams: readonly Stream[]): readonly Stream[] {
  const links = Map.groupBy(
    streams.flatMap(({ parents }) => parents),
    ({ stream }) => stream,
  );
  return streams.map((stream) => {
    if (listsFields(stream.schema) || stream.access.kind !== "http") return stream;
    const asked = (links.get(stream.name) ?? []).filter(({ field }) => field.length === 1);
    if (asked.length === 0) return stream;
    const fields = asked.map(({ field: [name = ""] }): [string, JsonSchema] => [name, {}]);
    return { ...stream, schema: withProperties(stream.schema, Object.fromEntries(fields)) };
  });
}

function withFields(stream: Stream, above: ReadonlyMap<string, Stream>): Stream {
  if (!listsFields(stream.schema)) return withParents(stream, stream.parents.map(withoutField));
  const written = stream.parents.filter(({ recordField }) => recordField !== undefined);
  if (written.length === 0) return stream;
  const added = written.map((link): [string, JsonSchema] => [
    link.recordField ?? "",
    fieldSchema(link, above.get(link.stream)?.schema),
  ]);
  return { ...stream, schema: withProperties(stream.schema, Object.fromEntries(added)) };
}

/** The stream with other parents; a part of its key that only a lost link would have filled goes with the link. */
export function withParents(stream: Stream, parents: readonly ParentLink[]): Stream {
  const lost = stream.parents
    .flatMap(({ recordField }) => recordField ?? [])
    .filter((name) => !parents.some(({ recordField }) => recordField === name));
  return { ...stream, parents, primaryKey: stream.primaryKey.filter(([name]) => !lost.includes(name ?? "")) };
}

function withoutField({ recordField: _, ...link }: ParentLink): ParentLink {
  return link;
}

function listsFields({ properties, anyOf }: JsonSchema): boolean {
  return properties !== undefined || (anyOf ?? []).some(listsFields);
}

/** A value that fills a request is there, and is a text or a number. */
function fieldSchema({ stream, field }: ParentLink, parent: JsonSchema | undefined): JsonSchema {
  const own = parent && schemaAt(parent, field);
  const [type = "string"] = [own?.type ?? []].flat().filter((one) => one !== "null");
  const description = `\`${field.join(".")}\` of the record of \`${stream}\` that this one was read for.`;
  return { type, description, ...(own?.format === undefined ? {} : { format: own.format }) };
}
