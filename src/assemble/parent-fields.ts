import type { ParentLink, Stream } from "../model/stream.ts";
import type { FieldPath, JsonSchema } from "../model/values.ts";

/**
 * Gives the schemas of child streams the fields that the connector writes into their records, typed as the parents'
 * own. Where nothing can be written, the link's `recordField` and the key's part that stood for it are left out.
 * Parents come before their children.
 */
export function withParentFields(ordered: readonly Stream[]): Stream[] {
  const done = new Map<string, Stream>();
  for (const stream of ordered) {
    const isPlain = stream.parents.length === 0 && stream.primaryKey.length < 2;
    done.set(stream.name, isPlain ? stream : withFields(stream, done));
  }
  return [...done.values()];
}

function withFields(stream: Stream, above: ReadonlyMap<string, Stream>): Stream {
  const parents = listsFields(stream.schema) ? stream.parents : stream.parents.map(withoutField);
  const added: Record<string, JsonSchema> = {};
  for (const link of parents) {
    if (link.recordField !== undefined) added[link.recordField] = fieldSchema(link, above.get(link.stream)?.schema);
  }
  const schema = Object.keys(added).length === 0 ? stream.schema : withProperties(stream.schema, added);
  const held = stream.primaryKey.filter(([name]) => name !== undefined && mayHold(schema, name));
  const primaryKey = held.length > 0 && held.length < stream.primaryKey.length ? held : stream.primaryKey;
  return { ...stream, schema, primaryKey, parents };
}

function withoutField({ recordField: _, ...link }: ParentLink): ParentLink {
  return link;
}

function listsFields({ properties, anyOf }: JsonSchema): boolean {
  return properties !== undefined || (anyOf ?? []).some(listsFields);
}

function mayHold(schema: JsonSchema, name: string): boolean {
  if (!listsFields(schema)) return true;
  return (
    (schema.properties !== undefined && Object.hasOwn(schema.properties, name)) ||
    (schema.anyOf ?? []).some((option) => listsFields(option) && mayHold(option, name))
  );
}

function withProperties(schema: JsonSchema, added: Record<string, JsonSchema>): JsonSchema {
  if (schema.properties || !schema.anyOf) return { ...schema, properties: { ...schema.properties, ...added } };
  return { ...schema, anyOf: schema.anyOf.map((option) => withProperties(option, added)) };
}

/** A value that fills a request is there, and is a text or a number. */
function fieldSchema({ stream, field }: ParentLink, parent: JsonSchema | undefined): JsonSchema {
  const own = parent && schemaAt(parent, field);
  const [type = "string"] = [own?.type ?? []].flat().filter((one) => one !== "null");
  const description = `\`${field.join(".")}\` of the record of \`${stream}\` that this one was read for.`;
  return { type, description, ...(own?.format === undefined ? {} : { format: own.format }) };
}

function schemaAt(schema: JsonSchema, [name, ...rest]: FieldPath): JsonSchema | undefined {
  if (name === undefined) return schema;
  const options = [schema, ...(schema.anyOf ?? [])];
  const holder = options.find(({ properties }) => properties && Object.hasOwn(properties, name));
  const own = holder?.properties?.[name];
  return own && schemaAt(own, rest);
}
