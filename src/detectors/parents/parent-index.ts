import type { ListedStream } from "../../evidence/listed-stream.ts";
import { pathParams } from "../../model/path-template.ts";
import { pathKey, pathSegments, type Segment } from "../streams/path-shape.ts";
import { verb } from "../streams/vocabulary.ts";
import { isPlural, plural, singular, stem, stemOf, words } from "../streams/words.ts";
import { openParameters } from "./open-parameters.ts";

/** A list that may be the parent of others. */
export interface ParentList {
  readonly stream: ListedStream;
  /** As in `OpenParameter.prefix`. */
  readonly key: string;
  /** What its records are, as its path says: `task_stories` → story. */
  readonly noun: string;
  /** Further names of its records: of their schema, of the array that holds them. */
  readonly alsoCalled: readonly string[];
  /** The last word of these names: `aggregated_issue` → issue. */
  readonly kinds: readonly string[];
  /** The key without a step that only says how the records are found. */
  readonly found: string;
  /** Of the key. */
  readonly steps: readonly string[];
  /** Names of the path's placeholders. */
  readonly params: readonly string[];
  /** Its summary and its operation's id, where they are long enough to be told apart; lower case. */
  readonly titles: readonly string[];
  /** The path ends in the singular, below one record: `/lists/{id}/board`. */
  readonly isOfOne: boolean;
  readonly endsInPlural: boolean;
  /** Of the path: steps first, then characters. */
  readonly length: number;
  /** What it must be given itself: `path userId`. */
  readonly needed: ReadonlySet<string>;
  /** Its own open parameters with the step before each: `users id`. */
  readonly open: ReadonlySet<string>;
}

/** Lists by what they can be found by. */
export interface ParentIndex {
  readonly byPath: ReadonlyMap<string, ParentList>;
  readonly byNoun: ReadonlyMap<string, readonly ParentList[]>;
  /** What lists name by their own path and don't pick by a key. */
  readonly named: ReadonlySet<string>;
  /** What lists name by a path that ends in the plural. */
  readonly namedInPlural: ReadonlySet<string>;
}

export function parentIndex(streams: readonly ListedStream[]): ParentIndex {
  const lists = streams.filter(({ many, selected }) => many && selected).map(parentList);
  const byPath = new Map<string, ParentList>();
  const byNoun = new Map<string, ParentList[]>();
  for (const list of lists) {
    if (!byPath.has(list.key)) byPath.set(list.key, list);
    for (const noun of new Set([list.noun, ...list.alsoCalled, ...list.kinds])) add(byNoun, noun, list);
  }
  // A search stands for the list only where there is no list.
  for (const list of lists) if (!byPath.has(list.found)) byPath.set(list.found, list);
  const nouns = (some: readonly ParentList[]) => new Set(some.map(({ noun }) => noun));
  return {
    byPath,
    byNoun,
    named: nouns(lists.filter(({ key }) => !key.endsWith("{}"))),
    namedInPlural: nouns(lists.filter(({ endsInPlural }) => endsInPlural)),
  };
}

function add(byNoun: Map<string, ParentList[]>, noun: string, list: ParentList): void {
  if (noun === "") return;
  const held = byNoun.get(noun);
  if (held) held.push(list);
  else byNoun.set(noun, [list]);
}

function parentList(stream: ListedStream): ParentList {
  const segments = pathSegments(stream.operation.path);
  const texts = segments.filter((segment) => segment.kind === "text");
  const named = texts.map(({ words }) => whatItNames(words));
  const noun = nounOf(named.findLast((words) => words.length > 0) ?? []);
  const isOfOne = endsInItsOwnKey(segments, noun);
  const array = stream.recordsPath?.findLast((step) => step !== "*") ?? "";
  const record = withoutList(stem(stream.record?.name ?? ""));
  const key = pathKey(stream.operation.path);
  const word = segments.at(-1)?.words.at(-1) ?? "";
  const { path, summary, operationId, parameters } = stream.operation;
  const needed = parameters.filter((one) => one.in === "path" || one.required);
  return {
    stream,
    key,
    noun: isOfOne ? withoutList(stem(array)) || record : noun,
    alsoCalled: [record, withoutList(stem(array))],
    kinds: [lastWord(record), ...(isOfOne ? [] : [lastWord(noun)])],
    found: withoutVerb(key),
    steps: stepsOf(key),
    params: pathParams(path),
    titles: [summary, operationId].flatMap((name) =>
      name !== undefined && name.length > 8 ? [name.toLowerCase()] : [],
    ),
    isOfOne: segments.at(-2)?.kind === "param" && segments.at(-1)?.kind === "text" && plural(word) !== word,
    endsInPlural: isPlural(word),
    length: path.split("/").length * 1000 + key.length,
    needed: new Set(needed.map((one) => `${one.in} ${one.name}`)),
    open: new Set(openParameters(stream, () => false).map(({ before, fact }) => `${before} ${fact.name}`)),
  };
}

export function stepsOf(key: string): readonly string[] {
  return key.split("/").filter((step) => step !== "");
}

/** `/usage/accounts/{account-key}` gives what there is of one account, `/repositories/{workspace}` gives repositories. */
function endsInItsOwnKey(segments: readonly Segment[], noun: string): boolean {
  const last = segments.at(-1);
  if (last?.kind !== "param") return false;
  const [key = "", ...more] = words(last.params[0] ?? "").toReversed();
  const named = stemOf(
    /^(id|key|code|slug|name|number|uuid)$/.test(key) ? more.toReversed() : [...more.toReversed(), key],
  );
  return named === "" || named === noun;
}

/** What a step says its records are, less how they are found and the interface's version: `findByTag` → nothing, `reviews-v1` → reviews. */
function whatItNames(step: readonly string[]): readonly string[] {
  const by = step.indexOf("by");
  const before = (by < 0 ? step : step.slice(0, by)).filter((word) => !/^v\d+$/.test(word));
  const [first = ""] = before;
  return before.length === 1 && ((verb(first) && !isPlural(first)) || /^(all|browse|paged)$/.test(first)) ? [] : before;
}

/** `calendarList` is one list of calendars; `songLists` are many lists. */
function nounOf(words: readonly string[]): string {
  return isPlural(words.at(-1) ?? "") ? stemOf(words) : withoutList(stemOf(words));
}

/** `calendar_list` holds calendars; `customer_response` is a customer. */
function withoutList(noun: string): string {
  return noun.replace(
    /_(list|collection|entry|compact|response|summary|simple|full|detail|dto|model|resource|object|item|vo|info)s?$/,
    "",
  );
}

function lastWord(noun: string): string {
  return singular(noun.split("_").at(-1) ?? "");
}

const READING_STEP = /\/_?(search|list|query|find|all|browse|paged|(advanced|complex|full|basic)[_-]?search)$/i;

/** `/customers/search` lists customers. */
function withoutVerb(key: string): string {
  return key.replace(READING_STEP, "");
}
