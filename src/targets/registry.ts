import { airbyteYaml } from "./airbyte-yaml/target.ts";
import { singer } from "./singer/target.ts";
import type { Target, TargetId } from "./target.ts";

/** Every framework that connectors are built for. */
export const targets = {
  "airbyte-yaml": airbyteYaml as Target,
  singer: singer as Target,
} satisfies Record<TargetId, Target>;
