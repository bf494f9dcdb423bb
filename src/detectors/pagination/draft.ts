import { confidence } from "../../evidence/confidence.ts";
import type { Evidence } from "../../evidence/finding.ts";
import type { Pagination } from "../../model/pagination.ts";

/** A candidate in the making: evidence is still added on both sides. */
export interface Draft {
  readonly value: Pagination;
  readonly evidence: readonly Evidence[];
  readonly against: readonly Evidence[];
}

export function sureness({ evidence, against }: Draft): number {
  return confidence(evidence, against);
}

export function doubted(draft: Draft, signal: string, weight: number, says: string): Draft {
  return { ...draft, against: [...draft.against, { signal: `pagination/${signal}`, weight, says }] };
}

/** What makes two ways of paging the same: all but sizes and stop rules. */
export function wayOf(value: Pagination): string {
  switch (value.kind) {
    case "page-number":
      return `page-number ${value.pageParam.name}`;
    case "offset":
      return `offset ${value.offsetParam.name}`;
    case "cursor":
      return `cursor ${value.cursorParam.name} ${JSON.stringify(value.next)}`;
    case "next-url":
      return `next-url ${value.path.join(".")}`;
    default:
      return value.kind;
  }
}
