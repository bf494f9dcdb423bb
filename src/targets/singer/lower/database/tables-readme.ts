import type { ConnectorModel } from "../../../../model/connector-model.ts";
import type { DatabaseSource } from "../../../../model/database.ts";
import type { Note } from "../../../../model/values.ts";
import { inShort } from "../../../../printing/in-short.ts";
import { markdownCode as code, markdownTable as table, markdownText as text } from "../../../../printing/markdown.ts";
import type { TapNames } from "../../plan.ts";
import { settingsSection, usageSection } from "../readme-parts.ts";
import type { TableOf } from "./table-of.ts";
import { schemaOf } from "./table-stream.ts";

interface Told {
  readonly model: ConnectorModel;
  readonly source: DatabaseSource;
  readonly streams: readonly TableOf[];
  readonly names: TapNames;
}

const DIALECTS: Partial<Record<DatabaseSource["dialect"], string>> = {
  postgresql: "PostgreSQL",
  mysql: "MySQL",
  mariadb: "MariaDB",
  sqlite: "SQLite",
};

/** `README.md`: enough for a stranger. */
export function tablesReadme(told: Told): string {
  const { model, names, source } = told;
  return `${[
    `# ${names.tap}`,
    `A [Singer](https://www.singer.io) tap for the ${DIALECTS[source.dialect] ?? source.dialect} database ${text(model.title)}, built on the Meltano Singer SDK and SQLAlchemy.`,
    ...(model.description === undefined ? [] : [text(inShort(model.description))]),
    ...openQuestions(told),
    ...usageSection(told),
    "## Settings",
    settingsSection(told),
    ...streamsSection(told),
    ...reading(told),
    ...values(told),
    ...reasons(told),
    "## Tests",
    "All tests run offline, on a database file that is made of `tests/tables.json` and read in place of the real database:",
    "```bash\nuv sync --group test && uv run pytest\n```",
  ].join("\n\n")}\n`;
}

const notesOf = ({ model, streams }: Told): (readonly [string, Note])[] => [
  ...(model.notes ?? []).map((note) => ["all tables", note] as const),
  ...streams.flatMap((stream) => (stream.notes ?? []).map((note) => [stream.name, note] as const)),
];

function openQuestions(told: Told): string[] {
  const open = notesOf(told).filter(([, note]) => note.open);
  if (open.length === 0) return [];
  return [
    "## TODO: open questions",
    "The definitions don't answer these. Until they are answered, the tap does the careful thing.",
    table(
      ["Where", "About", "TODO"],
      open.map(([where, note]) => [text(where), note.about, text(note.text)]),
    ),
  ];
}

function streamsSection({ streams, source }: Told): string[] {
  const rows = streams.map((stream) => [
    code(stream.name),
    code([schemaOf(stream, { source, streams }), stream.access.table].filter((part) => part).join(".")),
    stream.primaryKey.length === 0 ? "none known" : stream.primaryKey.map((key) => code(key.join("."))).join(", "),
    stream.incremental ? code(stream.incremental.cursorField.join(".")) : "",
    deleted(stream),
    stream.access.chunkBy ? "yes" : "**no**",
  ]);
  return [
    "## Streams",
    table(["Stream", "Table", "Key", "Cursor", "Deleted rows", "Goes on where it was cut off"], rows),
  ];
}

function deleted({ access }: TableOf): string {
  const { softDelete } = access;
  if (!softDelete) return "";
  const when = softDelete.deletedWhen;
  const said = when === "not-null" ? "is set" : when === "unknown" ? "says so" : `is ${code(when)}`;
  return `stay, ${code(softDelete.column)} ${said}`;
}

function reading({ streams, source }: Told): string[] {
  const incremental = streams.filter((stream) => stream.incremental);
  const items = [
    "The tap only reads: its transactions are read-only, and a user with `SELECT` on the tables is enough.",
    "Each table is read in one transaction that sees one state of the database, in the order of its key, in pages (`chunk_size`): what is behind the last row is asked for, never a number of rows skipped. A long table is a long transaction; where that is a burden, read from a replica.",
    "A connection that breaks is made anew, and reading goes on behind the last row. Rows that came before aren't looked at again in that run, so that they are as they were.",
    "A run that was cut off goes on where its last state says. A table without a key can't: it is read from its beginning.",
    "A table that may not be read, or isn't there any more, is left out and told; the others are read, and the tap ends with a non-zero exit. So is a column that is gone. New columns are told and not read: build the tap anew.",
    ...(incremental.length > 0 ? cursorItems(incremental, source) : []),
    "Rows that were deleted without a trace aren't seen by an incremental read; read the whole table now and then, or use change data capture.",
  ];
  return ["## How it reads", items.map((item) => `- ${item}`).join("\n")];
}

function cursorItems(streams: readonly TableOf[], { dialect }: DatabaseSource): string[] {
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

const COMMON =
  "Decimals are texts with all their digits, bytes are base64, JSON is JSON, times are ISO 8601; a time without a zone is written as if it were UTC.";
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

function values({ source, streams }: Told): string[] {
  const dialect = source.dialect === "mariadb" ? "mysql" : source.dialect;
  const lossy = streams.flatMap(({ name, access }) =>
    access.columns.flatMap(({ name: column, loss }) =>
      loss === undefined ? [] : [`${code(name)}.${code(column)}: ${text(loss)}`],
    ),
  );
  const items = [COMMON, ...(OF_DIALECT[dialect] ?? []), ...lossy];
  return ["## How values are written", items.map((item) => `- ${item}`).join("\n")];
}

/** What the facts were read from. */
function reasons(told: Told): string[] {
  const known = notesOf(told).filter(([, note]) => !note.open);
  if (known.length === 0) return [];
  const rows = known.map(([where, note]) => [text(where), note.about, text(note.text)]);
  return ["## Why we believe it", table(["Where", "About", "Why"], rows)];
}

/** `AGENTS.md`: what one must know to change the tap. */
export function tablesAgents(told: Told): string {
  const { names } = told;
  const isOpen = notesOf(told).some(([, note]) => note.open);
  return `# Working on ${names.tap}

This project was generated. Facts about the database (tables, types, keys, cursors) belong into the connector's
\`overrides.yaml\`, one folder up, and are built in anew; \`tests/tables.json\` says the same facts to the tests.

- \`${names.package}/tap.py\`: settings and the list of streams
- \`${names.package}/client.py\`: what all streams share
- \`${names.package}/streams.py\`: one class a table, attributes only
- \`${names.package}/schemas/\`: a JSON Schema for each table's records
- \`${names.package}/support/\`: how reading works; nothing in it knows this database. The tests need \`sqlite.py\`
- \`tests/\`: \`uv run pytest\`, offline, a few seconds

Check a change with \`uv run pytest\`, \`uvx ruff check .\`, \`uvx ruff format --check .\` and \`uv run --group test --group typing mypy .\`.
Never write credentials into files of this project; \`.env\` and \`config.json\` are ignored by git.

${isOpen ? "Questions about the database are open: see the README's TODO table. Don't guess: ask, or try it." : "No question about the database is open."}
`;
}
