import type { EmittedFile } from "../../target.ts";
import type { WarehousePlan } from "../plan.ts";
import { fileOf } from "../support-modules.ts";
import { packageFiles } from "./package-files.ts";
import { projectFiles } from "./project-files.ts";
import { testFiles } from "./test-files.ts";

const SUPPORT = new URL("../support/loading/", import.meta.url);

/** The plan as files: a Python project that stands alone. */
export function emit(plan: WarehousePlan): readonly EmittedFile[] {
  const { source } = plan.names;
  return [
    ...projectFiles(plan),
    ...packageFiles(plan),
    ...testFiles(plan),
    { path: `${source}/support/__init__.py`, copyOf: new URL("__init__.py", SUPPORT) },
    ...plan.modules.map((module) => ({
      path: `${source}/support/${module}.py`,
      copyOf: fileOf(module),
    })),
  ];
}
