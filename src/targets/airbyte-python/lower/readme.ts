import { inShort } from "../../../printing/in-short.ts";
import { markdownCode as code, markdownTable as table, markdownText as text } from "../../../printing/markdown.ts";
import {
  crossedStreams,
  fenced,
  openQuestions,
  opensOf,
  quotasKept,
  reasons,
  settingCells,
  streamCells,
} from "../../told-in-words.ts";
import type { Told } from "./documents.ts";

/** `README.md`: enough for a stranger. */
export function readmeText(told: Told): string {
  const { model, names, streams } = told;
  const documentation = model.documentation === undefined ? [] : [`Documentation: ${code(model.documentation)}`];
  return `${[
    `# ${names.source}`,
    `An [Airbyte](https://airbyte.com) source for ${text(model.title)}, built on the Python CDK. It reads; it never writes.`,
    ...(model.description === undefined ? [] : [text(inShort(model.description))]),
    ...documentation,
    ...openQuestions(told, { who: "the source", withoutAuth: AUTH_OPEN }),
    ...usage(told),
    "## Settings",
    settingsTable(told),
    "## Streams",
    streamsTable(told),
    "## How it reads",
    behaviour(told)
      .map((item) => `- ${item}`)
      .join("\n"),
    ...reasons(told),
    "## Tests",
    "All tests run offline, on an API that is played in the same process from `unit_tests/source.json`:",
    fenced("uv run --group test pytest"),
    ...(streams.length > MANY ? [SOME_TRIED] : []),
  ].join("\n\n")}\n`;
}

/** As the tests have it (`shapes.py`). */
const MANY = 100;
const SOME_TRIED =
  "Of so many streams, those that are read in the same way are alike: every stream is discovered, and one of each kind (of paging, cursor, parents, parameters, errors) is read, with its parents. `TAP_TEST_STREAMS=all` before the command reads every one.";

function usage({ model }: Told): string[] {
  const config = Object.fromEntries(model.settings.filter(({ required }) => required).map(({ name }) => [name, "…"]));
  return [
    "## Use",
    fenced("uv sync\nmkdir -p secrets"),
    "Write `secrets/config.json`:",
    fenced(JSON.stringify(config, null, 2), "json"),
    fenced(
      [
        "uv run python main.py spec",
        "uv run python main.py check --config secrets/config.json",
        "uv run python main.py discover --config secrets/config.json",
        "uv run python main.py read --config secrets/config.json --catalog integration_tests/configured_catalog.json",
      ].join("\n"),
    ),
    "`--state state.json` goes on from the states that a former read gave; without it everything is read.",
  ];
}

const AUTH_OPEN = "How the API wants to know who asks isn't known: no credentials are sent";

function settingsTable(told: Told): string {
  const opens = opensOf(told);
  const rows = told.model.settings.map((setting) => [
    code(setting.name),
    ...settingCells(setting, opens(setting.name)),
  ]);
  return table(["Setting", "Required", "Default", "What it is"], rows);
}

function streamsTable({ streams }: Told): string {
  const rows = streams.map(streamCells).map(({ whose, where }) => [...whose, ...where]);
  return table(["Stream", "Key", "Cursor", "Below", "Read from", "Pages"], rows);
}

function behaviour({ streams, source }: Told): string[] {
  const crossed = crossedStreams(streams);
  const has = (holds: (stream: Told["streams"][number]) => boolean, ...items: string[]) =>
    streams.some(holds) ? items : [];
  return [
    "Records come out as the API gave them. A field that the schema doesn't know is passed on and told in the log.",
    ...has(({ parents }) => parents.some(({ recordField }) => recordField !== undefined), FILLED),
    ...has(({ lifted }) => lifted !== undefined, LIFTED),
    ...has(({ parents }) => parents.length > 0, PARENTS),
    ...(crossed.length === 0
      ? []
      : [`${crossed.join(", ")}: read for every combination of the parents' records that fit together.`]),
    ...has(({ incremental }) => incremental !== undefined, ...INCREMENTAL),
    ...quotasKept(source),
    "A request that fails for a while is tried again: as long as the API asks to wait, otherwise with growing waits.",
    "A stream (or a parent's part of it) that is forbidden is left out and told; the others are read, and the sync ends as failed.",
    "Links to next pages, and redirects, are followed on the configured host only.",
  ];
}

const FILLED =
  "Where the API doesn't say whose a record is, the source does: it fills in the field that `record_field` names in `streams.py` with the parent's value.";

const LIFTED =
  "Where a key or cursor lies deeper in a record, the source repeats it at the record's top: `lifted` in `streams.py` says which.";

const PARENTS =
  "All of a parent's records are read for its children, however old they are: the children of an old record may be new. What leads to children is held in memory while a parent has at most 200,000 records.";

const INCREMENTAL = [
  "Incremental streams start at the state's point in time, which is included: a record that has exactly that one comes again, and is overwritten by its key.",
  "The state moves on when a stream (or a parent's part of it) has been read to its end; below parents, there is one state for each of them.",
];
