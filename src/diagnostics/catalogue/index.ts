import { airbyteDiagnostics } from "./airbyte.ts";
import { assembleDiagnostics } from "./assemble.ts";
import { buildDiagnostics } from "./build.ts";
import { databaseDiagnostics } from "./database.ts";
import { filesDiagnostics } from "./files.ts";
import { inputDiagnostics } from "./input.ts";
import { modelDiagnostics } from "./model.ts";

/** Every message that sourcewright has, by code. One file an area. */
export const catalogue = {
  ...airbyteDiagnostics,
  ...assembleDiagnostics,
  ...buildDiagnostics,
  ...databaseDiagnostics,
  ...filesDiagnostics,
  ...inputDiagnostics,
  ...modelDiagnostics,
};

export type Code = keyof typeof catalogue;
/** The parameters that a code's message takes. */
export type ParamsOf<C extends Code> = Parameters<(typeof catalogue)[C]["message"]>[0];
