import type { OperationFact, ProseFact, ResponseFact } from "../../evidence/http-facts.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { withoutMarkup } from "./request-levers.ts";

/** What a sentence about an operation, or about all of them, says of paging. */
export interface ProseSignal {
  readonly kind: "link-header" | "paged" | "follow-next" | "complete";
  readonly signal: string;
  readonly weight: number;
  /** `api`: about every operation (of a tag); it speaks of this one only if that looks like a paged list. */
  readonly about: "operation" | "api";
  readonly quote: string;
  readonly at: SourceRef;
}

interface ProseRow {
  readonly id: string;
  readonly kind: ProseSignal["kind"];
  readonly says: RegExp;
  readonly not?: RegExp;
  readonly weight: number;
}

const ROWS: readonly ProseRow[] = [
  {
    id: "prose-link-header",
    kind: "link-header",
    says: /\blink\b[^.]{0,25}\bheaders?\b[^.]{0,160}\b(page|pagina|next)|\b(page|pagina|next)[^.]{0,160}\blink\b[^.]{0,25}\bheaders?\b|\brel ?= ?\\?["']?next|\bheaders?\b[^.]{0,60}\brfc ?(5988|8288)/i,
    weight: 0.7,
  },
  {
    id: "prose-paged",
    kind: "paged",
    says: /\bpaginat(ed|ion)\b|\bpaged (list|results?|response|collection|set)\b|\bnext page\b|\bpage of (results|records|items|entries)\b|\bresults? per page\b|\bper page\b/i,
    not: /\b(not|no|without|never|isn't|aren't|does ?n[o']t( support)?|do ?n[o']t)\b[^.]{0,30}\bpaginat/i,
    weight: 0.7,
  },
  {
    id: "prose-follow-next",
    kind: "follow-next",
    says: /\b(call|follow|use|request|visit)\b[^.]{0,60}\b(next|nextlink)\b[^.]{0,20}\b(url|link|uri)\b/i,
    weight: 0.5,
  },
  {
    id: "prose-complete",
    kind: "complete",
    says: /\b(not|no|without|never|isn't|aren't|does ?n[o']t( support)?|do ?n[o']t)\b[^.]{0,30}\bpaginat/i,
    weight: 0.6,
  },
];

/** Sentences of the operation and its answer. */
export function observeOwnProse(operation: OperationFact, response: ResponseFact | undefined): ProseSignal[] {
  return [
    ...signalsIn(operation.summary, operation.at, "operation"),
    ...signalsIn(operation.description, operation.at, "operation"),
    ...(response ? signalsIn(response.description, response.at, "operation") : []),
  ];
}

/** Sentences about a group of operations, or all of them. */
export function observeApiProse({ text, at }: ProseFact): ProseSignal[] {
  return signalsIn(text, at, "api");
}

function signalsIn(text: string | undefined, at: SourceRef, about: ProseSignal["about"]): ProseSignal[] {
  if (!text) return [];
  const plain = withoutMarkup(text);
  return ROWS.flatMap(({ id, kind, says, not, weight }) => {
    const hit = says.exec(plain);
    if (!hit || not?.test(plain)) return [];
    const quote = plain.slice(Math.max(0, hit.index - 60), hit.index + hit[0].length + 60).trim();
    return [{ kind, signal: `pagination/${id}`, weight, about, quote, at }];
  });
}
