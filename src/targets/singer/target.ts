import type { Target } from "../target.ts";
import { capabilities } from "./capabilities.ts";
import { emit } from "./emit/emit.ts";
import { lower } from "./lower/lower.ts";
import type { SingerPlan } from "./plan.ts";

/** A tap on the Meltano Singer SDK. */
export const singer: Target<SingerPlan> = {
  id: "singer",
  title: "Singer tap",
  capabilities,
  lower,
  emit,
};
