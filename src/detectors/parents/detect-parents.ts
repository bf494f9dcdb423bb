import { candidate } from "../../evidence/confidence.ts";
import { ACCEPT, type Candidate, type Evidence, type Finding, SURE } from "../../evidence/finding.ts";
import type { HttpFacts } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { SourceRef } from "../../evidence/source-ref.ts";
import type { ParentLink } from "../../model/stream.ts";
import type { FieldPath } from "../../model/values.ts";
import { distinctFields } from "./distinct-fields.ts";
import { keyField, namedField } from "./key-field.ts";
import { type OpenParameter, openParameters } from "./open-parameters.ts";
import { type ParentIndex, type ParentList, parentIndex } from "./parent-index.ts";
import { type Child, childOf, PARENT_SIGNALS, type ParentSignal, shareOfPath } from "./parent-signals.ts";
import { resourceParent } from "./resource-path.ts";
import { placeOf, shownParent } from "./shown-parent.ts";

interface Context {
  readonly index: ParentIndex;
  readonly keys: ReadonlyMap<string, readonly FieldPath[]>;
  readonly needed: (name: string) => boolean;
}

interface Choice {
  readonly param: OpenParameter;
  readonly candidates: readonly Candidate<ParentLink>[];
}

/** Lists weighed for one parameter; a name such as `user` may fit many. */
const WEIGHED = 16;
const KEPT = 5;

/** For each stream, the other streams whose records fill its parameters. Streams without a parent have no finding. */
export function detectParents(
  streams: readonly ListedStream[],
  _facts: HttpFacts,
  keys: readonly Finding<readonly FieldPath[]>[],
): readonly Finding<readonly ParentLink[]>[] {
  const context: Context = {
    index: parentIndex(streams),
    keys: new Map(keys.flatMap(({ stream, value }) => (stream === undefined ? [] : [[stream, value] as const]))),
    needed: neededElsewhere(streams),
  };
  const byName = new Map(streams.map((stream) => [stream.name, stream]));
  const chosen = new Map<string, Finding<readonly ParentLink[]>>();
  // Short paths first: a parent's own parents are known when its children ask for them.
  const inOrder = streams.map((stream) => ({ stream, depth: stream.operation.path.split("/").length }));
  for (const { stream } of inOrder.sort((a, b) => a.depth - b.depth)) {
    const finding = parentsOf(stream, { context, byName, chosen });
    if (finding) chosen.set(stream.name, finding);
  }
  return streams.flatMap(({ name }) => chosen.get(name) ?? []);
}

interface Chosen {
  readonly context: Context;
  readonly byName: ReadonlyMap<string, ListedStream>;
  readonly chosen: ReadonlyMap<string, Finding<readonly ParentLink[]>>;
}

function parentsOf(stream: ListedStream, known: Chosen): Finding<readonly ParentLink[]> | undefined {
  const params = openParameters(stream, known.context.needed);
  if (params.length === 0) return undefined;
  const child = childOf(stream);
  const choices = params
    .map((param) => ({ param, candidates: candidatesFor(param, child, known) }))
    .filter(({ candidates }) => candidates.length > 0);
  const path = choices.filter(({ param }) => param.need === "path");
  const query = onePerNeed(choices.filter(({ param }) => param.need !== "path"));
  const links = [
    ...distinctFields(linkPath(path, params, stream, known), (name) => known.byName.get(name)),
    ...query.flatMap(({ candidates }) => candidates.slice(0, 1)),
  ];
  if (links.length === 0) return undefined;
  const rivals = choices.flatMap(({ candidates }) =>
    candidates.slice(1, KEPT).map((one) => ({ ...one, value: [one.value] })),
  );
  return {
    about: "parents",
    stream: stream.name,
    value: links.map(({ value }) => value),
    confidence: Math.min(...links.map(({ confidence }) => confidence)),
    evidence: links.flatMap(({ evidence }) => evidence),
    against: links.flatMap(({ against }) => against),
    rivals: rivals.slice(0, KEPT),
  };
}

/** What must be there; else what the method reads; else, where the words ask for one of several, the first that a list can fill. */
function onePerNeed(choices: readonly Choice[]): Choice[] {
  const of = (need: OpenParameter["need"]) => choices.filter(({ param }) => param.need === need);
  const [first = []] = [of("required"), of("target"), of("said").slice(0, 1)].filter((some) => some.length > 0);
  return first;
}

/**
 * From the last parameter to the first: what stands before a parent's own parameter is read off the parent's record
 * where that says it, else it is filled as the parent's is.
 */
