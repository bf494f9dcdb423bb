import type { OperationFact } from "../../evidence/http-facts.ts";
import { pathParams } from "../../model/path-template.ts";
import { remembered } from "../remembered.ts";
import { isPreamble, pathSegments, preamble, type Segment, withoutVersions } from "./path-shape.ts";
import { verb } from "./vocabulary.ts";
import { isPlural, plural, singular, stem, words } from "./words.ts";

/** Longest name: warehouses cut what is longer, and nobody reads it. */
const LONGEST = 60;
/** Share of all operations below one resource from which it is the API's scope and says nothing: `/accounts/{id}/…`. */
const SCOPE = 0.7;
/** The same for fixed steps. */
const SHARED = 0.9;
const MOST_STEPS = 3;
/** Fewer operations show nothing in common. */
const FEWEST = 4;

export interface Named {
  readonly operation: OperationFact;
  readonly many: boolean;
}

/**
 * A name for every stream, from its own path: the resource in the plural, its nearest parent before it
 * (`/projects/{id}/sections` → project_sections). Where two would be called the same, the one with the shorter path
 * keeps the name and the other takes more of its path, so that a new operation renames as few others as can be.
 */
export function streamNames(streams: readonly Named[]): Map<string, string> {
  const scope = commonScope(streams.map(({ operation }) => operation));
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const stream of inOrder(streams)) {
    const name = firstFree(candidates(stream, scope), taken);
    taken.add(name);
    names.set(stream.operation.id, name);
  }
  return names;
}

/** Lists before single objects, current before deprecated, short paths before long ones; else as in the document. */
function inOrder(streams: readonly Named[]): Named[] {
  const rank = ({ operation, many }: Named) =>
    (operation.deprecated ? 1000 : 0) +
    (many ? 0 : 100) +
    (operation.method === "GET" ? 0 : 50) +
    pathSegments(operation.path).length;
  return streams
    .map((stream) => ({ stream, rank: rank(stream) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ stream }) => stream);
}

function firstFree(names: Iterable<string>, taken: ReadonlySet<string>): string {
  let last = "stream";
  for (const name of names) {
    if (name === "") continue;
    if (!taken.has(name)) return name;
    last = name;
  }
  for (let nth = 2; ; nth++) if (!taken.has(`${last}_${nth}`)) return `${last}_${nth}`;
}

interface Step {
  readonly words: readonly string[];
  /** A placeholder follows: it is one of them that is meant. */
  readonly one: boolean;
}

/** From the shortest to the longest: the resource with one parent, with two, … */
function* candidates({ operation, many }: Named, scope: readonly string[]): Generator<string> {
  const steps = nounSteps(operation, scope);
  const parents = steps.slice(0, -1);
  const last = lastWords(steps, many, operation);
  let longest = "";
  for (let taken = Math.min(1, parents.length); taken <= parents.length; taken++) {
    longest = join([...parents.slice(parents.length - taken).map(ancestorWords), last]);
    yield longest;
  }
  const verbs = droppedWords(operation);
  if (verbs.length > 0) yield join([verbs, [longest]]);
  const params = pathParams(operation.path);
  if (params.length > 0) yield join([[longest, "by"], keyless(words(params.at(-1) ?? ""))]);
  if (operation.method === "POST") yield join([[longest], ["query"]]);
}

function ancestorWords(step: Step): readonly string[] {
  return step.one ? step.words.map(singular) : step.words;
}

/** Lists in the plural, one of many in the singular; a step that only narrows the one before it stays as it is. */
function lastWords(steps: readonly Step[], many: boolean, operation: OperationFact): readonly string[] {
  const own = steps.at(-1) ?? { words: fromWords(operation), one: !many };
  const before = steps.at(-2);
  const narrows = before !== undefined && !before.one && isPlural(before.words.at(-1) ?? "");
  const end = own.words.length - 1;
  const ends = (word: string) => {
    if (own.one && !many) return singular(word);
    return many && !narrows && !/(ing|ed)$/.test(word) ? plural(word) : word;
  };
  return own.words.map((word, at) => (at < end ? word : ends(word)));
}

function join(steps: readonly (readonly string[])[]): string {
  const parts: string[] = [];
  for (const step of steps.flat()) if (parts.at(-1) !== step) parts.push(step);
  const name = parts.join("_").replace(/[^a-z0-9_]/g, "");
  const safe = /^\d/.test(name) ? `n${name}` : name;
  return safe.length <= LONGEST ? safe : safe.slice(safe.length - LONGEST).replace(/^[^_]*_/, "");
}

/** The words of each resource on the path: preamble, the API's scope, verbs and placeholders left out. */
function nounSteps(operation: OperationFact, scope: readonly string[]): Step[] {
  const segments = meaningful(operation.path);
  const inside = startsWith(segments, scope) ? segments.slice(scope.length) : segments;
  const rest = inside.some(isText) ? inside : segments;
  return rest.flatMap((segment, at): Step[] => {
    const kept = segment.kind === "param" || isMe(segment, at) ? [] : nounWords(segment);
    return kept.length > 0 ? [{ words: kept, one: isOne(rest[at + 1], at + 1) }] : [];
  });
}

