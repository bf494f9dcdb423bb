import { inShort } from "../../../../printing/in-short.ts";
import { markdownCode as code, markdownTable as table, markdownText as text } from "../../../../printing/markdown.ts";
import { schemaOf } from "../../../table-declaration.ts";
import {
  cursorItems,
  deletedRows,
  dialectName,
  openTableQuestions,
  type ToldTables,
  tableNotes,
  tableReasons,
  valueItems,
} from "../../../tables-in-words.ts";
import { fenced } from "../../../told-in-words.ts";
import type { PipelineNames } from "../../plan.ts";
import { destinations, dispositionOf, LOADED, settingsSection, usage } from "../readme-parts.ts";

interface Told extends ToldTables {
  readonly names: PipelineNames;
}

/** `README.md`: enough for a stranger. */
export function tablesReadme(told: Told): string {
  const { model, names, source } = told;
  return `${[
    `# ${names.distribution}`,
    `Loads the ${dialectName(source)} database ${text(model.title)} into a warehouse, with [dlt](https://dlthub.com/docs) and SQLAlchemy. DuckDB unless another one is named.`,
    ...(model.description === undefined ? [] : [text(inShort(model.description))]),
    ...openTableQuestions(told, "pipeline"),
    ...usage(told),
    ...settingsSection(told),
    ...destinations(
      names,
      "pipelines over HTTP were run against a real PostgreSQL 15, those of tables into DuckDB alone",
    ),
    ...streamsSection(told),
    ...behaviour(told),
    ...tableReasons(told),
    "## Tests",
    "All tests run offline, on a database file that is made of `tests/tables.json` and read in place of the real database, and load into DuckDB:",
    fenced("uv sync --group test && uv run pytest"),
  ].join("\n\n")}\n`;
}

function streamsSection({ streams, source }: Told): string[] {
  const rows = streams.map((stream) => [
    code(stream.name),
    code([schemaOf(stream, { source, streams }), stream.access.table].filter((part) => part).join(".")),
    stream.primaryKey.length === 0 ? "none known" : stream.primaryKey.map((key) => code(key.join("."))).join(", "),
    stream.incremental ? code(stream.incremental.cursorField.join(".")) : "",
    LOADED[dispositionOf(stream)],
    deletedRows(stream),
  ]);
  return ["## Streams", table(["Stream", "Table", "Key", "Cursor", "Loaded", "Deleted rows"], rows)];
}

const READING = [
  "The pipeline only reads: its transactions are read-only, and a user with `SELECT` on the tables is enough.",
  "Each table is read in one transaction that sees one state of the database, in the order of its key, in pages (`chunk_size`): what is behind the last row is asked for, never a number of rows skipped. A long table is a long transaction; where that is a burden, read from a replica.",
  "A connection that breaks is made anew, and reading goes on behind the last row. A table without a key can't: it is left out of that run, and told.",
  "Each table is a step: what was read of it is loaded together with the point that it has come to, before the next one begins. A run that is killed goes on with the table that it was at, from the point that was loaded last; what was read and not loaded yet is loaded first. A very long first read of one table begins anew.",
  "A table that may not be read, or isn't there any more, is left out and told; the others are loaded, and the exit code is 3. So is a column that is gone. New columns are told and not read: build the pipeline anew.",
];

const LOADING = [
  "One table a table. Decimals of up to 38 digits whose size is declared are decimals, in which `NaN` comes out as null and is told; others are texts with all their digits (of SQLite, all are: its columns hold anything). Times with a zone are in UTC; times without one have none. Bytes are binary. JSON and arrays are one JSON column each, in which a number that a double can't hold is a text.",
  "Column names are as dlt spells them (`createdAt` becomes `created_at`); of two that are spelled alike, the later one gets a number.",
  "With a key, rows are merged by it: a row that was deleted in the source without a trace stays, until `--full-refresh`. Without key and cursor, a load replaces the whole table. Without key but with a cursor, rows are added: those that are read again at the boundary, or within the look back, are there several times.",
];

function behaviour(told: Told): string[] {
  const incremental = told.streams.filter((stream) => stream.incremental);
  const items = [
    ...READING,
    ...LOADING,
    ...(incremental.length > 0 ? cursorItems(incremental, told.source) : []),
    ...valueItems(told),
  ];
  return ["## How it reads and loads", items.map((item) => `- ${item}`).join("\n")];
}

/** `AGENTS.md`: what one must know to change the pipeline. */
export function tablesAgents(told: Told): string {
  const { names } = told;
  const isOpen = tableNotes(told).some(([, note]) => note.open);
  return `# Working on ${names.distribution}

This project was generated. Facts about the database (tables, types, keys, cursors) belong into the connector's
\`overrides.yaml\`, one folder up, and are built in anew; \`tests/tables.json\` says the same facts to the tests.

- \`${names.script}.py\`: the command
- \`${names.source}/source.py\`: dlt's source and its settings
- \`${names.source}/streams.py\`: the table of streams, and what all of them share
- \`${names.source}/columns/\`: the columns of each stream's table
- \`${names.source}/support/\`: how reading and loading work; nothing in it knows this database. The tests need \`sqlite.py\`
- \`tests/\`: \`uv run pytest\`, offline, into DuckDB

Check a change with \`uv run pytest\`, \`uvx ruff check .\` and \`uvx ruff format --check .\`.
Never write credentials into files of this project; \`.dlt/secrets.toml\` and \`.env\` are ignored by git.

${isOpen ? "Questions about the database are open: see the README's TODO table. Don't guess: ask, or try it." : "No question about the database is open."}
`;
}
