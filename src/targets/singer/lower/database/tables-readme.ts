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
import type { TapNames } from "../../plan.ts";
import { settingsSection, usageSection } from "../readme-parts.ts";

interface Told extends ToldTables {
  readonly names: TapNames;
}

/** `README.md`: enough for a stranger. */
export function tablesReadme(told: Told): string {
  const { model, names, source } = told;
  return `${[
    `# ${names.tap}`,
    `A [Singer](https://www.singer.io) tap for the ${dialectName(source)} database ${text(model.title)}, built on the Meltano Singer SDK and SQLAlchemy.`,
    ...(model.description === undefined ? [] : [text(inShort(model.description))]),
    ...openTableQuestions(told, "tap"),
    ...usageSection(told),
    "## Settings",
    settingsSection(told),
    ...streamsSection(told),
    ...reading(told),
    ...values(told),
    ...tableReasons(told),
    "## Tests",
    "All tests run offline, on a database file that is made of `tests/tables.json` and read in place of the real database:",
    "```bash\nuv sync --group test && uv run pytest\n```",
  ].join("\n\n")}\n`;
}

function streamsSection({ streams, source }: Told): string[] {
  const rows = streams.map((stream) => [
    code(stream.name),
    code([schemaOf(stream, { source, streams }), stream.access.table].filter((part) => part).join(".")),
    stream.primaryKey.length === 0 ? "none known" : stream.primaryKey.map((key) => code(key.join("."))).join(", "),
    stream.incremental ? code(stream.incremental.cursorField.join(".")) : "",
    deletedRows(stream),
    stream.access.chunkBy ? "yes" : "**no**",
  ]);
  return [
    "## Streams",
    table(["Stream", "Table", "Key", "Cursor", "Deleted rows", "Goes on where it was cut off"], rows),
  ];
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

const COMMON =
  "Decimals are texts with all their digits, bytes are base64, JSON is JSON, times are ISO 8601; a time without a zone is written as if it were UTC.";

function values(told: Told): string[] {
  const items = [COMMON, ...valueItems(told)];
  return ["## How values are written", items.map((item) => `- ${item}`).join("\n")];
}

/** `AGENTS.md`: what one must know to change the tap. */
export function tablesAgents(told: Told): string {
  const { names } = told;
  const isOpen = tableNotes(told).some(([, note]) => note.open);
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
