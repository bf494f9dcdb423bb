import { join } from "node:path";
import { describe } from "vitest";
import { airflow } from "../../../src/targets/airflow/target.ts";
import { itIsGolden } from "../golden-project.ts";
import { dull, nasty } from "../singer/models.ts";

describe.each([
  ["dull", dull],
  ["nasty", nasty],
] as const)("a %s source", (name, model) => {
  itIsGolden(airflow, model, join(import.meta.dirname, name));
});
