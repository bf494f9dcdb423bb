/** For surfaces, which don't see verify itself. */
export { renderReport } from "../verify/render-report.ts";
export type { VerificationReport } from "../verify/verdict.ts";
