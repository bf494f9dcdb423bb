import type { Evidence, Finding } from "../../evidence/finding.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { ParentLink } from "../../model/stream.ts";
import type { FieldPath } from "../../model/values.ts";
import { plainName } from "../pagination/plain-name.ts";
import { words } from "../streams/words.ts";
import { type KeyField, keyFields } from "./record-fields.ts";
import { isToldUnique, widenedKey } from "./widened-key.ts";

type Key = readonly FieldPath[];

/**
 * What must be asked for within a scope that the user sets, and that its records repeat (`storeId`, `store_id`), is
 * there in another shape for another scope: the scope belongs to the key. A parent's value is not the user's.
 */
export function keysWithinScopes(
  streams: readonly ListedStream[],
  keys: readonly Finding<Key>[],
  parents: readonly Finding<readonly ParentLink[]>[],
): readonly Finding<Key>[] {
  const byName = new Map(streams.map((stream) => [stream.name, stream]));
  const filled = new Map(parents.map(({ stream, value }) => [stream, new Set(value.map(({ param }) => param.name))]));
  return keys.map((finding) => {
    const stream = byName.get(finding.stream ?? "");
    if (!stream?.many || finding.value.length !== 1 || isToldUnique(finding)) return finding;
    const scope = scopeOf(stream, filled.get(finding.stream));
    const isKey = scope?.field.path.join("\0") === finding.value[0]?.join("\0");
    return scope && !isKey ? widenedKey(finding, [scope.field.path], scope.evidence) : finding;
  });
}

interface Scope {
  readonly field: KeyField;
  readonly evidence: Evidence;
}

function scopeOf(stream: ListedStream, filled: ReadonlySet<string> | undefined): Scope | undefined {
  const fields = keyFields(stream);
  for (const { name, in: place, required, at } of stream.operation.parameters) {
    if (place !== "query" || !required || filled?.has(name) || !/^(id|uuid|gid|sid)$/.test(words(name).at(-1) ?? ""))
      continue;
    const field = words(name).length > 1 ? fields.find(({ plain }) => plain === plainName(name)) : undefined;
    const says = `the list must be asked for within "${name}", and its records repeat it`;
    if (field) return { field, evidence: { signal: "key/asked-within", weight: 0.3, says, at } };
  }
  return undefined;
}