function linkPath(
  choices: readonly Choice[],
  params: readonly OpenParameter[],
  stream: ListedStream,
  known: Chosen,
): Candidate<ParentLink>[] {
  const links: Candidate<ParentLink>[] = [];
  const path = params.filter(({ need }) => need === "path");
  const filled = new Set<string>();
  for (const [at, param] of [...path.entries()].reverse()) {
    if (filled.has(param.fact.name)) continue;
    const choice = choices.find((one) => one.param === param);
    const [best] = choice?.candidates ?? [];
    if (!best) continue;
    links.unshift(best);
    filled.add(param.fact.name);
    for (const link of inherited(
      best,
      path.slice(0, at).filter(({ fact }) => !filled.has(fact.name)),
      { stream, known },
    )) {
      links.unshift(link);
      filled.add(link.value.param.name);
    }
  }
  return links;
}

/** Parameters that the parent has as well: its own parents fill them, or its record names them. */
function inherited(
  best: Candidate<ParentLink>,
  rest: readonly OpenParameter[],
  { known }: { readonly stream: ListedStream; readonly known: Chosen },
): Candidate<ParentLink>[] {
  const parent = known.byName.get(best.value.stream);
  if (!parent) return [];
  const above = known.chosen.get(parent.name)?.value ?? [];
  return rest.flatMap((param): Candidate<ParentLink>[] => {
    const shared = parent.operation.parameters.some((one) => one.in === "path" && one.name === param.fact.name);
    if (!shared && !(param.inRun && best.value.param.in === "path")) return [];
    const link = above.find((one) => one.param.name === param.fact.name);
    // Placeholders side by side name one record together; each of those apart is named by the list before it.
    const [first, second] = param.inRun
      ? [asItsRecord(best, param, parent), asTheParent(best, param, link)]
      : [asTheParent(best, param, link), asItsRecord(best, param, parent)];
    return [first ?? second].filter((one) => one !== undefined);
  });
}

function asItsRecord(
  best: Candidate<ParentLink>,
  param: OpenParameter,
  parent: ListedStream,
): Candidate<ParentLink> | undefined {
  const own = namedField(param, parent);
  if (!own) return undefined;
  const value = { stream: parent.name, field: own.field, param: { name: param.fact.name, in: "path" as const } };
  return derived(best, value, { ...own, signal: "parents/same-record", at: param.fact.at });
}

/** The value with which the parent's own list is asked: the source is known to take it. */
function asTheParent(
  best: Candidate<ParentLink>,
  { fact }: OpenParameter,
  link: ParentLink | undefined,
): Candidate<ParentLink> | undefined {
  if (!link) return undefined;
  const says = "filled as the parent's is";
  const value = { ...link, param: { name: fact.name, in: "path" as const } };
  return derived(best, value, { signal: "parents/as-the-parent", weight: 0.95, says, at: fact.at });
}

/** A link that is only as sure as the one that it hangs on; where that is believed, so is this. */
function derived(
  best: Candidate<ParentLink>,
  value: ParentLink,
  { signal, weight, says, at }: Evidence,
): Candidate<ParentLink> {
  const product = Math.round(best.confidence * weight * 1000) / 1000;
  const confidence = best.confidence >= ACCEPT ? Math.max(ACCEPT, product) : product;
  return { value, confidence, evidence: [{ signal, weight, says, ...(at ? { at } : {}) }], against: [] };
}

function candidatesFor(param: OpenParameter, child: Child, known: Chosen): Candidate<ParentLink>[] {
  const { stream } = child;
  const plain = plainParent(param, known.context.index);
  const only = plain && plain.stream !== stream ? weigh(param, child, plain, known.context) : [];
  if (only.some(({ confidence }) => confidence >= SURE) && !(plain && isAbove(stream.name, plain.stream.name, known)))
    return only;
  const needs = needing(param);
  const weighed = listsFor(param, known.context.index)
    .filter((list) => list.stream !== stream && !needs(list) && !isAbove(stream.name, list.stream.name, known))
    .map((list) => ({ list, share: shareOfPath(child, list) }))
    .sort((a, b) => b.share - a.share || a.list.length - b.list.length)
    .slice(0, WEIGHED)
    .flatMap(({ list }) => weigh(param, child, list, known.context));
  const shown = shownParent(param, stream, known.byName) ?? resourceParent(param, stream, known.byName);
  const all = shown && !isAbove(stream.name, shown.value.stream, known) ? [shown, ...weighed] : weighed;
  return all.filter(({ confidence }) => confidence >= ACCEPT).sort((a, b) => b.confidence - a.confidence);
}

