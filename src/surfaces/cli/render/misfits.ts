import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import type { Style } from "../terminal.ts";
import { renderDiagnostic } from "./diagnostics.ts";
import { count } from "./table.ts";

/** All that the user decided and that doesn't fit, a line each with what to do; the last thing that a command says. */
export function renderMisfits(misfits: readonly Diagnostic[], style: Style): string {
  if (misfits.length === 0) return "";
  const title = style.red(style.bold(`overrides.yaml: ${count(misfits.length, "thing")} to look at`));
  return [title, ...misfits.map((one) => `  ${renderDiagnostic(one, style)}`)].join("\n");
}