const meaningful: (path: string) => readonly Segment[] = remembered((path) => {
  const all = pathSegments(path);
  return withoutVersions(all.slice(preamble(all)))
    .flatMap(methods)
    .filter((segment) => !isPreamble(segment));
});

/** `users.profile.get` is three steps. */
function methods(segment: Segment): Segment[] {
  if (segment.kind === "param" || !/[a-z][.:][a-z]/i.test(segment.text)) return [segment];
  return segment.text.split(/[.:]/).map((text) => ({ ...segment, text, words: words(text), stem: stem(text) }));
}

function isOne(next: Segment | undefined, at: number): boolean {
  return next !== undefined && (next.kind === "param" || isMe(next, at));
}

/** `/users/me/…` is `/users/{id}/…` for who asks. */
function isMe(segment: Segment, at: number): boolean {
  return at > 0 && /^(me|self|current|my|~|@me|authenticated)$/i.test(segment.text);
}

/** Verbs that say how the thing is read, not which thing. */
const HOW = /^(get|list|search|query|find|lookup|fetch|retrieve|read|show|view|browse|all|index)$/;

function nounWords(segment: Segment): string[] {
  const named = segment.words.filter((word) => !/^\d+$/.test(word));
  const said = named.length > 0 ? named : [...segment.words];
  const [first = "", ...more] = said;
  if (HOW.test(first)) return more;
  return said.at(-1) === "list" && more.length > 0 ? said.slice(0, -1) : said;
}

/** Verbs that were left out: `search` of `/search/users`. */
function droppedWords(operation: OperationFact): string[] {
  return meaningful(operation.path).flatMap((segment) => {
    const kept = nounWords(segment);
    return segment.words.filter((word) => !kept.includes(word) && !/^\d+$/.test(word));
  });
}

/** `team_gid` → team. */
function keyless(parts: readonly string[]): string[] {
  const key = parts.findLastIndex((part) => !/^(g|gu|uu)?id$|^sid$|^key$|^code$/.test(part));
  return key < 0 ? [...parts] : parts.slice(0, key + 1);
}

/** Where the path holds no noun: what the operation id or the tag says. */
function fromWords(operation: OperationFact): readonly string[] {
  if (pathSegments(operation.path).some(({ text }) => text.toLowerCase() === "search")) return ["search", "result"];
  // `properties.audienceExports.get` is about the last of them; `searchForIssuesUsingJql` about what is many.
  const parts = (operation.operationId ?? "").replace(/\{[^}]*\}/g, "").split(/[./_:-]+/);
  const nouns = parts.map((part) =>
    words(part).filter((word) => (!verb(word) || isPlural(word)) && !PREPOSITION.test(word)),
  );
  const last = nouns.findLast((part) => part.length > 0) ?? [];
  const plurals = last.filter(isPlural);
  if (last.length > 0) return last.length > 2 && plurals.length > 0 ? plurals.slice(0, 1) : last;
  const tag = words(operation.tags[0] ?? "");
  return tag.length > 0 ? tag : ["records"];
}

const PREPOSITION = /^(for|of|by|in|with|using|from|to|the|an?|and|v?\d+)$/;

/** What says nothing because it stands before nearly every path: a service's own name, then a resource all lies below. */
function commonScope(operations: readonly OperationFact[]): string[] {
  const paths = operations.map(({ path }) => meaningful(path));
  const prefix = sharedSteps(paths);
  const below = paths
    .filter((segments) => startsWith(segments, prefix))
    .map((segments) => segments.slice(prefix.length));
  return [...prefix, ...sharedResource(below, operations.length)];
}

/** Fixed steps that nearly all paths begin with, as long as each is left with a word of its own. */
function sharedSteps(paths: readonly (readonly Segment[])[]): string[] {
  const prefix: string[] = [];
  for (let length = 0; length < MOST_STEPS; length++) {
    const left = paths.filter((segments) => startsWith(segments, prefix) && segments.slice(length + 1).some(isText));
    const [step, count] = mostCommon(
      left.flatMap((segments) => (isText(segments[length]) ? [segmentKey(segments[length])] : [])),
    );
    if (step === undefined || count < FEWEST || count / paths.length < SHARED) break;
    prefix.push(step);
  }
  return prefix;
}

/** The first resource with its placeholders, where most of what the API offers lies below it. */
function sharedResource(paths: readonly (readonly Segment[])[], of: number): string[] {
  const keys = paths.flatMap((segments) => {
    const end = segments.findIndex((segment, at) => at > 1 && segment.kind === "text");
    const isResource = end > 0 && isText(segments[0]) && segments[1]?.kind === "param";
    return isResource ? [JSON.stringify(segments.slice(0, end).map(segmentKey))] : [];
  });
  const [key, count] = mostCommon(keys);
  return key !== undefined && count >= FEWEST && count / of >= SCOPE ? (JSON.parse(key) as string[]) : [];
}

function mostCommon(values: readonly string[]): [string | undefined, number] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0] ?? [undefined, 0];
}

function startsWith(segments: readonly Segment[], steps: readonly string[]): boolean {
  return steps.every((step, at) => segmentKey(segments[at]) === step);
}

function isText(segment: Segment | undefined): boolean {
  return segment?.kind === "text";
}

function segmentKey(segment: Segment | undefined): string {
  if (!segment) return "";
  return segment.kind === "param" ? "{}" : segment.text;
}
