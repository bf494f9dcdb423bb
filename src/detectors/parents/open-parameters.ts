import type { OperationFact, ParameterFact } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import { remembered, rememberedOf } from "../remembered.ts";
import { pathKeys, pathSegments, type Segment } from "../streams/path-shape.ts";
import { singular, stem, stemOf, words } from "../streams/words.ts";

/** A parameter without a value of its own, as the rules about parents look at it. */
export interface OpenParameter {
  readonly fact: ParameterFact;
  /** What its name says it names: `project_gid` → project; empty for `id`. */
  readonly noun: string;
  /** What its name says of the key: `project_gid` → gid; empty for `project`. */
  readonly key: string;
  /** The list that it chooses from, as its path says: the key of all before it. Query parameters have none. */
  readonly prefix: string | undefined;
  /** The fixed step before it: `transfers` in `/transfers/{id}`. */
  readonly before: string;
  /** It stands right beside another placeholder: `{owner}/{repo}`. */
  readonly inRun: boolean;
  /** What its description speaks of, in order. */
  readonly described: readonly string[];
  /** Its description in lower case. */
  readonly text: string;
  /** path and required: must be there. target: it names what the method reads. said: only the operation's words ask for it. */
  readonly need: "path" | "required" | "target" | "said";
}

const KEY_WORDS =
  /^(id|ids|gid|sid|guid|uuid|uid|pid|key|slug|code|number|num|no|name|handle|login|identifier|ref|token|hash|sku|email|iid|urn|pk|oid)$/;
/** Query parameters that never name a record of another list. */
const NEVER =
  /^(\$?(page|limit|offset|cursor|top|skip|count|size|sort|order|fields|include|expand|select|filter|search|q|query|format|output|lang(uage)?|locale|from|to|since|until|start|end|before|after|date|time(zone)?|alt|callback|key|api[_-]?key|token|access[_-]?token|version|api[_-]version)|.*(date|time|page|limit|sort|order|per_?page|_at|\[\w*\]))$/i;

/** A place in an order, how the answer is written, a day: no record's key is one. */
const NO_KEY = /^(index|position|offset|page|row|column|format|output)$|(^|[_-]|[a-z](?=D))dates?$/i;

/** The parameters of a stream that a parent's record may fill: those of the path in order, then those of the query. */
export function openParameters({ operation }: ListedStream, alsoNeeded: (name: string) => boolean): OpenParameter[] {
  const { path, query, others, headers } = read(operation);
  const said = others.filter((fact) => alsoNeeded(fact.name)).map((fact) => asked(fact, "said"));
  return [...path, ...query, ...said, ...headers];
}

interface Open {
  readonly path: readonly OpenParameter[];
  readonly query: readonly OpenParameter[];
  /** Those of the query that are needed only where something else says so. */
  readonly others: readonly ParameterFact[];
  readonly headers: readonly OpenParameter[];
}

const read: (operation: OperationFact) => Open = rememberedOf((operation) => ({
  path: ofPath(operation),
  ...ofQuery(operation),
  headers: ofHeaders(operation),
}));

/** Headers that must be there and whose value is shown to come from another answer. */
function ofHeaders({ parameters }: OperationFact): OpenParameter[] {
  return parameters
    .filter((one) => one.in === "header" && one.required && one.filledFrom)
    .map((fact) => asked(fact, "required"));
}

function ofPath({ path, parameters }: OperationFact): OpenParameter[] {
  const segments = pathSegments(path);
  return segments.flatMap((segment, at) =>
    segment.params.flatMap((name) => {
      const fact = parameters.findLast((one) => one.in === "path" && one.name === name);
      return fact && !NO_KEY.test(name) ? [placed(fact, segments, at, pathKeys(path)[at])] : [];
    }),
  );
}

/** `list`: the key of all before it. */
function placed(
  fact: ParameterFact,
  segments: readonly Segment[],
  at: number,
  list: string | undefined,
): OpenParameter {
  const parts = partsOf(fact);
  const segment = segments[at];
  const before = segments.slice(0, at).findLast((one) => one.kind === "text")?.stem ?? "";
  const inRun = segments[at - 1]?.kind === "param" || segments[at + 1]?.kind === "param";
  // In `/repos/{owner}/{repo}` the step before names one of them, the one that is called so.
  const namesOther = inRun && parts.noun !== "" && parts.noun !== before;
  // Inside a step, as in `getX(period='{period}')`, it belongs to that step rather than to a list before it.
  const whole = segment?.kind === "param" && segment.params.length === 1;
  return { ...parts, prefix: whole ? list : undefined, before: namesOther ? "" : before, inRun, need: "path" };
}

function ofQuery(operation: OperationFact): Pick<Open, "query" | "others"> {
  const { parameters } = operation;
  const isInPath = (name: string) => parameters.some((one) => one.in === "path" && one.name === name);
  const query = parameters.filter(
    (one) => one.in === "query" && !isNever(one.name) && !isInPath(one.name) && !isChoice(one),
  );
  if (query.length === 0) return NOTHING_ASKED;
  const required = query.filter((one) => one.required && one.schema.default === undefined);
  const optional = query.filter((one) => !required.includes(one));
  const needed = required.map((fact) => asked(fact, "required"));
  const target = methodTarget(operation, query) ?? wholeOf(operation, query);
  if (target)
    return { query: [...needed, ...(required.includes(target) ? [] : [asked(target, "target")])], others: [] };
  const said = saidToBeNeeded(operation, query)?.filter((one) => !required.includes(one));
  return said
    ? { query: [...needed, ...said.map((fact) => asked(fact, "said"))], others: [] }
    : { query: needed, others: optional };
}

const NOTHING_ASKED: Pick<Open, "query" | "others"> = { query: [], others: [] };

