import type { Evidence } from "../../evidence/finding.ts";
import { headerEvidence, leverEvidence, pointerEvidence, proseEvidence } from "./evidence.ts";
import type { Observed } from "./observe.ts";
import type { SaidPaging } from "./prose-levers.ts";
import { leversWithin } from "./request-levers.ts";

/**
 * Everything that shows that a list comes in pages, whether or not it tells how to get the next one.
 * `untold`: no list of the API shows how it is paged, so that what its description says of paging is meant for all.
 */
export function signsOfPaging(observed: Observed, { untold }: { readonly untold: boolean }): Evidence[] {
  const { levers, pointers, headers, prose, proof, said, apiSays, stream } = observed;
  const general = said?.ofAll ? said : untold ? apiSays : undefined;
  return [
    ...levers.map((lever) => leverEvidence(lever, lever.role === "size" ? 0.6 : 0.7)),
    ...leversWithin(stream.operation).map((lever) => leverEvidence(lever, 0.7)),
    ...pointers.filter(({ role }) => role !== "is-last").map((pointer) => pointerEvidence(pointer)),
    ...headers.map((header) => headerEvidence(header)),
    ...prose.filter(({ kind, about }) => about === "operation" && kind !== "complete").map((one) => proseEvidence(one)),
    ...proof,
    ...(general ? [saysThatListsPage(general)] : []),
  ];
}

function saysThatListsPage({ at, quote }: SaidPaging): Evidence {
  return {
    signal: "pagination/lists-page",
    weight: 0.6,
    says: "the API's description says that lists are paged",
    at,
    quote,
  };
}
