import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { Setting } from "../../../model/setting.ts";
import { wrapText } from "../../../printing/wrap.ts";
import type { PipelineNames } from "../plan.ts";
import { parameterOf } from "./settings.ts";

/** `.dlt/config.toml`: how the pipeline runs, and the settings that are no secrets, to be filled in. */
export function configText({ settings }: ConnectorModel, { pipeline }: PipelineNames): string {
  return [
    "# How the pipeline runs. Every value can also come from the environment: RUNTIME__LOG_LEVEL, …\n",
    '[runtime]\nlog_level = "WARNING"\n# Nothing is reported to anybody.\ndlthub_telemetry = false\n',
    ...section(
      pipeline,
      settings.filter(({ secret }) => !secret),
    ),
  ].join("\n");
}

/** `.dlt/example.secrets.toml`: which secrets there are, without any. */
export function secretsText({ settings }: ConnectorModel, { pipeline }: PipelineNames): string {
  return [
    "# Copy to secrets.toml, which git ignores, or give the values in the environment.\n",
    ...section(
      pipeline,
      settings.filter(({ secret }) => secret),
    ),
    DESTINATION,
  ].join("\n");
}

const DESTINATION = `# What the warehouse asks for; DuckDB, the default, asks for nothing.
# [destination.postgres.credentials]
# host = ""
# port = 5432
# database = ""
# username = ""
# password = ""
`;

function section(name: string, settings: readonly Setting[]): string[] {
  if (settings.length === 0) return [];
  return [`[sources.${name}]\n${settings.map(setting).join("")}`];
}

/** Commented out: a value that is there but empty would count as given. */
function setting({ name, title, description, required, type, ...more }: Setting): string {
  const told = wrapText(description ?? title, 100).map((line) => `# ${line}\n`);
  const empty = type === "integer" || type === "number" ? "0" : type === "boolean" ? "false" : '""';
  const value = more.default === undefined ? empty : JSON.stringify(more.default);
  return `${told.join("")}# ${parameterOf(name)} = ${value}${required ? "  # required" : ""}\n`;
}
