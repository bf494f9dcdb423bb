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
  settingCells,
  streamCells,
  type ToldSource,
} from "../../told-in-words.ts";
import type { ProviderNames } from "../plan.ts";

interface Told extends ToldSource {
  readonly names: ProviderNames;
}

const AUTH_OPEN = "How the source wants to know who asks isn't known: the hook sends no credentials";

/** `README.md`: enough for a stranger. */
export function readmeText(told: Told): string {
  const { model, names } = told;
  return `${[
    `# ${names.distribution}`,
    `Reads ${text(model.title)} into files of JSON lines, with Apache Airflow 3.1 or newer: a connection type, a hook, an operator and an example Dag.`,
    ...(model.description === undefined ? [] : [text(inShort(model.description))]),
    ...(model.documentation === undefined ? [] : [`Documentation: ${code(model.documentation)}`]),
    ...openQuestions(told, { who: "the provider", withoutAuth: AUTH_OPEN }),
    ...usage(names),
    ...connection(told),
    ...streamsSection(told),
    ...behaviour(told),
    ...reasons(told),
    "## Tests",
    "All tests run offline, on a source that is played in the same process from `tests/source.json`:",
    fenced("uv sync --group test && uv run pytest"),
  ].join("\n\n")}\n`;
}

function usage({ plain, operator, package: module }: ProviderNames): string[] {
  return [
    "## Use",
    `Install it where Airflow's Dag processor, workers and API server run, with Airflow's constraints: \`pip install .\` in this folder. Then make a connection of the type \`${plain}\`, and copy \`${module}/example_dags/${plain}_to_object_storage.py\` into a Dag bundle:`,
    fenced(
      `${operator}(
    task_id="…",
    stream="…",
    path="s3://aws_default@my-bucket/${plain}",
)`,
      "python",
    ),
    "`path` is a URL of Airflow's object storage: the connection to the storage stands before the `@`, and its provider must be installed. A `file://` URL lies on the worker that runs the task.",
    "The task gives (as XCom) the file's `uri`, the number of `records`, how to `load` it (`merge` by its `primary_key`, `append`, or `replace`), the `state` that was reached, and what was `left_out`. Records never go through XCom.",
  ];
}

function connection(told: Told): string[] {
  const { plain } = told.names;
  const opens = opensOf(told);
  const rows = told.model.settings.map((setting) => [
    code(setting.name),
    ...settingCells(setting, opens(setting.name)),
  ]);
  return [
    "## Connection",
    `The default is \`${plain}_default\`. Its fields are those of the form, and stand in the connection's extra; secret ones are masked in logs. From the environment:`,
    fenced(`export AIRFLOW_CONN_${plain.toUpperCase()}_DEFAULT='{"conn_type": "${plain}", "extra": {…}}'`),
    table(["Field", "Required", "Default", "What it is"], rows),
    "The form's test asks for the first page of a list (Airflow has such tests switched off unless `[core] test_connection` is `Enabled`).",
  ];
}

function streamsSection({ streams }: Told): string[] {
  const rows = streams.map((stream) => {
    const { whose, where } = streamCells(stream);
    return [...whose, LOADED[loadOf(stream)], ...where];
  });
  return [
    "## Streams",
    table(["Stream", "Key", "Cursor", "To be loaded", "Below", "Read from", "Pages"], rows),
    "What their records look like is in `schemas/`, as JSON Schema.",
  ];
}

/** As the support code has it (`stream.py`). */
function loadOf({ primaryKey, incremental }: Stream): keyof typeof LOADED {
  if (primaryKey.length > 0 && primaryKey.every((key) => key.length === 1)) return "merge";
  return incremental ? "append" : "replace";
}

const LOADED = { merge: "merged by key", append: "added", replace: "in place of all" } as const;

function behaviour({ streams, source }: Told): string[] {
  const incremental = streams.some((stream) => stream.incremental);
  const crossed = crossedStreams(streams);
  const items = [
    "Each try of each run writes a file of its own, `<path>/<stream>/<run>.<try>.jsonl.gz`: nothing is ever written over. The file is made on the worker and copied when it is whole; the worker needs room for it. Load the files that tasks name, not all that lie there: a try that was killed may leave one behind.",
    ...(incremental ? INCREMENTAL : []),
    ...(streams.some((stream) => stream.parents.length > 0)
      ? ["A stream below another one reads all records above it anew: the children of an old record may be new."]
      : []),
    ...(crossed.length > 0
      ? [
          `Several streams lead to ${crossed.join(", ")}: read for every combination of their records that fit together.`,
        ]
      : []),
    ...quotasKept(source).map(
      (kept) => `${kept} Each task keeps them by itself, so the example Dag runs one at a time.`,
    ),
    "A request that fails for a while is tried again within the task: as long as the source asks to wait, otherwise with growing waits. Only when it gives up, Airflow's retries are spent.",
    "Refused credentials (401), a forbidden stream (403) and whatever another try can't help end the task without retries.",
    "Where the source refuses a part of a stream (the records below one parent), the rest is read and its file and state are kept; the task fails and names what is missing, unless `allow_left_out=True`.",
    "Links to next pages and redirects are followed on the configured host only.",
  ];
  return ["## How it reads", items.map((item) => `- ${item}`).join("\n")];
}

const INCREMENTAL = [
  "The state of a stream with a cursor lies beside its files, in `<path>/<stream>/state.json`, and moves on after the file is complete: what breaks off in between is read again, never lost. To begin anew, delete it or trigger the Dag with `full_refresh`. It knows nothing of data intervals: a backfill reads the same as the next run, and `max_active_runs=1` keeps two runs from one state.",
  "A run starts at the state's point in time, which is included: a record that has exactly that one may come again. Merge by the key; without a key, none comes twice.",
];

/** `AGENTS.md`: what one must know to change the provider. */
export function agentsText(told: Told): string {
  const { names } = told;
  return `# Working on ${names.distribution}

This project was generated. Facts about the source (paths, paging, keys, cursors, authentication) belong into the
connector's \`overrides.yaml\`, one folder up, and are built in anew; \`tests/source.json\` says the same facts to the tests.

- \`${names.package}/get_provider_info.py\`: the connection's form
- \`${names.package}/hooks/\`, \`operators/\`, \`example_dags/\`: what Airflow sees
- \`${names.package}/streams.py\`: the table of streams, and what all of them share
- \`${names.package}/support/\`: how reading and writing work; nothing in it knows this source
- \`schemas/\`: what records look like
- \`tests/\`: \`uv run pytest\`, offline

Check a change with \`uv run pytest\`, \`uvx ruff check .\` and \`uvx ruff format --check .\`.
Never write credentials into files of this project: they belong into an Airflow connection.

${openWork(told)}
`;
}
