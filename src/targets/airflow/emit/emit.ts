import { clientFile } from "../../reader-support.ts";
import type { EmittedFile } from "../../target.ts";
import type { AirflowPlan } from "../plan.ts";
import { packageFiles } from "./package-files.ts";
import { projectFiles } from "./project-files.ts";
import { testFiles } from "./test-files.ts";

const SUPPORT = new URL("../support/provider/", import.meta.url);

/** The plan as files: a Python project that stands alone. */
export function emit(plan: AirflowPlan): readonly EmittedFile[] {
  const folder = `${plan.names.package}/support`;
  return [
    ...projectFiles(plan),
    ...packageFiles(plan),
    ...testFiles(plan),
    { path: `${folder}/__init__.py`, copyOf: new URL("__init__.py", SUPPORT) },
    ...plan.modules.map((module) => ({ path: `${folder}/${module}.py`, copyOf: clientFile(module, SUPPORT) })),
  ];
}
