import type { ConnectorModel } from "../model/connector-model.ts";
import type { DatabaseSource } from "../model/database.ts";
import type { Note } from "../model/values.ts";
import { markdownCode as code, markdownTable as table, markdownText as text } from "../printing/markdown.ts";
import type { TableOf } from "./table-of.ts";

/** What the README of a project that reads tables tells, whatever its framework. */
export interface ToldTables {
  readonly model: ConnectorModel;
  readonly source: DatabaseSource;
  readonly streams: readonly TableOf[];
}

const DIALECTS: Partial<Record<DatabaseSource["dialect"], string>> = {
  postgresql: "PostgreSQL",
  mysql: "MySQL",
  mariadb: "MariaDB",
  sqlite: "SQLite",
};

export const dialectName = ({ dialect }: DatabaseSource): string => DIALECTS[dialect] ?? dialect;

/** Every note, with where it belongs. */
export const tableNotes = ({ model, streams }: ToldTables): (readonly [string, Note])[] => [
  ...(model.notes ?? []).map((note) => ["all tables", note] as const),
  ...streams.flatMap((stream) => (stream.notes ?? []).map((note) => [stream.name, note] as const)),
];

export function openTableQuestions(told: ToldTables, who: string): string[] {
  const open = tableNotes(told).filter(([, note]) => note.open);
  if (open.length === 0) return [];
  return [
    "## TODO: open questions",
    `The definitions don't answer these. Until they are answered, the ${who} does the careful thing.`,
    table(
      ["Where", "About", "TODO"],
      open.map(([where, note]) => [text(where), note.about, text(note.text)]),
    ),
  ];
}

/** What tells that a row was deleted. */
export function deletedRows({ access }: TableOf): string {
  const { softDelete } = access;
  if (!softDelete) return "";
  const when = softDelete.deletedWhen;
  const said = when === "not-null" ? "is set" : when === "unknown" ? "says so" : `is ${code(when)}`;
  return `stay, ${code(softDelete.column)} ${said}`;
}

/** What holds for tables that are read incrementally. */
export function cursorItems(streams: readonly TableOf[], { dialect }: DatabaseSource): string[] {
  const isNullable = streams.some(({ access, incremental }) =>
    access.columns.some((one) => one.nullable && (one.field ?? one.name) === incremental?.cursorField[0]),
  );
  const hasLocal = streams.some(({ access, incremental }) =>
    access.columns.some(
      ({ name, field, type }) => type.startsWith("timestamp(") && (field ?? name) === incremental?.cursorField[0],
    ),
  );
  return [
    "Incremental tables are read from the state's point on, which is included, less `lookback_seconds`: a row is stamped when it is written and seen when it is committed. Rows come again because of that; load with the key, so that they overwrite themselves. Set `lookback_seconds` to more than the longest transaction that writes.",
    dialect === "postgresql"
      ? "The state never passes the database's own clock, nor the beginning of a transaction that is still open. The server tells others' transactions to members of `pg_read_all_stats` only: give the user that role, or look back further."
      : "The state never passes the database's own clock: rows with a time in the future come again until it has come.",
    ...(isNullable ? ["Rows whose cursor is null are read each time, before the others."] : []),
    ...(hasLocal
      ? [
          "A cursor without a time zone is taken for UTC. If it holds local time, an hour comes twice in autumn: set `lookback_seconds` to 3600 more.",
        ]
      : []),
  ];
}

const UNFIT = "come out as null, and are counted in the log";

const OF_DIALECT: Partial<Record<DatabaseSource["dialect"], readonly string[]>> = {
  postgresql: [
    "The padding of `char(n)` is taken off. Intervals are ISO 8601 durations. `NaN` of a decimal stays a text.",
    `\`infinity\`, years before 1 and after 9999, and \`NaN\` of floats have no place in JSON: they ${UNFIT}.`,
  ],
  mysql: [
    "Sets are arrays, bits are texts of zeros and ones.",
    `Zero dates (\`0000-00-00\`), times beyond a day and other numbers than 0 and 1 in a boolean ${UNFIT}.`,
  ],
  sqlite: [
    "A column may hold any value: times are read from texts, from numbers (seconds since 1970, milliseconds from 100,000,000,000 on) and from Julian days.",
    `What isn't of the column's declared type, and can't be read as it, ${UNFIT}.`,
  ],
};

/** How values of the dialect are written in records. */
export function valueItems({ source, streams }: ToldTables): string[] {
  const dialect = source.dialect === "mariadb" ? "mysql" : source.dialect;
  const lossy = streams.flatMap(({ name, access }) =>
    access.columns.flatMap(({ name: column, loss }) =>
      loss === undefined ? [] : [`${code(name)}.${code(column)}: ${text(loss)}`],
    ),
  );
  return [...(OF_DIALECT[dialect] ?? []), ...lossy];
}

/** What the facts were read from. */
export function tableReasons(told: ToldTables): string[] {
  const known = tableNotes(told).filter(([, note]) => !note.open);
  if (known.length === 0) return [];
  const rows = known.map(([where, note]) => [text(where), note.about, text(note.text)]);
  return ["## Why we believe it", table(["Where", "About", "Why"], rows)];
}
