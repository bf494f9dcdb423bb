import type { Target } from "../target.ts";
import { capabilities } from "./capabilities.ts";
import { emit } from "./emit/emit.ts";
import { lower } from "./lower/lower.ts";
import type { AirbytePythonPlan } from "./plan.ts";

/** A source on Airbyte's Python CDK, with the folder that a production connector has. */
export const airbytePython: Target<AirbytePythonPlan> = {
  id: "airbyte-python",
  title: "Airbyte connector in Python",
  capabilities,
  lower,
  emit,
};
