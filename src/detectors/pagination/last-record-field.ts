import type { Evidence } from "../../evidence/finding.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import type { FieldPath } from "../../model/values.ts";
import { plainName } from "./plain-name.ts";
import type { Lever } from "./request-levers.ts";

const GREATER =
  /\b(\w+)s? (?:that (?:is|are) |is |are )?(?:strictly )?(?:greater|larger|higher|bigger|lower|less|smaller) than\b/gi;
const IDS = ["id", "uuid", "gid", "sid", "guid", "key"];

/** The field of the last record whose value asks for what comes after it; undefined where the record has none. */
export function lastRecordField(
  lever: Lever,
  stream: ListedStream,
): { path: FieldPath; evidence: Evidence } | undefined {
  const properties = commonProperties(stream.record);
  if (properties.size === 0) return undefined;
  const byPlain = new Map([...properties].map(([name, schema]) => [plainName(name), { name, schema }]));
  const named = [...lever.description.matchAll(GREATER)]
    .map((hit) => byPlain.get(plainName(hit[1] ?? "")))
    .find((property) => property !== undefined);
  const found = named ?? IDS.map((id) => byPlain.get(id)).find((property) => property !== undefined);
  if (!found || found.schema.types.includes("object") || found.schema.types.includes("array")) return undefined;
  return {
    path: [found.name],
    evidence: {
      signal: named ? "pagination/described-record-field" : "pagination/record-id",
      weight: named ? 0.8 : 0.5,
      says: named
        ? `the parameter's description names the record's field "${found.name}"`
        : `records have a field "${found.name}"`,
      at: found.schema.at,
    },
  };
}

/** Those of the record, or those that each of its kinds has. */
function commonProperties(record: SchemaView | undefined): ReadonlyMap<string, SchemaView> {
  if (!record || record.properties.size > 0) return record?.properties ?? new Map();
  const [first, ...others] = record.alternatives;
  const shared = [...(first?.properties ?? [])].filter(([name]) =>
    others.every(({ properties }) => properties.has(name)),
  );
  return new Map(shared);
}
