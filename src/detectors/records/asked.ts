import { hasListParameters, type OperationView } from "../streams/operation-view.ts";
import { isPlural } from "../streams/words.ts";
import { type PlaceName, sameThing, type Thing, thingOf } from "./place-names.ts";

/** What an operation asks for, as the rules about its answer look at it: read once for all places of the answer. */
export interface Asked {
  readonly operation: OperationView;
  /** What its path names. */
  readonly noun: Thing | undefined;
  /** The same, and what its id and tags name. */
  readonly nouns: readonly Thing[];
  readonly forMany: boolean;
  readonly forOne: boolean;
  /** Its path ends with the key of one record. */
  readonly byKey: boolean;
}

export function readAsked(operation: OperationView): Asked {
  const { path, others } = operation.nouns;
  const noun = path === undefined || path === "" ? undefined : thingOf(path);
  return {
    operation,
    noun,
    nouns: [...(noun ? [noun] : []), ...others.map(thingOf)],
    forMany: asksForMany(operation),
    forOne: asksForOne(operation),
    byKey: endsInKey(operation),
  };
}

export function asksForMany(operation: OperationView): boolean {
  if (operation.endsInParam)
    return hasListParameters(operation) || /^list/i.test(operation.operation.operationId ?? "");
  const noun = operation.lastText?.words.at(-1) ?? "";
  return operation.speaksOfMany || hasListParameters(operation) || isPlural(noun);
}

export function asksForOne(operation: OperationView): boolean {
  if (hasListParameters(operation)) return false;
  return (endsInKey(operation) || operation.speaksOfOne) && !/^list/i.test(operation.operation.operationId ?? "");
}

const NO_KEY =
  /date|time|year|month|day|period|range|^(from|to|start|end|since|until|lang(uage)?|locale|currency|format|version|page(_?(no|num|number|index))?|offset|cursor)$/i;

/** The path ends with the key of one record; a date, a language or a page is none. */
function endsInKey({ endsInParam, segments }: OperationView): boolean {
  return endsInParam && !NO_KEY.test(segments.at(-1)?.params[0] ?? "");
}

/** A name for what is asked for: `payouts`, `PayoutList` and `payout_items` where an operation gives payouts. */
export function isNamedSo({ nouns }: Asked, name: PlaceName): boolean {
  return name.stem !== "" && nouns.some((noun) => sameThing(name, noun));
}

/** `orders` for orders, not `order_entries`. */
export function isNamedExactlySo({ nouns }: Asked, { squeezed }: PlaceName): boolean {
  return squeezed !== "" && nouns.some((noun) => noun.squeezed === squeezed);
}
