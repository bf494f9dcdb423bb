import { type Document, isMap, isScalar, parseDocument } from "yaml";
import { Failure } from "../../diagnostics/failure.ts";
import { matchStreams } from "./match-streams.ts";

/** Which streams the user wants to be built; kept in `overrides.yaml`. */
export type StreamChoice = { readonly kind: "named"; readonly words: readonly string[] } | { readonly kind: "all" };

export interface Choosable {
  readonly name: string;
  /** By default, before anybody chose. */
  readonly offered: boolean;
}

/** Errors: a `Failure` where a word fits no stream. */
export function chosenStreams(choice: StreamChoice, streams: readonly Choosable[]): string[] {
  const known = streams.map(({ name }) => name);
  if (choice.kind === "all") return known;
  return matchStreams(choice.words, known, new Set(streams.filter(({ offered }) => offered).map(({ name }) => name)));
}

/**
 * The text of an `overrides.yaml` with the choice in it; comments and everything else stay. A stream that the user
 * ruled out there (`selected: false`) stays out unless it is named.
 * Errors: a `Failure` where a word fits no stream.
 */
export function chooseInOverrides(text: string, choice: StreamChoice, streams: readonly Choosable[]): string {
  const names = choice.kind === "all" ? [] : chosenStreams(choice, streams);
  const document = parseDocument(text);
  if (document.contents === null) document.contents = document.createNode({}) as unknown as typeof document.contents;
  dropChosen(document, names);
  document.setIn(["all", "selected"], choice.kind === "all");
  for (const name of names) document.setIn(["streams", name, "selected"], true);
  return document.toString({ lineWidth: 120 });
}

/** What an earlier choice says of streams that aren't named now. */
function dropChosen(document: Document, names: readonly string[]): void {
  const streams = document.get("streams");
  if (!isMap(streams)) return;
  for (const { key } of [...streams.items]) {
    const name = String(isScalar(key) ? key.value : key);
    if (names.includes(name) || document.getIn(["streams", name, "selected"]) !== true) continue;
    document.deleteIn(["streams", name, "selected"]);
    const left = document.getIn(["streams", name]);
    if (isMap(left) && left.items.length === 0) document.deleteIn(["streams", name]);
  }
}

/**
 * The text of a `connector.yaml` in which exactly these streams are selected; nothing else of it changes, not a space.
 * Errors: a `Failure` where the file isn't built as it was written.
 */
export function selectInConnector(text: string, selected: ReadonlySet<string>): string {
  const streams = parseDocument(text).get("streams", true);
  const places = streamNodes(streams).flatMap((stream) => {
    const [name, value] = [stream.get("name"), stream.get("selected", true)];
    if (!isScalar(value) || !value.range || typeof name !== "string") return [];
    return [{ from: value.range[0], to: value.range[1], word: String(selected.has(name)) }];
  });
  if (places.length === 0)
    throw new Failure("unusable", "connector.yaml: its streams don't say whether they are selected");
  return places.reduceRight((held, { from, to, word }) => held.slice(0, from) + word + held.slice(to), text);
}

function streamNodes(streams: unknown) {
  const items = typeof streams === "object" && streams !== null && "items" in streams ? streams.items : [];
  return Array.isArray(items) ? items.filter(isMap) : [];
}
