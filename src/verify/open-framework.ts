import { type EnvironmentContext, ensureEnvironment } from "./environments/ensure-environment.ts";
import type { Framework } from "./framework.ts";
import { createAirbyteFramework } from "./frameworks/airbyte.ts";
import { ofManifest, ofPython } from "./frameworks/airbyte-connector.ts";
import { createAirflowFramework } from "./frameworks/airflow.ts";
import { createDltFramework } from "./frameworks/dlt.ts";
import { createMeltanoFramework } from "./frameworks/meltano.ts";
import { createSingerFramework } from "./frameworks/singer.ts";

/** Targets that can be verified; each runs in a framework of its own. */
export type VerifiedTarget = "airbyte-yaml" | "airbyte-python" | "singer" | "meltano" | "warehouse" | "airflow";

/** Starts the framework of a generated project, in its environment. */
export async function openFramework(
  target: VerifiedTarget,
  folder: string,
  context: EnvironmentContext,
): Promise<Framework> {
  switch (target) {
    case "airbyte-yaml":
      return createAirbyteFramework(ofManifest(folder), await ensureEnvironment("airbyte", context));
    case "airbyte-python":
      return createAirbyteFramework(ofPython(folder), await ensureEnvironment("airbyte", context));
    case "singer":
      return createSingerFramework(folder, await ensureEnvironment("singer", context));
    case "meltano":
      return createMeltanoFramework(folder, {
        meltano: await ensureEnvironment("meltano", context),
        tap: await ensureEnvironment("singer", context),
        loader: await ensureEnvironment("target-jsonl", context),
      });
    case "warehouse":
      return createDltFramework(folder, await ensureEnvironment("dlt", context));
    case "airflow":
      return createAirflowFramework(folder, await ensureEnvironment("airflow", context));
  }
}
