import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { Stream } from "../../../model/stream.ts";
import { markdownCode as code, markdownTable as table } from "../../../printing/markdown.ts";
import { fenced, opensOf, settingCells } from "../../told-in-words.ts";
import type { PipelineNames } from "../plan.ts";
import { parameterOf } from "./settings.ts";

interface Told {
  readonly names: PipelineNames;
  readonly model: ConnectorModel;
  readonly streams: readonly Stream[];
}

/** How the command is run, and how it ends. */
export function usage({ names, streams }: Told): string[] {
  const script = `uv run python ${names.script}.py`;
  const some = streams.slice(0, 2).map(({ name }) => name);
  return [
    "## Use",
    fenced(
      [
        "uv sync",
        "cp .dlt/example.secrets.toml .dlt/secrets.toml   # and fill it in",
        `${script} --check                     # does the source answer?`,
        `${script} --limit 100                 # a look at some records`,
        `${script} --full-refresh              # everything anew, into ${names.pipeline}.duckdb`,
        `${script} --streams ${some.join(",")}   # only these, from where the last run came to`,
        `${script} --destination postgres --dataset ${names.pipeline}`,
      ].join("\n"),
    ),
    "A run goes on from where the last one came to; the state is kept in the warehouse, so that another machine can go on as well. `--help` tells all options.",
    table(
      ["Exit code", "Meaning"],
      [
        ["0", "all is loaded"],
        ["1", "it failed: what is loaded stays, the log tells the rest"],
        ["2", "the arguments, the settings or the destination's driver are missing or wrong; nothing was asked for"],
        ["3", "loaded, but for lists that the source didn't give: the log names them"],
      ],
    ),
    "The log is one JSON object a line on standard error; values of secret settings are kept out of it.",
    `What was read and couldn't be loaded is tried first by the next run. To have it read again instead, delete the pipeline's working files (\`~/.dlt/pipelines/${names.pipeline}\`, or where \`--pipelines-dir\` put them): the state is taken from the warehouse then.`,
  ];
}

export function settingsSection(told: Told): string[] {
  const { names } = told;
  return [
    "## Settings",
    `In \`.dlt/config.toml\` and \`.dlt/secrets.toml\` under \`[sources.${names.pipeline}]\`, or in the environment. A value that is not given must not be there at all: an empty text counts as given. dlt also looks at a variable of the bare name: of a setting \`lang\`, \`LANG\` would be the value.`,
    settingsTable(told),
  ];
}

function settingsTable(told: Told): string {
  const opens = opensOf(told);
  const rows = told.model.settings.map((setting) => [
    code(parameterOf(setting.name)),
    code(`SOURCES__${told.names.pipeline.toUpperCase()}__${parameterOf(setting.name).toUpperCase()}`),
    ...settingCells(setting, opens(setting.name)),
  ]);
  return table(["Setting", "Variable", "Required", "Default", "What it is"], rows);
}

const RUN_IN_POSTGRES = "pipelines of this kind were run against a real PostgreSQL 15";

/** Where it loads, and what of that was tried. */
export function destinations({ pipeline, distribution }: PipelineNames, postgres = RUN_IN_POSTGRES): string[] {
  return [
    "## Warehouses",
    `\`--destination\` takes whatever dlt loads. The driver is an extra of this project (\`uv sync --extra snowflake\`, or \`pip install '${distribution}[snowflake]'\`), the credentials go into \`.dlt/secrets.toml\` under \`[destination.<name>.credentials]\` or into the environment (\`DESTINATION__POSTGRES__CREDENTIALS__PASSWORD\`).`,
    table(
      ["Destination", "Run"],
      [
        ["`duckdb`", "by this project's tests"],
        ["`postgres`", postgres],
        [
          "`snowflake`, `bigquery`, `redshift`, `databricks`, `mssql`, `clickhouse`, `motherduck`",
          "**not run against a real one**: dlt does the same with them",
        ],
      ],
    ),
    `Tables are in the dataset (schema) \`${pipeline}_data\`, unless \`--dataset\` names another.`,
  ];
}

/** As the support code has it (`stream.py`). */
export function dispositionOf({ primaryKey, incremental }: Stream): "merge" | "append" | "replace" {
  if (primaryKey.length > 0 && primaryKey.every((key) => key.length === 1)) return "merge";
  return incremental ? "append" : "replace";
}

export const LOADED = { merge: "merged by key", append: "added", replace: "all replaced" } as const;
