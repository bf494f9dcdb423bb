import type { ConnectorModel } from "../../../model/connector-model.ts";
import { markdownCode as code, markdownTable as table, markdownText as text } from "../../../printing/markdown.ts";
import { printYaml } from "../../../printing/yaml.ts";
import { settingVariable, type TapIdentity, tapIdentity } from "../../tap-definition.ts";
import { OTHER_LOADERS } from "./other-loaders.ts";
import { jobName, LOADER, scheduleName, tapPlace } from "./project.ts";

/** `README.md`: from a fresh copy to loaded records. What concerns the source stands in the tap's own. */
export function readmeText(model: ConnectorModel): string {
  const identity = tapIdentity(model);
  return `${[
    `# ${text(model.title)} with Meltano`,
    `A [Meltano](https://meltano.com) project that reads ${text(model.title)}. The tap lies in \`${tapPlace(identity)}\` with its own README, which says how it reads, what its streams are and which questions about the source are open; nothing is looked up in a hub.`,
    ...firstRun(identity, model),
    ...settings(identity, model),
    ...choice(identity, model),
    ...loaders(identity),
    ...production(identity),
    ...changes(identity),
  ].join("\n\n")}\n`;
}

const fenced = (content: string, language = "sh") => `\`\`\`${language}\n${content}\n\`\`\``;

function firstRun({ tap, ...rest }: TapIdentity, { settings: all }: ConnectorModel): string[] {
  const fill = all.some(({ required }) => required) ? ", then fill it in" : "";
  return [
    "## First run",
    "You need Python 3.11 or newer and Meltano 4 (`uv tool install meltano`).",
    fenced(
      [
        `cp .env.example .env${fill === "" ? "" : `   # ${fill.slice(2)}`}`,
        "meltano install",
        `meltano config test ${tap}`,
        `meltano run ${tap} ${LOADER}`,
      ].join("\n"),
    ),
    `The records are then in \`output/\`, one file a stream. \`meltano run ${jobName({ tap, ...rest })}\` does the same as a job.`,
  ];
}

function settings(identity: TapIdentity, { settings: all }: ConnectorModel): string[] {
  if (all.length === 0) return [];
  const rows = all.map(({ name, title, description, required, default: preset, secret }) => [
    code(name),
    code(settingVariable(identity, name)),
    required ? "yes" : "no",
    preset === undefined ? "" : code(JSON.stringify(preset)),
    text(description ?? title) + (secret ? " (secret)" : ""),
  ]);
  return [
    "## Settings",
    table(["Setting", "Variable", "Required", "Default", "What it is"], rows),
    `Secrets belong into \`.env\`, which git ignores, or into the environment. In \`.env\`, put a value with spaces, quotes or \`#\` into single quotes; a variable in braces is filled in even there, so a value that holds one must come from the environment. \`meltano config list ${identity.tap}\` shows what is set and where from, secrets hidden; other values may stand in \`meltano.yml\` under \`config\`, there or under an environment.`,
  ];
}

function choice({ tap }: TapIdentity, { streams }: ConnectorModel): string[] {
  const first = streams.find(({ selected }) => selected)?.name ?? "";
  return [
    "## What is read",
    `\`select\` in \`meltano.yml\` names the streams. One run of a single stream: \`meltano run\` with \`${`${tap}__select_filter`.toUpperCase().replaceAll("-", "_")}='["${first}"]'\`. Streams with a cursor are read from where the last run ended; \`meltano run --full-refresh ${tap} ${LOADER}\` reads everything again.`,
  ];
}

function loaders({ tap }: TapIdentity): string[] {
  return [
    "## Other loaders",
    "Put one of these below `loaders` in `meltano.yml`, run `meltano install`, and name it in place of the first one. They write by key, so that what comes again overwrites itself.",
    ...OTHER_LOADERS.flatMap(({ about, definition, name }) => [
      `${about} \`meltano run ${tap} ${name}\``,
      fenced(printYaml([definition]).trimEnd(), "yaml"),
    ]),
  ];
}

function production(identity: TapIdentity): string[] {
  return [
    "## Production",
    [
      `- **Environments.** \`--environment=prod\` (or \`MELTANO_ENVIRONMENT\`) has its own state: \`meltano --environment=prod run ${jobName(identity)}\`.`,
      `- **Schedule.** \`${scheduleName(identity)}\` runs the job once a day as soon as something asks for it: \`meltano schedule run ${scheduleName(identity)}\` from cron, or an orchestrator that reads \`meltano schedule list --format=json\`.`,
      `- **State.** It lies in \`.meltano/meltano.db\` unless \`state_backend.uri\` names another place (\`s3://…\`, \`azure://…\`, \`gs://…\`, a database in \`database_uri\`): a container that is thrown away needs one. \`meltano state get dev:${identity.tap}-to-${LOADER}\` shows it. \`${LOADER}\` hands it over when a run has ended; after one that was cut off, the next one begins where that one began.`,
      `- **A partly forbidden source.** The tap reads what it may and ends with an error, and so does the run; what was read is loaded.`,
    ].join("\n"),
  ];
}

function changes(identity: TapIdentity): string[] {
  return [
    "## When the source changes",
    `This project was generated. Facts about the source belong into the connector's \`overrides.yaml\`, one folder up, and are built in anew. The tap is installed as it lies here (\`-e\`), so a new build takes effect at the next run; after one that changed its dependencies, \`meltano install --clean\`. Its tests run offline: \`cd ${tapPlace(identity)} && uv run pytest\`.`,
  ];
}
