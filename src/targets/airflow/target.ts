import type { Target } from "../target.ts";
import { capabilities } from "./capabilities.ts";
import { emit } from "./emit/emit.ts";
import { lower } from "./lower/lower.ts";
import type { AirflowPlan } from "./plan.ts";

/** A provider for Apache Airflow 3: a connection type, a hook, an operator and an example Dag. */
export const airflow: Target<AirflowPlan> = {
  id: "airflow",
  title: "Airflow provider",
  capabilities,
  lower,
  emit,
};
