import { type EnvironmentContext, ensureEnvironment } from "./environments/ensure-environment.ts";
import type { Framework } from "./framework.ts";
import { createAirbyteFramework } from "./frameworks/airbyte.ts";
import { createSingerFramework } from "./frameworks/singer.ts";

/** Targets that can be verified; each runs in a framework of its own. */
export type VerifiedTarget = "airbyte-yaml" | "singer";

/** Starts the framework of a generated project, in its environment. */
export async function openFramework(
  target: VerifiedTarget,
  folder: string,
  context: EnvironmentContext,
): Promise<Framework> {
  switch (target) {
    case "airbyte-yaml":
      return createAirbyteFramework(folder, await ensureEnvironment("airbyte", context));
    case "singer":
      return createSingerFramework(folder, await ensureEnvironment("singer", context));
  }
}
