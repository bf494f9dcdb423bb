import type { OperationFact } from "../../evidence/http-facts.ts";
import { type SuccessAnswer, successAnswer } from "../records/success-answer.ts";
import { remembered } from "../remembered.ts";
import { pathSegments, preamble, type Segment, withoutVersions } from "./path-shape.ts";
import { type Verb, verb } from "./vocabulary.ts";
import { isPlural, singular, stem, stemOf, words } from "./words.ts";

/** An operation as the rules look at it: what its names say, read once. */
export interface OperationView {
  readonly operation: OperationFact;
  /** Of the path, without version and interface steps. */
  readonly segments: readonly Segment[];
  readonly lastText: Segment | undefined;
  readonly endsInParam: boolean;
  /** Stems that name what is read: of the last path step, the operation id, the tag. */
  readonly nouns: { readonly path: string | undefined; readonly others: readonly string[] };
  /** What the last path step, the operation id and the summary say is done. */
  readonly verbs: {
    readonly path: Verb | undefined;
    readonly id: Verb | undefined;
    readonly summary: Verb | undefined;
    /** Of a short heading that begins with the thing: `Event mark as read`. */
    readonly heading: Verb | undefined;
  };
  /** The operation that one address for all of them is told to call, as words: `/#Action=DeleteUser` → delete, user. */
  readonly called: readonly string[];
  /** Its description begins with a command to change something: `Uninstalls your app`, `Open a dialog`. */
  readonly commands: boolean;
  /** Other methods change or delete what is at its path: it is a thing, whatever its description says. */
  readonly isWritten: boolean;
  /** A GET reads what is at its path. */
  readonly isRead: boolean;
  /** Its words speak of many: `List users`, `getAllUsers`, `Returns a list of …`. */
  readonly speaksOfMany: boolean;
  /** They say so in as many words: `a list of`, `all`, `list`. */
  readonly speaksOfList: boolean;
  /** Its words speak of one: `Get a user by id`. */
  readonly speaksOfOne: boolean;
  readonly answer: SuccessAnswer;
}

const LIST_PARAMETER =
  /^(\$?(page|top|skip|limit|offset|cursor|per_?page|page_?(size|number|token|index|no|num)|max_?results|start(ing)?_?(after|at|index)?|ending_?before|after|before|next_?token|continuation_?token|skip_?token|rows|count|size|take|sort(_?by|_?order)?|order_?by|since|from|first|last|limit_?to)|page\[\w+\]|search_?criteria.*)$/i;
const PAGE_PARAMETER =
  /^(page|offset|cursor|page_?(number|token|index)|next_?(page_?)?token|marker|continuation_?token|start_?(at|index|position|cursor))$|^page\[(number|after|cursor|offset)\]$/i;
const MANY =
  /\b(lists?|all|multiple|many|collection|array|search(es)?|browse|enumerates?|paginated|paged|page of|find(s)?|query|queries|filtered)\b/i;
