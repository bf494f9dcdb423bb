import type { ConnectorModel } from "../../../model/connector-model.ts";
import { commented, type YamlMap, type YamlValue } from "../../../printing/yaml.ts";
import { extractorDefinition, type TapIdentity, tapIdentity } from "../../tap-definition.ts";

/** Where people who use Meltano keep a tap of their own. */
export const tapPlace = ({ tap }: TapIdentity): string => `extract/${tap}`;

/** The loader of a first run, and the job that runs it. */
export const LOADER = "target-jsonl";
export const jobName = ({ tap }: TapIdentity): string => `${tap.slice("tap-".length)}-to-jsonl`;
export const scheduleName = ({ tap }: TapIdentity): string => `${tap.slice("tap-".length)}-daily`;

/** `meltano.yml`: nothing in it has to be looked up anywhere. */
export function projectPlan(model: ConnectorModel): YamlValue {
  const identity = tapIdentity(model);
  const streams = model.streams.filter(({ selected }) => selected).map(({ name }) => `${name}.*`);
  return {
    requires_meltano: ">=4.4",
    send_anonymous_usage_stats: false,
    default_environment: "dev",
    environments: [{ name: "dev" }, { name: "prod" }],
    plugins: {
      extractors: [
        {
          ...extractorDefinition(model, `-e ${tapPlace(identity)}`),
          select: commented(
            'What is read. Leave a stream out here, or a field with a line such as "!stream.field".',
            streams,
          ),
        },
      ],
      loaders: [JSON_LINES],
    },
    jobs: [{ name: jobName(identity), tasks: [`${identity.tap} ${LOADER}`] }],
    schedules: [{ name: scheduleName(identity), interval: "@daily", job: jobName(identity) }],
  };
}

/** One file a stream, to which each run adds. */
const JSON_LINES: YamlMap = {
  name: LOADER,
  namespace: "target_jsonl",
  variant: "andyh1203",
  label: "JSON Lines",
  pip_url: "target-jsonl==0.1.4",
  executable: LOADER,
  settings: [
    { name: "destination_path", label: "Folder", description: "Where the files are written" },
    {
      name: "do_timestamp_file",
      label: "A file for each run",
      kind: "boolean",
      description: "Puts the time into the files' names",
    },
  ],
  config: { destination_path: "output", do_timestamp_file: false },
};
