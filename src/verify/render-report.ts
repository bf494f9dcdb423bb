import type { Sample } from "./sample-streams.ts";
import type { Verdict, VerificationReport } from "./verdict.ts";
import { count } from "./verdicts.ts";

const MARKS: Readonly<Record<Verdict["outcome"], string>> = { pass: "pass", fail: "FAIL", "not-applicable": "–" };

/** The verdicts as a table for a terminal; it ends with a line end. */
export function renderReport({ target, framework, streams, sample, seed, verdicts }: VerificationReport): string {
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
    ...rows,
    `  ${sum}. A simulation proves the code, not the facts: those need the live source.`,
    "",
  ].join("\n");
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
