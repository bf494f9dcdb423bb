import type { Stream } from "../../../model/stream.ts";
import { inShort } from "../../../printing/in-short.ts";
import { markdownCode as code, markdownTable as table, markdownText as text } from "../../../printing/markdown.ts";
import {
  crossedStreams,
  fenced,
  openQuestions,
  openWork,
  quotasKept,
  reasons,
  streamCells,
  type ToldSource,
} from "../../told-in-words.ts";
import type { PipelineNames } from "../plan.ts";
import { destinations, dispositionOf, LOADED, settingsSection, usage } from "./readme-parts.ts";

interface Told extends ToldSource {
  readonly names: PipelineNames;
}

/** `README.md`: enough for a stranger. */
export function readmeText(told: Told): string {
  const { model, names } = told;
  return `${[
    `# ${names.distribution}`,
    `Loads ${text(model.title)} into a warehouse, with [dlt](https://dlthub.com/docs). DuckDB unless another one is named.`,
    ...(model.description === undefined ? [] : [text(inShort(model.description))]),
    ...(model.documentation === undefined ? [] : [`Documentation: ${code(model.documentation)}`]),
    ...openQuestions(told, { who: "the pipeline", withoutAuth: AUTH_OPEN }),
    ...usage(told),
    ...settingsSection(told),
    ...destinations(names),
    ...streamsSection(told),
    ...behaviour(told),
    ...reasons(told),
    "## Tests",
    "All tests run offline, on a source that is played in the same process from `tests/source.json`, and load into DuckDB:",
    fenced("uv sync --group test && uv run pytest"),
  ].join("\n\n")}\n`;
}

const AUTH_OPEN = "How the source wants to know who asks isn't known: the pipeline sends no credentials";

function streamsSection({ streams }: Told): string[] {
  const rows = streams.map((stream) => {
    const { whose, where } = streamCells(stream);
    return [...whose, LOADED[dispositionOf(stream)], ...where];
  });
  return ["## Streams", table(["Stream", "Key", "Cursor", "Loaded", "Below", "Read from", "Pages"], rows)];
}

const TABLES = [
  "One table a stream. Objects and lists inside a record are one JSON column each, and no tables of their own; a field that may be of several types is text, in which all but text is written as JSON.",
  "Texts stay texts, decimals written as text among them. JSON numbers are double precision: a number of more than 15 digits that isn't a text loses some. Times are kept to the microsecond, in UTC.",
  "Column names are as dlt spells them (`createdAt` becomes `created_at`); of two fields that are spelled alike, the later one gets a number.",
  "A field that the schema doesn't know gets a column of its own and is told in the log; a value that doesn't fit its column goes into one beside it (`total__v_text`). Nothing is dropped.",
  "With a key, rows are merged by it: a row that was deleted in the source stays, until `--full-refresh`. Without key and cursor, a load replaces the whole table; without key but with a cursor, new records are added, each once.",
];

function behaviour({ streams, source }: Told): string[] {
  const incremental = streams.some((stream) => stream.incremental);
  const children = streams.some((stream) => stream.parents.length > 0);
  const items = [
    ...TABLES,
    ...crossed(streams),
    ...(incremental ? INCREMENTAL : []),
    ...(incremental && children ? [OLD_PARENTS] : []),
    ...quotasKept(source),
    "A request that fails for a while is tried again: as long as the source asks to wait, otherwise with growing waits.",
    "A run loads in steps, one for each family of streams that lead to one another: a run that is killed goes on with the family that it was at, and what was read but not loaded yet is loaded first. A family's lists are read from their state on again, so a very long first read of one list begins anew.",
    "A list (or a parent's part of it) that is forbidden is left out and told; the others are loaded, and the exit code is 3. A table that would be replaced stays as it was.",
    "Links to next pages and redirects are followed on the configured host only.",
  ];
  return ["## How it reads and loads", items.map((item) => `- ${item}`).join("\n")];
}

/** Streams that several others lead to. */
function crossed(streams: readonly Stream[]): string[] {
  const names = crossedStreams(streams);
  if (names.length === 0) return [];
  return [
    `Several streams lead to ${names.join(", ")}: read for every combination of their records that fit together, which can be many requests.`,
  ];
}

const INCREMENTAL = [
  "A stream with a cursor starts at the state's point in time, which is included: a record that has exactly that one comes again, and is merged or passed over.",
  "The state moves on when a list (or a parent's part of it) has been read to its end, and is saved with what was loaded.",
];
const OLD_PARENTS =
  "While a stream is read together with those below it, all its records are: the children of an old record may be new. Old records themselves aren't loaded again.";

/** `AGENTS.md`: what one must know to change the pipeline. */
export function agentsText(told: Told): string {
  const { names } = told;
  return `# Working on ${names.distribution}

This project was generated. Facts about the source (paths, paging, keys, cursors, authentication) belong into the
connector's \`overrides.yaml\`, one folder up, and are built in anew; \`tests/source.json\` says the same facts to the tests.

- \`${names.script}.py\`: the command
- \`${names.source}/source.py\`: dlt's source and its settings
- \`${names.source}/streams.py\`: the table of streams, and what all of them share
- \`${names.source}/columns/\`: the columns of each stream's table
- \`${names.source}/support/\`: how reading and loading work; nothing in it knows this source
- \`tests/\`: \`uv run pytest\`, offline, into DuckDB

Check a change with \`uv run pytest\`, \`uvx ruff check .\` and \`uvx ruff format --check .\`.
Never write credentials into files of this project; \`.dlt/secrets.toml\` and \`.env\` are ignored by git.

${openWork(told)}
`;
}