const ONE =
  /\b(a single|single|one specific|(info(rmation)?|details?) (of|for|about|on) (a|an|one|the|this)\b(?! (list|current))|by (its |the |their )?(unique )?(id|uuid|key|name|code|slug|identifier))\b|^(get|retrieve|fetch|show|return|find|read|view|lookup)s? (an?|one|the specified) (?!(?:[\w-]+ )?(?:list|collection|page|set|paginated|paged|summary|array|number|count|range|history|all|batch|series|report)\b)[\w-]+\b(?!['’]|\s+of\s+\w+s\b)/i;

const isOfLists: (name: string) => boolean = remembered((name) => LIST_PARAMETER.test(name));
const isOfPages: (name: string) => boolean = remembered((name) => PAGE_PARAMETER.test(name));

/** It has parameters of the kind that lists have. They are only read of what isn't told without them to be no stream. */
export function hasListParameters({ operation }: OperationView): boolean {
  return operation.parameters.some((one) => one.in === "query" && isOfLists(one.name));
}

/** Some of them ask for a page. */
export function takesPages({ operation }: OperationView): boolean {
  return operation.parameters.some((one) => one.in === "query" && isOfPages(one.name));
}

export function operationView(
  operation: OperationFact,
  methods: readonly string[] = [],
  answer: SuccessAnswer = successAnswer(operation),
): OperationView {
  const all = pathSegments(operation.path);
  const segments = withoutVersions(all.slice(preamble(all)));
  const lastText = segments.findLast((segment) => segment.kind === "text");
  const summary = firstSentence(operation.summary ?? operation.description ?? "");
  const idWords = words(operation.operationId ?? "");
  const text = `${idWords.join(" ")} ${summary}`;
  return {
    operation,
    segments,
    lastText,
    endsInParam: segments.at(-1)?.kind === "param",
    nouns: nounsOf(operation, segments, idWords),
    verbs: {
      path: lastText && pathVerb(lastText),
      id: idVerb(idWords),
      summary: verbOfSentence(summary),
      heading: verbOfHeading(summary),
    },
    called: calledOperation(operation),
    commands: isCommand(summary) || (verbOfSentence(summary) === undefined && commandsBelow(operation)),
    isWritten: methods.some((method) => /^(PUT|PATCH|DELETE)$/.test(method)),
    isRead: operation.method !== "GET" && methods.includes("GET"),
    speaksOfMany: MANY.test(text),
    speaksOfList: /\b(lists?|all|multiple|collection|array)\b/i.test(text),
    speaksOfOne: ONE.test(summary),
    answer,
  };
}

/** In the path's fragment, as documents write it that may have a path once only, or as the one value of a parameter. */
function calledOperation({ path, parameters }: OperationFact): readonly string[] {
  const fragment = /#[\w-]*(?:action|target|method|operation|command)=(.+)$/i.exec(path)?.[1];
  const fixed = parameters.find(
    ({ name, required, schema }) => required && /^(action|method|command)$/i.test(name) && schema.enum?.length === 1,
  );
  const name = fragment ?? String(fixed?.schema.enum?.[0] ?? "");
  return words(name.split(".").at(-1) ?? "");
}

function nounsOf(
  operation: OperationFact,
  segments: readonly Segment[],
  idWords: readonly string[],
): OperationView["nouns"] {
  const nouns = segments.filter((segment) => segment.kind === "text" && !onlyVerb(segment));
  const path = nouns.at(-1);
  const fromId = stemOf(idWords.filter((word) => !verb(word) || isPlural(word)));
  const last = path && path.words.length > 1 ? [singular(path.words.at(-1) ?? "")] : [];
  // `searchForIssuesUsingJql` is about issues.
  const plurals = idWords.filter((word) => isPlural(word) && !verb(word)).map(singular);
  const others = [fromId, ...plurals, ...last, ...operation.tags.map(stem)].filter((noun) => noun !== "");
  return { path: path && withoutReading(path), others };
}

/** `searchUsers` reads users. */
function withoutReading({ words: [first = "", ...rest], stem }: Segment): string {
  return verb(first)?.kind === "reads" ? stemOf(rest) : stem;
}

function onlyVerb({ words: [first = "", ...rest] }: Segment): boolean {
  return first !== "" && rest.length === 0 && verb(first) !== undefined && !isPlural(first);
}

/** `search`, `users.list` (the last word after a dot), `resetLinkToken` (the first word). */
function pathVerb(segment: Segment): Verb | undefined {
  const dotted = segment.text.split(".");
  const rpc = dotted.length > 1 ? words(dotted.at(-1) ?? "") : segment.words;
  // `sign-out`, `de-authenticate`
  const joined = rpc.length === 2 && !isPlural(rpc[1] ?? "") ? verb(rpc.join("")) : undefined;
  if (joined) return joined;
  const [first] = rpc;
  if (first === undefined || (rpc.length === 1 && isPlural(first))) return undefined;
  return verb(first);
}

/** Of `listUsers`, `users.list`, `UsersController_list`: the first word, else the last. */
function idVerb(idWords: readonly string[]): Verb | undefined {
  const [first = ""] = idWords;
  const last = idWords.at(-1) ?? "";
  return (isPlural(first) ? undefined : verb(first)) ?? (isPlural(last) ? undefined : verb(last)) ?? firstVerb(idWords);
}

function firstVerb(idWords: readonly string[]): Verb | undefined {
  for (const word of idWords) {
    const found = isPlural(word) ? undefined : verb(word);
    if (found) return found;
  }
  return undefined;
}

const HEADING = /^(lists?|for|of|by|in|from|with|and|view|all|history|reports?|summary|that|which|on|at|to)?$/;
const PURPOSE = /\b(?:to|you can|will|api|endpoint|method|call|operation|service|resource)\s+(\w+)/gi;

/** `Retrieves a user`, `Use this endpoint to revoke …`, `This method returns …`. */
function verbOfSentence(sentence: string): Verb | undefined {
  const [first = "", second = ""] = words(sentence);
  const found = verb(first);
  // `Logins list`, `Updates of an order`: a plural, not the third person
  if (found && !(first !== found.word && HEADING.test(second))) {
    return first === "report" && OBJECT.test(sentence) ? { word: first, kind: "acts" } : found;
  }
  for (const [, word = ""] of sentence.matchAll(PURPOSE)) {
    const purpose = verb(word);
    if (purpose) return purpose;
  }
  return undefined;
}

function verbOfHeading(sentence: string): Verb | undefined {
  const parts = words(sentence);
  const at = parts.length <= 6 ? parts.findIndex((word) => !isPlural(word) && verb(word) !== undefined) : -1;
  return at < 0 ? undefined : verb(parts[at] ?? "");
}

const OBJECT = /^\W*\w+\s+(an?|the|this|your)\b/i;
const MORE_OBJECTS = /^\W*\w+\s+(its|their|all|one|multiple|any|it|that|users?|new)\b/i;
/** Verbs of work whose result is what is asked for: `Runs a report`, `Generate a preview`. */
const YIELDING =
  /^(run|generate|request|execute|perform|process|build|make|track|simulate|apply|convert|issue|record|draft)$/;

/** A verb in the imperative or the third person with its object, which a heading such as `Open orders` hasn't. */
function isCommand(sentence: string): boolean {
  const [first = ""] = words(sentence);
  const found = verb(first);
  if (found?.kind !== "acts" || YIELDING.test(found.word)) return false;
  // `Tags that …` may be things; `Tag that …` is not.
  return OBJECT.test(sentence) || (first === found.word && MORE_OBJECTS.test(sentence));
}

/** Where the summary is a heading alone, the description tells what is done. */
function commandsBelow({ summary, description }: OperationFact): boolean {
  return summary !== undefined && description !== undefined && isCommand(firstSentence(description));
}

/** Without marks of Markdown and HTML, and without `[Deprecated]` and the like before it. */
function firstSentence(text: string): string {
  const plain = text
    .replace(/<[^>]*>/g, " ")
    .replace(/[*_`#]/g, "")
    .replace(/^\s*(\[[^\]]*\]|\([^)]*\))\s*:?/, "")
    .replace(/^\s*(immediately|permanently|asynchronously|automatically|please|simply)\s+/i, "")
    .trim();
  return (/^[\s\S]*?[.!?\n](?=\s|$)/.exec(plain)?.[0] ?? plain).slice(0, 300);
}