function asked(fact: ParameterFact, need: OpenParameter["need"]): OpenParameter {
  return { ...partsOf(fact), prefix: undefined, before: "", inRun: false, need };
}

const isNever: (name: string) => boolean = remembered((name) => NEVER.test(ofFilter(name)));

const SETTLED = /key|token|secret|signature|version|format|lang|locale|page|limit|offset/i;

/** What isn't a credential, a version or part of paging, nor has a value that the document gives. */
export function asksSomething({ name, schema }: ParameterFact): boolean {
  return !SETTLED.test(name) && schema.default === undefined && schema.enum?.length !== 1;
}

/** One of a few fixed values, a number or a switch names no record. */
function isChoice({ schema }: ParameterFact): boolean {
  return (
    (schema.enum?.length ?? 0) > 0 ||
    schema.types.includes("boolean") ||
    schema.format === "date-time" ||
    schema.format === "date"
  );
}

const MUST =
  /\b(?:must|have to|need to|required to)\s+(?:also\s+)?(?:specify|provide|include|pass|supply|set|give)\b([^.!\n]*)/i;
const ONE_OF =
  /\b(?:use|specify|provide|supply|pass|at least) (?:at least )?one (?:or more )?of (?:the|these|following)[^.]*\b(?:parameters?|filters?|fields?|of)\b/i;

/** `You must specify a `project` or …` names it; `use one or more of the parameters` leaves the first that fits. */
function saidToBeNeeded(
  operation: OperationFact,
  query: readonly ParameterFact[],
): readonly ParameterFact[] | undefined {
  const text = `${operation.summary ?? ""}. ${operation.description ?? ""}`;
  const must = MUST.exec(text)?.[1] ?? "";
  const named = (must === "" ? [] : query)
    .map((one) => ({ one, at: must.search(new RegExp(`[\`"'*]${escaped(one.name)}[\`"'*]`)) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
  if (named.length > 0) return named.slice(0, 1);
  return ONE_OF.test(text) ? query : undefined;
}

/** `conversations.history` reads one conversation: the parameter that names it is needed, whatever the document says. */
function methodTarget({ path }: OperationFact, query: readonly ParameterFact[]): ParameterFact | undefined {
  const steps = (pathSegments(path).at(-1)?.text ?? "").split(".");
  const method = steps.at(-1) ?? "";
  const resource = stem(steps.at(-2) ?? "");
  if (resource === "" || /^(list|search|all|find)/i.test(method)) return undefined;
  return query.find((one) => {
    const { noun, described } = partsOf(one);
    return noun === resource || described.includes(resource);
  });
}

/** `/playlistItems?playlistId`, described as "the items within the given playlist": the parts are read of one whole. */
function wholeOf({ path }: OperationFact, query: readonly ParameterFact[]): ParameterFact | undefined {
  const parts = pathSegments(path).at(-1)?.stem ?? "";
  return query.find((one) => {
    const { noun, key } = partsOf(one);
    if (noun === "" || key === "" || !parts.startsWith(`${noun}_`)) return false;
    return new RegExp(`\\b(within|in|of) the (given|specified) ${noun}\\b`, "i").test(one.description ?? "");
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** `issueIdOrKey` takes the id as well. */
const EITHER = /(_or_|-or-|Or(?=[A-Z]))\w+$/;

/** `filter[patient]` asks for a patient. */
function ofFilter(name: string): string {
  return /^(?:filters?|where|query)\[(\w+)\]$/i.exec(name)?.[1] ?? name;
}

type Parts = Pick<OpenParameter, "fact" | "noun" | "key" | "described" | "text">;

const partsOf: (fact: ParameterFact) => Parts = rememberedOf((fact) => {
  const parts = words(
    ofFilter(fact.name)
      .replace(/_?\d+$/, "")
      .replace(EITHER, ""),
  );
  const isKey = (word: string) => KEY_WORDS.test(word);
  const last = parts.at(-1) ?? "";
  const joined = parts.length === 1 ? splitJoined(last) : undefined;
  const [first = ""] = parts;
  // `project_id`, and `id_project` as some languages have it
  const [key, rest] = isKey(last) ? [last, parts.slice(0, -1)] : isKey(first) ? [first, parts.slice(1)] : ["", parts];
  return {
    fact,
    noun: joined?.noun ?? stemOf(rest),
    key: joined?.key ?? key,
    described: describedNouns(fact.description),
    text: (fact.description ?? "").toLowerCase(),
  };
});

/** `username` → user, name: written as one word. */
function splitJoined(word: string): { noun: string; key: string } | undefined {
  const match = /^(\w{3,})(name|id|key|code|slug)$/.exec(word);
  return match ? { noun: match[1] ?? "", key: match[2] ?? "" } : undefined;
}

/** How descriptions say of what a value is the key: the head of the phrase, or what is named as its possible kinds. */
const DESCRIBED: readonly RegExp[] = [
  /^\W*(?:the|an?)\s+(\w+)\s+(?:who|that|which|whose|to whom)\b/i,
  /\b(?:g?id|identifier|gu?id|uuid|slug|key|number)s?\b[\w\s]*?\s(?:of|for)\s+(?:the|an?|this)?\s*[`'"]?(\w+)/i,
  /\b(?:can|must|may|should) be (?:the|an?)?\s*(?:g?id (?:of|for) )?(?:the|an?)?\s*[`'"]?(\w+)/i,
  /^\W*(?:the|an?)?\s*(\w+)\s+(?:g?id|identifier|gu?id|uuid)\b/i,
];

function describedNouns(description: string | undefined): string[] {
  const text = (description ?? "").slice(0, 300);
  return DESCRIBED.flatMap((pattern) => pattern.exec(text)?.[1]?.toLowerCase() ?? []).map(singular);
}
