import { printYaml } from "../../../printing/yaml.ts";
import type { EmittedFile } from "../../target.ts";
import type { AirbytePlan } from "../plan.ts";

const SUPPORT = new URL("../support/", import.meta.url);

export function emit(plan: AirbytePlan): readonly EmittedFile[] {
  return [
    ...plan.yaml.map(({ path, value }) => ({ path, content: printYaml(value, plan.header) })),
    ...plan.markdown.map(({ path, lines }) => ({ path, content: `${lines.join("\n").trimEnd()}\n` })),
    ...plan.json.map(({ path, value }) => ({ path, content: `${JSON.stringify(value, null, 2)}\n` })),
    ...plan.text,
    ...plan.support.map((path) => ({ path, copyOf: new URL(path, SUPPORT) })),
  ];
}
