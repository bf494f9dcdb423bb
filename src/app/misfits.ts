import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** Messages about what the user decided: that it has no effect, or that the documents show otherwise. */
const CODES: ReadonlySet<string> = new Set([
  "assemble/override-unknown-stream",
  "assemble/override-unused",
  "assemble/override-misfit",
  "build/overrides-unheeded",
]);

/** Those of the diagnostics that speak of a decision of the user's which doesn't fit; `--strict` refuses them. */
export function misfits(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ code }) => CODES.has(code));
}
