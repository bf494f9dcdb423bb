import type { Evidence } from "../../evidence/finding.ts";
import type { Pagination } from "../../model/pagination.ts";
import { type Draft, doubted, sureness, wayOf } from "./draft.ts";
import { sized, sizeLever } from "./draft-numbered.ts";
import { leverEvidence } from "./evidence.ts";
import type { Observed } from "./observe.ts";

/** How one API's lists are paged, by those that say so themselves. */
export interface Conventions {
  /** Lists by way, with one of them as an example, the most frequent first. */
  readonly ways: ReadonlyMap<string, { readonly count: number; readonly example: Pagination }>;
  /** Lists of all ways. */
  readonly paged: number;
}

const CLEAR = 0.75;
const FEW = 3;

/** Counts the best way of each list. */
export function conventionsOf(lists: readonly (readonly Draft[])[]): Conventions {
  const ways = new Map<string, { count: number; example: Pagination }>();
  let paged = 0;
  for (const drafts of lists) {
    const best = bestOf(drafts);
    if (!best || sureness(best) < CLEAR) continue;
    paged += 1;
    const way = wayOf(best.value);
    ways.set(way, { count: (ways.get(way)?.count ?? 0) + 1, example: ways.get(way)?.example ?? best.value });
  }
  return { ways: new Map([...ways].sort(([, a], [, b]) => b.count - a.count)), paged };
}

function bestOf(drafts: readonly Draft[]): Draft | undefined {
  return drafts.reduce<Draft | undefined>(
    (held, next) => (held && sureness(held) >= sureness(next) ? held : next),
    undefined,
  );
}

/** The draft, surer where most other lists of the API are paged so. */
export function withSiblings(draft: Draft, conventions: Conventions): Draft {
  const same = conventions.ways.get(wayOf(draft.value))?.count ?? 0;
  if (same < FEW || same * 2 < conventions.paged) return draft;
  return { ...draft, evidence: [...draft.evidence, siblingEvidence(same, conventions, 0.5)] };
}

/** A token that only other lists' answers show: theirs is taken for this list's, too. */
export function draftsFromSiblings(observed: Observed, drafts: readonly Draft[], conventions: Conventions): Draft[] {
  const shown = drafts.some(({ value, against }) => value.kind === "cursor" && against.length === 0);
  if (shown || !observed.stream.many) return [];
  const tokens = tokensOfSiblings(observed, conventions);
  return tokens.length + drafts.length > 0 ? tokens : numberedAsSiblings(observed, conventions);
}

/** Where to start and how many, bare names both: they mean what they mean in the lists that describe them. */
function numberedAsSiblings(observed: Observed, conventions: Conventions): Draft[] {
  const takes = (name: string | undefined) =>
    observed.stream.operation.parameters.some((one) => one.in === "query" && one.name === name);
  return [...conventions.ways.values()].flatMap(({ count, example }) => {
    if (count < FEW || example.kind !== "offset" || example.sizeParam === undefined) return [];
    const lever = observed.levers.find(
      ({ role, param }) => role === "offset" && param.name === example.offsetParam.name,
    );
    if (!lever || !takes(example.sizeParam.name)) return [];
    const value: Pagination = { ...example, stop: { kind: "empty-page", guessed: true } };
    return [{ value, evidence: [leverEvidence(lever), siblingEvidence(count, conventions, 0.7)], against: [] }];
  });
}

function tokensOfSiblings(observed: Observed, conventions: Conventions): Draft[] {
  return observed.levers.flatMap((lever) => {
    if (lever.role !== "cursor") return [];
    const known = [...conventions.ways.values()].find(
      ({ count, example }) =>
        count >= FEW && example.kind === "cursor" && example.cursorParam.name === lever.param.name,
    );
    if (known?.example.kind !== "cursor") return [];
    const { next, stop } = known.example;
    const value: Pagination = {
      kind: "cursor",
      cursorParam: lever.param,
      ...sized(sizeLever(observed)),
      next,
      stop: stop.kind === "flag" ? { kind: "no-cursor" } : stop,
    };
    const evidence = [leverEvidence(lever), siblingEvidence(known.count, conventions, 0.7)];
    return [
      doubted({ value, evidence, against: [] }, "not-in-schema", 0.2, "this answer's schema doesn't show the token"),
    ];
  });
}

/** What most lists do, as the question's other candidate. */
export function usualWay(conventions: Conventions): Draft[] {
  const [usual] = conventions.ways.values();
  if (!usual || usual.count < FEW) return [];
  return [{ value: usual.example, evidence: [siblingEvidence(usual.count, conventions, 0.3)], against: [] }];
}

function siblingEvidence(count: number, { paged }: Conventions, weight: number): Evidence {
  const says = `${count} of ${paged} paged lists of this API are read so`;
  return { signal: "pagination/sibling-convention", weight, says };
}
