import type { Stream } from "../../../model/stream.ts";
import { inShort } from "../../../printing/in-short.ts";
import { markdownCode as code, markdownTable as table, markdownText as text } from "../../../printing/markdown.ts";
import {
  crossedStreams,
  fenced,
  openQuestions,
  opensOf,
  openWork,
  quotasKept,
  reasons,
  streamCells,
  type ToldSource,
} from "../../told-in-words.ts";
import type { TapNames } from "../plan.ts";
import { settingsSection, usageSection } from "./readme-parts.ts";

interface Told extends ToldSource {
  readonly names: TapNames;
  /** Some schema files are of records that the documents name, not of one stream. */
  readonly sharesSchemas: boolean;
}

/** `README.md`: enough for a stranger. */
export function readmeText(told: Told): string {
  const { model, names } = told;
  const documentation = model.documentation === undefined ? [] : [`Documentation: ${code(model.documentation)}`];
  return `${[
    `# ${names.tap}`,
    `A [Singer](https://www.singer.io) tap for ${text(model.title)}, built on the Meltano Singer SDK.`,
    ...(model.description === undefined ? [] : [text(inShort(model.description))]),
    ...documentation,
    ...openQuestions(told, { who: "the tap", withoutAuth: AUTH_OPEN }),
    ...usageSection(told),
    "## Settings",
    settingsSection(told, opensOf(told)),
    ...streamsSection(told),
    ...behaviour(told),
    ...reasons(told),
    "## Tests",
    "All tests run offline, on a source that is played in the same process from `tests/source.json`:",
    fenced("uv sync --group test && uv run pytest"),
    ...(told.streams.length > MANY ? [SOME_TRIED] : []),
  ].join("\n\n")}\n`;
}

/** As the tests have it (`shapes.py`). */
const MANY = 100;
const SOME_TRIED =
  "Of so many streams, those that are read in the same way are alike: every stream is discovered, and one of each kind (of paging, cursor, parents, parameters, errors) is read, with its parents. `TAP_TEST_STREAMS=all uv run pytest` reads every one.";

function streamsSection({ streams }: Told): string[] {
  const rows = streams.map(streamCells).map(({ whose, where }) => [...whose, ...where]);
  return ["## Streams", table(["Stream", "Key", "Cursor", "Below", "Read from", "Pages"], rows)];
}

function behaviour({ streams, source }: Told): string[] {
  const incremental = streams.some((stream) => stream.incremental);
  const children = streams.some((stream) => stream.parents.length > 0);
  const items = [
    "Records come out as the source gave them. A field that the schema doesn't know is passed on and told in the log.",
    ...(streams.some((stream) => stream.parents.some((link) => link.recordField !== undefined)) ? [FILLED] : []),
    ...(streams.some(({ lifted }) => lifted) ? [LIFTED] : []),
    ...crossed(streams),
    ...(incremental ? INCREMENTAL : []),
    ...(incremental && children ? [OLD_PARENTS] : []),
    ...quotasKept(source),
    "A request that fails for a while is tried again: as long as the source asks to wait, otherwise with growing waits.",
    "A stream (or a parent's part of it) that is forbidden is left out and told; the others are read, and the tap ends with a non-zero exit.",
    "Links to next pages are followed on the configured host only.",
  ];
  return ["## How it reads", items.map((item) => `- ${item}`).join("\n")];
}

/** Streams that several others lead to. */
function crossed(streams: readonly Stream[]): string[] {
  const names = crossedStreams(streams);
  if (names.length === 0) return [];
  return [
    `Several streams lead to ${names.join(", ")}: read for every combination of their records that fit together, which can be many requests.`,
  ];
}

const AUTH_OPEN = "How the source wants to know who asks isn't known: the tap sends no credentials";

const FILLED =
  "Where the source doesn't say whose a record is, the tap does: it fills in the field that `record_field` names in `streams.py` with the parent's value.";

const LIFTED =
  "Singer looks for keys and cursors at the top of a record. Where they lie deeper, the tap repeats them there: `lifted` in `streams.py` says which.";

const INCREMENTAL = [
  "Incremental streams start at the state's point in time, which is included: a record that has exactly that one comes again. Load with the key, so that it overwrites itself.",
  "The state moves on when a stream (or a parent's part of it) has been read to its end; a run that was cut short reads again from where it began.",
];
const OLD_PARENTS =
  "While a stream with children is read, all its records are: the children of an old record may be new. Old records themselves aren't given out again.";

/** `AGENTS.md`: what one must know to change the tap. */
export function agentsText(told: Told): string {
  const { names, sharesSchemas } = told;
  return `# Working on ${names.tap}

This project was generated. Facts about the source (paths, paging, keys, cursors, authentication) belong into the
connector's \`overrides.yaml\`, one folder up, and are built in anew; \`tests/source.json\` says the same facts to the tests.

- \`${names.package}/tap.py\`: settings and the list of streams
- \`${names.package}/client.py\`: what all streams share: where the source is, who asks, limits, errors
- \`${names.package}/streams.py\`: one class a stream, attributes only
- \`${names.package}/schemas/\`: a JSON Schema for each stream's records${sharesSchemas ? ", those that the API's documents name in `shared/`" : ""}
- \`${names.package}/support/\`: how reading works; nothing in it knows this source
- \`tests/\`: \`uv run pytest\`, offline, a few seconds

Check a change with \`uv run pytest\`, \`uvx ruff check .\`, \`uvx ruff format --check .\` and \`uv run --group test --group typing mypy .\`.
Never write credentials into files of this project; \`.env\` and \`config.json\` are ignored by git.

${openWork(told)}
`;
}
