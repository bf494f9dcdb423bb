import type { ConnectorModel } from "../../../model/connector-model.ts";
import type { YamlValue } from "../../../printing/yaml.ts";
import { extractorDefinition } from "../../tap-definition.ts";

/** The project file with which the tap is tried on its own, from its own folder. */
export function meltanoPlan(model: ConnectorModel): YamlValue {
  return {
    send_anonymous_usage_stats: false,
    requires_meltano: ">=4.4",
    default_environment: "dev",
    environments: [{ name: "dev" }, { name: "prod" }],
    plugins: {
      extractors: [extractorDefinition(model, "-e .")],
      loaders: [
        { name: "target-jsonl", variant: "andyh1203", pip_url: "target-jsonl", config: { destination_path: "output" } },
      ],
    },
  };
}
