import type { Evidence } from "../../evidence/finding.ts";
import { type Draft, sureness, wayOf } from "./draft.ts";

/** How one API's lists are paged, by those that say so themselves. */
export interface Conventions {
  /** Lists by way, and of all that page. */
  readonly counts: ReadonlyMap<string, number>;
  readonly paged: number;
}

const CLEAR = 0.75;
const FEW = 3;

/** Counts the best way of each list. */
export function conventionsOf(lists: readonly (readonly Draft[])[]): Conventions {
  const counts = new Map<string, number>();
  let paged = 0;
  for (const drafts of lists) {
    const best = drafts.reduce<Draft | undefined>(
      (held, next) => (held && sureness(held) >= sureness(next) ? held : next),
      undefined,
    );
    if (!best || sureness(best) < CLEAR) continue;
    paged += 1;
    counts.set(wayOf(best.value), (counts.get(wayOf(best.value)) ?? 0) + 1);
  }
  return { counts, paged };
}

/** The draft, surer where most other lists of the API are paged so. */
export function withSiblings(draft: Draft, { counts, paged }: Conventions): Draft {
  const same = counts.get(wayOf(draft.value)) ?? 0;
  if (same < FEW || same * 2 < paged) return draft;
  const sibling: Evidence = {
    signal: "pagination/sibling-convention",
    weight: 0.5,
    says: `${same} of ${paged} paged lists of this API are read so`,
  };
  return { ...draft, evidence: [...draft.evidence, sibling] };
}
