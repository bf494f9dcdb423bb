import type { ConnectorModel } from "../../../model/connector-model.ts";
import { kebabCase, pythonName } from "../../../printing/naming.ts";
import type { PipelineNames } from "../plan.ts";

export function pipelineNames({ name }: ConnectorModel): PipelineNames {
  const plain = pythonName(name);
  return {
    pipeline: plain,
    distribution: `${kebabCase(name)}-pipeline`,
    script: `${plain}_pipeline`,
    source: `${plain}_source`,
  };
}
