import { withValue } from "../model/field-path.ts";
import type { FieldPath, Json } from "../model/values.ts";

/** An answer's body: the records where `recordsPath` says, the other fields around them. */
export function envelope(
  records: readonly Json[],
  recordsPath: FieldPath,
  fields: readonly { readonly path: FieldPath; readonly value: Json }[],
): Json {
  let body = wrapped(records, recordsPath);
  for (const { path, value } of fields) body = withValue(body, path, value);
  return body;
}

/** The body where one record is the whole answer, or what lies at `recordsPath`. */
export function singleBody(record: Json, recordsPath: FieldPath): Json {
  return wrappedOne(record, recordsPath);
}

/** `*` at the end: values by name. `*` before the end: each record in a wrapper of its own. */
function wrapped(records: readonly Json[], path: FieldPath): Json {
  const [name, ...rest] = path;
  if (name === undefined) return records;
  if (name !== "*") return { [name]: wrapped(records, rest) };
  if (rest.length === 0) return Object.fromEntries(records.map((record, index) => [`entry-${index + 1}`, record]));
  return records.map((record) => wrappedOne(record, rest));
}

function wrappedOne(record: Json, path: FieldPath): Json {
  const [name, ...rest] = path;
  if (name === undefined) return record;
  return name === "*" ? [wrappedOne(record, rest)] : { [name]: wrappedOne(record, rest) };
}
