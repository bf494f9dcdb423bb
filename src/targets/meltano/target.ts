import type { Wrapper } from "../wrapper.ts";
import { emit } from "./emit/emit.ts";
import { lower } from "./lower/lower.ts";
import { tapPlace } from "./lower/project.ts";
import type { MeltanoPlan } from "./plan.ts";

/** A Meltano project that stands alone, around the tap that lies in it. */
export const meltano: Wrapper<MeltanoPlan> = {
  id: "meltano",
  title: "Meltano project",
  lower,
  emit,
  place: ({ identity }) => tapPlace(identity),
};
