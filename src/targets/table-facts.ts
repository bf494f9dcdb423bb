import type { DatabaseSource } from "../model/database.ts";
import type { Setting } from "../model/setting.ts";
import type { Json } from "../model/values.ts";
import { schemaOf } from "./table-declaration.ts";
import { cursorColumn, type TableOf } from "./table-of.ts";

/** What the tests make a database file of: `tests/tables.json`. */
export function tableFacts(
  streams: readonly TableOf[],
  { settings, source }: { readonly settings: readonly Setting[]; readonly source: DatabaseSource },
): Json {
  const given = settings.filter(({ required }) => required).map(({ name, secret }) => [name, secret] as const);
  return {
    settings: Object.fromEntries(given.map(([name, secret]) => [name, playedValue(name, secret)])),
    tables: streams.map((stream) => {
      const { access, name } = stream;
      const cursor = cursorColumn(stream);
      const schema = schemaOf(stream, { source, streams });
      return {
        stream: name,
        ...(schema === undefined ? {} : { schema }),
        table: access.table,
        columns: Object.fromEntries(access.columns.map((column) => [column.name, column.type])),
        key: access.chunkBy ?? [],
        ...(cursor && stream.incremental ? { cursor: cursor.name, holds: stream.incremental.format.kind } : {}),
      };
    }),
  };
}

function playedValue(name: string, secret: boolean): Json {
  if (name === "start_date") return "2024-01-01T00:00:00Z";
  return secret ? "played-password" : `played-${name}`;
}
