import { candidate } from "../../evidence/confidence.ts";
import type { Candidate } from "../../evidence/finding.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { FieldPath } from "../../model/values.ts";
import { plainName } from "../pagination/plain-name.ts";
import { nestedFields } from "./record-fields.ts";
import type { WeighedField } from "./weighed-field.ts";

/**
 * A record without a key of its own may hold the thing that it wraps: `{ added_at, track: { id } }`.
 * Only where one inner object has an id, or where it bears the record's own name.
 */
export function nestedKeys(
  stream: ListedStream,
  resources: ReadonlySet<string>,
  own: readonly WeighedField[],
): Candidate<readonly FieldPath[]>[] {
  if (own.some(({ confidence }) => confidence >= 0.5)) return [];
  const withId = [...nestedFields(stream.record)].flatMap(([name, fields]) => {
    const id =
      fields.find(({ plain }) => plain === "id") ?? fields.find(({ plain }) => /^(uuid|gid|sid|guid)$/.test(plain));
    return id ? [{ name, id }] : [];
  });
  return withId.flatMap(({ name, id }) => {
    const isRecord =
      resources.has(plainName(name)) ||
      /^(metadata|meta|sys|fields|attributes|properties|data|node)$/.test(plainName(name));
    if (!isRecord && withId.length > 1) return [];
    const weight = isRecord ? 0.6 : 0.4;
    const says = `the record has no identifier, its "${name}" has one`;
    return [candidate([id.path], [{ signal: "key/nested", weight, says, ...(id.schema ? { at: id.schema.at } : {}) }])];
  });
}
