import { targetIds } from "../../../app/targets.ts";
import { Failure } from "../../../diagnostics/failure.ts";
import { didYouMean } from "../../../diagnostics/nearest-names.ts";
import { parseList } from "./parse-list.ts";

/** `a,b` → ids, each once. Errors: a `Failure` (misuse) that lists what there is. */
export function parseTargets(text: string): (typeof targetIds)[number][] {
  const asked = parseList(text);
  if (asked.length === 0) throw new Failure("misuse", `--to names no target; there are: ${targetIds.join(", ")}`);
  return asked.map((id) => {
    const found = targetIds.find((known) => known === id);
    if (found) return found;
    throw new Failure(
      "misuse",
      `there is no target "${id}"${didYouMean(id, targetIds) || `; there are: ${targetIds.join(", ")}`}`,
    );
  });
}
