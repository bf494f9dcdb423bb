import { airbytePython } from "./airbyte-python/target.ts";
import { airbyteYaml } from "./airbyte-yaml/target.ts";
import { airflow } from "./airflow/target.ts";
import { meltano } from "./meltano/target.ts";
import { singer } from "./singer/target.ts";
import type { Target, TargetId } from "./target.ts";
import { warehouse } from "./warehouse/target.ts";
import { wrap } from "./wrapper.ts";

/** Every framework that connectors are built for. */
export const targets = {
  "airbyte-yaml": airbyteYaml as Target,
  "airbyte-python": airbytePython as Target,
  singer: singer as Target,
  // The tap inside is singer's.
  meltano: wrap(meltano, singer, ({ asked }) => asked) as Target,
  warehouse: warehouse as Target,
  airflow: airflow as Target,
} satisfies Record<TargetId, Target>;
