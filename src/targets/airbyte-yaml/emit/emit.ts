import { printYaml } from "../../../printing/yaml.ts";
import type { EmittedFile } from "../../target.ts";
import type { AirbytePlan } from "../plan.ts";

export function emit(plan: AirbytePlan): readonly EmittedFile[] {
  return [{ path: "manifest.yaml", content: printYaml(plan.manifest, plan.header) }];
}
