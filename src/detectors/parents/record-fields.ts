import type { Finding } from "../../evidence/finding.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { ParentLink } from "../../model/stream.ts";
import { plainName } from "../pagination/plain-name.ts";
import { rememberedOf } from "../remembered.ts";
import { singular, words } from "../streams/words.ts";
import { namedField } from "./key-field.ts";
import { openParameters } from "./open-parameters.ts";

/**
 * The links with a name for what the records themselves don't say: whose they are. Streams of single objects, which
 * are picked by their own key, say it already.
 */
export function withRecordFields(
  findings: readonly Finding<readonly ParentLink[]>[],
  streams: readonly ListedStream[],
): readonly Finding<readonly ParentLink[]>[] {
  const byName = new Map(streams.map((stream) => [stream.name, stream]));
  return findings.map((finding) => {
    const stream = byName.get(finding.stream ?? "");
    if (!stream || finding.value.length === 0 || isPicked(stream)) return finding;
    const own = stream.record ? byPlainName(stream.record) : NO_FIELDS;
    const given = new Set<string>();
    const isFree = (name: string | undefined) =>
      name !== undefined && !own.has(plainName(name)) && !given.has(plainName(name));
    const value = finding.value.map((link) => {
      if (saysParent(stream, link)) return link;
      const name = [linkName(link), qualifiedName(link)].find(isFree);
      if (name === undefined) return link;
      given.add(plainName(name));
      return { ...link, recordField: name };
    });
    return { ...finding, value };
  });
}

/** One object, asked for by its own key. */
function isPicked({ operation, many }: ListedStream): boolean {
  return !many && /\}(\.\w+)?\/?$/.test(operation.path);
}

/** Whether the record says itself whose it is. */
function saysParent(stream: ListedStream, link: ParentLink): boolean {
  if (OWN.test(plainName(link.param.name))) return hasField(stream, [nounOf(link.stream), qualifiedName(link)]);
  const param = openParameters(stream, () => true).find(
    ({ fact }) => fact.name === link.param.name && fact.in === link.param.in,
  );
  return param !== undefined && namedField(param, stream) !== undefined;
}

/** A single value of one of these names. */
function hasField({ record }: ListedStream, names: readonly (string | undefined)[]): boolean {
  const fields = record ? byPlainName(record) : NO_FIELDS;
  return names
    .flatMap((name) => fields.get(plainName(name ?? "")) ?? [])
    .some(({ types }) => types.every((type) => type === "string" || type === "integer"));
}

type Fields = ReadonlyMap<string, readonly SchemaView[]>;

const NO_FIELDS: Fields = new Map();

const byPlainName: (record: SchemaView) => Fields = rememberedOf(({ properties }) => {
  const fields = new Map<string, SchemaView[]>();
  for (const [name, schema] of properties) {
    const held = fields.get(plainName(name));
    if (held) held.push(schema);
    else fields.set(plainName(name), [schema]);
  }
  return fields;
});

/** Names that every record may have for itself. */
const OWN = /^(id|ids|uuid|gid|guid|sid|uid|key|name|code|slug|number|handle|login|identifier|token)$/;

/** The document's own name for it, as far as it can be the name of a column: `directoryRole-id` becomes `directory_role_id`. */
function linkName({ param }: ParentLink): string | undefined {
  const name = /\W/.test(param.name) ? words(param.name).join("_") : param.name;
  return OWN.test(plainName(name)) || !/^[a-z]/i.test(name) ? undefined : name;
}

/** `transfer_id` for the `id` of a transfer. */
function qualifiedName({ stream, field }: ParentLink): string | undefined {
  const name = `${nounOf(stream)}_${words(field.at(-1) ?? "").join("_")}`;
  return /^[a-z]\w*$/.test(name) ? name : undefined;
}

function nounOf(stream: string): string {
  const parts = words(stream);
  return [...parts.slice(0, -1), singular(parts.at(-1) ?? "")].join("_");
}
