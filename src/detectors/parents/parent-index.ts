import type { ListedStream } from "../../evidence/listed-stream.ts";
import { pathKey, pathSegments } from "../streams/path-shape.ts";
import { verb } from "../streams/vocabulary.ts";
import { isPlural, singular, stem, stemOf } from "../streams/words.ts";

/** A list that may be the parent of others. */
export interface ParentList {
  readonly stream: ListedStream;
  /** As in `OpenParameter.prefix`. */
  readonly key: string;
  /** What its records are, as its path says: `task_stories` → story. */
  readonly noun: string;
  /** Further names of its records: of their schema, of the array that holds them. */
  readonly alsoCalled: readonly string[];
}

/** Lists by what they can be found by. */
export interface ParentIndex {
  readonly byPath: ReadonlyMap<string, ParentList>;
  readonly byNoun: ReadonlyMap<string, readonly ParentList[]>;
}

export function parentIndex(streams: readonly ListedStream[]): ParentIndex {
  const lists = streams.filter(({ many, selected }) => many && selected).map(parentList);
  const byPath = new Map<string, ParentList>();
  const byNoun = new Map<string, ParentList[]>();
  for (const list of lists) {
    if (!byPath.has(list.key)) byPath.set(list.key, list);
    for (const noun of new Set([list.noun, ...list.alsoCalled])) add(byNoun, noun, list);
  }
  // A search stands for the list only where there is no list.
  for (const list of lists) if (!byPath.has(withoutVerb(list.key))) byPath.set(withoutVerb(list.key), list);
  return { byPath, byNoun };
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
  const last = texts.findLast(({ words: [first = "", ...more] }) => more.length > 0 || !verb(first) || isPlural(first));
  const noun = withoutList(stemOf(last?.words ?? []));
  const array = stream.recordsPath?.findLast((step) => step !== "*") ?? "";
  const record = withoutList(stem(stream.record?.name ?? ""));
  return {
    stream,
    key: pathKey(stream.operation.path),
    noun,
    alsoCalled: [record, lastWord(record), withoutList(stem(array)), lastWord(noun)],
  };
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

/** `/customers/search` lists customers. */
function withoutVerb(key: string): string {
  return key.replace(/\/_?(search|list|query|find|all|browse)$/i, "");
}
