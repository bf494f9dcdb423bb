import type { ConnectorModel } from "../../../model/connector-model.ts";
import { kebabCase, pythonClassName, pythonName, snakeCase } from "../../../printing/naming.ts";
import type { ProviderNames } from "../plan.ts";

export function providerNames({ name }: ConnectorModel): ProviderNames {
  return {
    distribution: `airflow-provider-${kebabCase(name)}`,
    package: `airflow_provider_${snakeCase(name)}`,
    plain: pythonName(name),
    hook: pythonClassName(name, "Hook"),
    operator: pythonClassName(name, "ToObjectStorageOperator"),
  };
}
