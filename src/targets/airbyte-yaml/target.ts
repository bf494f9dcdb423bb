import type { Target } from "../target.ts";
import { airbyteCapabilities } from "./capabilities.ts";
import { emit } from "./emit/emit.ts";
import { lower } from "./lower/lower.ts";
import type { AirbytePlan } from "./plan.ts";

/** Airbyte's low-code connectors: a manifest that the CDK runs, with the folder that a production connector has. */
export const airbyteYaml: Target<AirbytePlan> = {
  id: "airbyte-yaml",
  title: "Airbyte low-code connector",
  capabilities: airbyteCapabilities,
  lower,
  emit,
};