/** The list whose path stands before the parameter, where the parameter's name speaks of nothing else: no other needs a look. */
function plainParent({ prefix, noun }: OpenParameter, { byPath }: ParentIndex): ParentList | undefined {
  const list = prefix === undefined ? undefined : byPath.get(prefix);
  return list && (noun === "" || [list.noun, ...list.alsoCalled, ...list.kinds].includes(noun)) ? list : undefined;
}

/** Lists that are read for one such value themselves: they can't give it. A bare `id` is that of the step before it. */
function needing({ fact, noun, before }: OpenParameter): (list: ParentList) => boolean {
  const isBare = fact.in === "path" && noun === "";
  const name = `${isBare ? before : fact.in} ${fact.name}`;
  return ({ open, needed }) => (isBare ? open : needed).has(name);
}

/** Whether `name` is among the ancestors of `other`. */
function isAbove(name: string, other: string, known: Chosen): boolean {
  for (const { stream } of known.chosen.get(other)?.value ?? [])
    if (stream === name || isAbove(name, stream, known)) return true;
  return false;
}

function listsFor(param: OpenParameter, index: ParentIndex): ParentList[] {
  const byPath = param.prefix === undefined ? undefined : index.byPath.get(param.prefix);
  const nouns = [param.noun, param.before, ...(param.noun === "" || param.need !== "path" ? param.described : [])];
  const byNoun = nouns.flatMap((noun) => index.byNoun.get(noun) ?? []);
  return [...new Set([...(byPath ? [byPath] : []), ...byNoun])];
}

function weigh(param: OpenParameter, child: Child, list: ParentList, context: Context): Candidate<ParentLink>[] {
  const view = { param, child, list, index: context.index };
  const fired = PARENT_SIGNALS.filter(({ fires }) => fires(view));
  if (mostOf(fired) < ACCEPT) return [];
  const found = keyField(param, list.stream.record, context.keys.get(list.stream.name), list.noun);
  if (!found) return [];
  const record = list.stream.record?.at;
  const places: Readonly<Record<ParentSignal["where"], SourceRef>> = {
    parameter: param.fact.at,
    list: list.stream.operation.at,
    record: record ?? list.stream.operation.at,
    path: child.stream.operation.at,
    description: child.description,
  };
  const evidence: Evidence[] = [];
  const against: Evidence[] = [];
  for (const { id, weight, says, side, where } of fired)
    (side === "for" ? evidence : against).push({ signal: id, weight, says, at: places[where] });
  against.push({
    signal: "parents/key-field",
    weight: round(1 - found.weight),
    says: `doubt about the field: ${found.says}`,
    at: record ?? param.fact.at,
  });
  const link = {
    stream: list.stream.name,
    field: found.field,
    param: { name: param.fact.name, in: placeOf(param) },
  } as const;
  return [candidate<ParentLink>(link, evidence, against)];
}

/** More confidence can't come of these signals: those for it as if each stood for itself, against it the heaviest. */
function mostOf(fired: readonly ParentSignal[]): number {
  let doubt = 1;
  let against = 0;
  for (const { side, weight } of fired) {
    if (side === "for") doubt *= 1 - weight;
    else against = Math.max(against, weight);
  }
  // Confidence is rounded to three digits.
  return (1 - doubt) * (1 - against) + 0.001;
}

function round(weight: number): number {
  return Math.round(weight * 100) / 100;
}

/** Query parameters that most lists of this API that have them need: a convention of the API speaks for its other lists. */
function neededElsewhere(streams: readonly ListedStream[]): (name: string) => boolean {
  const uses = new Map<string, { needed: number; all: number }>();
  for (const stream of streams) {
    const query = stream.many ? stream.operation.parameters.filter((one) => one.in === "query") : [];
    if (query.length === 0) continue;
    const open = openParameters(stream, () => false);
    const need = open.some((one) => one.need === "required") ? "required" : "said";
    for (const { name } of query) {
      const held = uses.get(name) ?? { needed: 0, all: 0 };
      uses.set(name, held);
      held.all += 1;
      if (open.some((one) => one.need === need && one.fact.name === name)) held.needed += 1;
    }
  }
  return (name) => {
    const use = uses.get(name);
    return use !== undefined && use.needed >= 2 && use.needed / use.all >= 0.5;
  };
}
