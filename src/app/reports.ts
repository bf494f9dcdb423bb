/** For surfaces, which don't see verify itself. */
export { renderReport } from "../verify/render-report.ts";
export { properties, type VerificationReport } from "../verify/verdict.ts";
