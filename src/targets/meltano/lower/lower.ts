import type { ConnectorModel } from "../../../model/connector-model.ts";
import { environmentExample, tapIdentity } from "../../tap-definition.ts";
import type { MeltanoPlan } from "../plan.ts";
import { projectPlan } from "./project.ts";
import { readmeText } from "./readme.ts";

/** What Meltano needs around a tap. */
export function lower(model: ConnectorModel): MeltanoPlan {
  return {
    identity: tapIdentity(model),
    project: projectPlan(model),
    environment: environmentExample(model),
    readme: readmeText(model),
  };
}
