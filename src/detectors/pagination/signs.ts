import type { Evidence } from "../../evidence/finding.ts";
import { headerEvidence, leverEvidence, pointerEvidence, proseEvidence } from "./evidence.ts";
import type { Observed } from "./observe.ts";

/** Everything that shows that a list comes in pages, whether or not it tells how to get the next one. */
export function signsOfPaging({ levers, pointers, headers, prose, proof }: Observed): Evidence[] {
  return [
    ...levers.map((lever) => leverEvidence(lever, lever.role === "size" ? 0.6 : 0.7)),
    ...pointers.filter(({ role }) => role !== "is-last").map((pointer) => pointerEvidence(pointer)),
    ...headers.map((header) => headerEvidence(header)),
    ...prose.filter(({ kind, about }) => about === "operation" && kind !== "complete").map((one) => proseEvidence(one)),
    ...proof,
  ];
}
