import type { Finding } from "../evidence/finding.ts";
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

function reasonsOf(finding: Finding<unknown> | undefined): string {
  if (!finding) return "";
  const heaviest = [...finding.evidence].sort((a, b) => b.weight - a.weight).slice(0, 2);
  return heaviest.map(({ says }) => says).join("; ");
}
