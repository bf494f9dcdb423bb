import { isAnotherType, type NodeDifference, nodeDifferences } from "./node-differences.ts";
import type { SchemaNode } from "./schema-node.ts";

/** One difference between two records of a kind. */
export interface FieldChange extends Omit<NodeDifference, "step" | "renamedTo"> {
  /** From the record's top; `*` for the elements of a list and the values of a map. */
  readonly path: readonly string[];
  readonly renamedTo?: readonly string[];
}

export type CompareRecords = (old: SchemaNode, now: SchemaNode) => readonly FieldChange[];

/** Two schemas that stand at one place of the data, and what follows below them. */
interface Place {
  readonly differences: readonly NodeDifference[];
  readonly below: readonly { readonly step: string; readonly key: string }[];
  /** Whether anything differs here or below. */
  differs: boolean;
}

/** Levels of fields that are looked at, and places for one record: what is shared by many goes round in circles. */
const DEEPEST = 8;
const MOST_PLACES = 4_000;
/** A record that holds its own kind (replies to a reply) is looked into this often. */
const MOST_ROUNDS = 2;

/** Compares records of two documents. What was compared once is known for every stream that shares it. */
export function createComparison(): CompareRecords {
  const known = new Map<string, Place>();
  return (old, now) => {
    markDiffering(explore(old, now, known), known);
    return collect(keyOf(old, now), known);
  };
}

function keyOf(old: SchemaNode, now: SchemaNode): string {
  return `${old.id}\0${now.id}`;
}

/** Compares all that can be reached from two schemas. Gives the places that were new. */
function explore(old: SchemaNode, now: SchemaNode, known: Map<string, Place>): Place[] {
  const found: Place[] = [];
  const queue: (readonly [SchemaNode, SchemaNode])[] = [[old, now]];
  for (let pair = queue.pop(); pair; pair = queue.pop()) {
    const key = keyOf(...pair);
    if (known.has(key)) continue;
    const below = pairsBelow(...pair);
    const differences = nodeDifferences(...pair);
    const place: Place = {
      differences,
      below: below.map(([step, ...next]) => ({ step, key: keyOf(...next) })),
      differs: differences.length > 0,
    };
    known.set(key, place);
    found.push(place);
    for (const [, ...next] of below) queue.push(next);
  }
  return found;
}

/** From the ends back to the start, until nothing more is learnt: what is alike throughout is never walked again. */
function markDiffering(places: readonly Place[], known: ReadonlyMap<string, Place>): void {
  const backwards = [...places].reverse();
  const leadsOn = ({ below }: Place) => below.some(({ key }) => known.get(key)?.differs === true);
  for (let learnt = true; learnt; ) {
    const more = backwards.filter((place) => !place.differs && leadsOn(place));
    for (const place of more) place.differs = true;
    learnt = more.length > 0;
  }
}

interface Step {
  readonly key: string;
  readonly path: readonly string[];
  readonly above: readonly string[];
}

/** All differences by their paths, those at the top first. */
function collect(start: string, known: ReadonlyMap<string, Place>): FieldChange[] {
  const changes: FieldChange[] = [];
  const queue: Step[] = [{ key: start, path: [], above: [] }];
  for (const step of queue) {
    const place = known.get(step.key);
    if (!place?.differs || queue.length > MOST_PLACES) continue;
    changes.push(...place.differences.map((one) => placed(one, step.path)));
    queue.push(...nextSteps(step, place));
  }
  return changes;
}

function nextSteps({ key, path, above }: Step, { below }: Place): Step[] {
  if (path.length >= DEEPEST) return [];
  const seen = [...above, key];
  return below
    .filter((next) => seen.filter((one) => one === next.key).length < MOST_ROUNDS)
    .map((next) => ({ key: next.key, path: [...path, next.step], above: seen }));
}

function placed({ step, renamedTo, ...change }: NodeDifference, path: readonly string[]): FieldChange {
  return {
    ...change,
    path: step === undefined ? path : [...path, step],
    ...(renamedTo !== undefined && { renamedTo: [...path, renamedTo] }),
  };
}

function pairsBelow(old: SchemaNode, now: SchemaNode): (readonly [string, SchemaNode, SchemaNode])[] {
  if (isAnotherType(old, now)) return [];
  const fields = [...old.fields].flatMap(([name, { node }]) => {
    const other = now.fields.get(name)?.node;
    return other ? [[name, node, other] as const] : [];
  });
  const items = old.items && now.items ? [["*", old.items, now.items] as const] : [];
  const values = old.values && now.values ? [["*", old.values, now.values] as const] : [];
  return [...fields, ...items, ...values];
}
