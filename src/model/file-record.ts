import type { Stream } from "./stream.ts";
import type { FieldPath, JsonSchema } from "./values.ts";

/** Where a record came from; every record of a file says it. */
const PLACES: Readonly<Record<string, JsonSchema>> = {
  _file: { type: "string", description: "The file, below the folder that all are in." },
  _line: { type: "integer", description: "Where the record begins in it, from 1." },
  _modified: { type: "string", format: "date-time", description: "When the file was changed last." },
};

const BY_PLACE: readonly FieldPath[] = [["_file"], ["_line"]];

/**
 * The stream as frameworks see its records: a stream of files says of each where it came from, has its place as its key
 * where no other is known, and is read by what is new. Other streams stay as they are.
 */
export function asRecords<One extends Stream>(stream: One): One {
  if (stream.access.kind !== "file") return stream;
  const { schema, primaryKey } = stream;
  const isNamed = primaryKey.length > 0 && primaryKey.every((path) => path.length === 1);
  return {
    ...stream,
    schema: { ...schema, type: "object", properties: { ...schema.properties, ...PLACES } },
    primaryKey: isNamed ? primaryKey : BY_PLACE,
    incremental: { cursorField: ["_modified"], format: { kind: "date-time" } },
  };
}
