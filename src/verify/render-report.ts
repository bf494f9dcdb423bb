import type { Sample } from "./sample-streams.ts";
import type { Narrowed, Verdict, VerificationReport } from "./verdict.ts";
import { count } from "./verdicts.ts";

const MARKS: Readonly<Record<Verdict["outcome"], string>> = { pass: "pass", fail: "FAIL", "not-applicable": "–" };

/** The verdicts as a table for a terminal; it ends with a line end. */
export function renderReport(report: VerificationReport): string {
  const { target, framework, streams, sample, narrowed, seed, verdicts } = report;
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
    ...(sample ? [`  ${sampled(streams, sample)}`] : []),
    ...(narrowed ? [`  ${told(narrowed)}`] : []),
    ...rows,
    `  ${sum}. A simulation proves the code, not the facts: those need the live source.`,
    "",
  ].join("\n");
}

function told({ because, to }: Narrowed): string {
  return `${because}: troubles met ${to.join(", ")} alone; what is built around has them all tried.`;
}

const NAMED = 12;

/** What was tried in place of everything, and how to try more. */
function sampled(streams: readonly string[], { of, by, untried }: Sample): string {
  const names = streams.slice(0, NAMED).join(", ") + (streams.length > NAMED ? ", …" : "");
  const left =
    untried.length === 0
      ? ""
      : ` Can't be tried before more is known of their pages and fields: ${untried.join(", ")}.`;
  if (untried.length > 0 && streams.length + untried.length === of) return `${streams.length} of ${of} streams.${left}`;
  const how = by === "shape" ? ", one of each shape (paging, stop rule, parents, cursor, method)" : ", as named";
  return `Tried on ${streams.length} of ${of} streams${how}: ${names}. --all-streams tries every one.${left}`;
}
