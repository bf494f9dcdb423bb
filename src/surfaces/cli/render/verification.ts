import { renderReport, type VerificationReport } from "../../../app/reports.ts";
import type { Style } from "../terminal.ts";

/** One table of verdicts for each target, the red ones painted. */
export function renderVerification(reports: readonly VerificationReport[], style: Style): string {
  return reports
    .map((report) =>
      renderReport(report)
        .replaceAll(/^ {2}FAIL.*$/gm, style.red)
        .replaceAll(/^ {2}pass/gm, style.green)
        .replace(/^.*/, style.bold),
    )
    .join("\n");
}
