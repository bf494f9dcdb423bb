import type { Target } from "../target.ts";
import { capabilities } from "./capabilities.ts";
import { emit } from "./emit/emit.ts";
import { lower } from "./lower/lower.ts";
import type { WarehousePlan } from "./plan.ts";

/** A pipeline on dlt that loads a warehouse directly. */
export const warehouse: Target<WarehousePlan> = {
  id: "warehouse",
  title: "Warehouse pipeline (dlt)",
  capabilities,
  lower,
  emit,
};
