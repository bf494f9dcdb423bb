import type { Verdict, VerificationReport } from "./verdict.ts";
import { count } from "./verdicts.ts";

const MARKS: Readonly<Record<Verdict["outcome"], string>> = { pass: "pass", fail: "FAIL", "not-applicable": "–" };

/** The verdicts as a table for a terminal; it ends with a line end. */
export function renderReport({ target, framework, streams, seed, verdicts }: VerificationReport): string {
  const width = Math.max(...verdicts.map(({ property }) => property.length));
  const rows = verdicts.map(
    ({ property, stream, outcome, detail }) =>
      `  ${MARKS[outcome].padEnd(4)}  ${property.padEnd(width)}  ${stream === undefined ? "" : `${stream}: `}${detail}`,
  );
  const failed = verdicts.filter(({ outcome }) => outcome === "fail").length;
  const passed = verdicts.filter(({ outcome }) => outcome === "pass").length;
  const sum = failed === 0 ? `all ${passed} hold` : `${failed} of ${failed + passed} do not hold`;
  return [
    `${target} on ${framework.name} ${framework.version}: ${count(streams.length, "stream")} against a simulated source (seed ${seed})`,
    ...rows,
    `  ${sum}. A simulation proves the code, not the facts: those need the live source.`,
    "",
  ].join("\n");
}
