import type { TargetId } from "../targets/target.ts";
import type { LintFiles } from "../verify/scenarios/described.ts";

/** Linters of our own for generated files that no linter of their framework knows. */
export const linters: Readonly<Partial<Record<TargetId, LintFiles>>> = {};
