import type { EmittedFile } from "../../target.ts";
import type { SingerPlan } from "../plan.ts";
import { fileOf } from "../support-modules.ts";
import { authFiles } from "./auth-file.ts";
import { initFile, mainFile, tapFile } from "./package-files.ts";
import { projectFiles } from "./project-files.ts";
import { createSchemaPrinter } from "./schema-text.ts";
import { clientFile, streamsFile } from "./stream-files.ts";
import { testFiles } from "./test-files.ts";

const SUPPORT = new URL("../support/", import.meta.url);

/** The plan as files: a Python project that stands alone. */
export function emit(plan: SingerPlan): readonly EmittedFile[] {
  const { package: name } = plan.names;
  const schemaText = createSchemaPrinter();
  return [
    ...projectFiles(plan),
    initFile(plan),
    mainFile(plan),
    tapFile(plan),
    ...authFiles(plan),
    clientFile(plan),
    streamsFile(plan),
    { path: `${name}/schemas/__init__.py`, content: '"""JSON Schemas of the streams\' records."""\n' },
    ...plan.schemas.map(({ file, schema }) => ({
      path: `${name}/schemas/${file}.json`,
      content: `${schemaText(schema)}\n`,
    })),
    ...testFiles(plan),
    { path: `${name}/support/__init__.py`, copyOf: new URL("tap/__init__.py", SUPPORT) },
    ...plan.modules.map((module) => ({
      path: `${name}/support/${module}.py`,
      copyOf: fileOf(module),
    })),
  ];
}
