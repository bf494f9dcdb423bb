import type { Evidence, Finding } from "../evidence/finding.ts";
import type { About, Note } from "../model/values.ts";
import type { Decision } from "./decide.ts";

/** Why the model holds what it holds, in a sentence for the reader of the connector. */
export function noteOf(about: About, decision: Decision<unknown>): Note[] {
  if (decision.by === "override") return [{ about, text: "decided in overrides.yaml", open: false }];
  const reasons = reasonsOf(decision.finding);
  if (decision.open) {
    const found = reasons === "" ? "the documents don't say" : `not sure enough: ${reasons}`;
    return [{ about, text: found, open: true }];
  }
  return reasons === "" || decision.by === "nothing" ? [] : [{ about, text: reasons, open: false }];
}

/** The two heaviest; of several of one weight the first. */
function reasonsOf(finding: Finding<unknown> | undefined): string {
  let first: Evidence | undefined;
  let second: Evidence | undefined;
  for (const one of finding?.evidence ?? []) {
    if (!first || one.weight > first.weight) [first, second] = [one, first];
    else if (!second || one.weight > second.weight) second = one;
  }
  return [first, second].flatMap((one) => one?.says ?? []).join("; ");
}
