import type { BodyFact, MediaFact, OperationFact, ResponseFact } from "../../evidence/http-facts.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import { plainSchema } from "../plain-schema.ts";
import { createScrubber } from "../scrub-secrets.ts";
import { markedText, plainText } from "./blocks.ts";
import { type Captioned, captioned } from "./captions.ts";
import { describedSchema } from "./described-schema.ts";
import type { Field, FieldList } from "./fields.ts";
import type { General } from "./general-sections.ts";
import { isPart } from "./labels.ts";
import { isJsonList } from "./list-shape.ts";
import type { Models } from "./models.ts";
import {
  type ShownAnswer,
  type ShownHeader,
  schemaOfAnswers,
  shownAnswers,
  shownHeaders,
  statusRows,
} from "./read-answers.ts";
import {
  type Described,
  describedIn,
  parameterFacts,
  parametersInHeadings,
  parametersInText,
} from "./read-parameters.ts";
import { securityOf } from "./read-security.ts";
import { requestLine } from "./request-line.ts";
import type { Route } from "./routes.ts";
import { runningText } from "./running-text.ts";
import type { Part, Scope } from "./scopes.ts";
import { pageTitle, type Section } from "./sections.ts";

/** What reading one endpoint needs of all pages. */
export interface OperationContext {
  readonly models: Models;
  readonly general: General;
  readonly roots: ReadonlyMap<string, Section>;
}

const LONGEST = 4000;

export function readOperation(route: Route, scope: Scope, context: OperationContext): OperationFact {
  const parts = captioned(scope.parts);
  const answers = shownAnswers(parts, route.method);
  const good = answers.filter(({ status }) => status.startsWith("2"));
  const described = describedIn(parts, route, namesIn(good));
  const general = context.general.of(scope.parts, isJsonList(good[0]?.value));
  const fields = [
    ...described.parameters,
    ...parametersInText(scope.parts),
    ...scope.titles.flatMap((section) => (route.method === "GET" ? parametersInHeadings(section) : [])),
    ...queryOf(route),
    ...general.parameters,
  ];
  const words = wordsOf(route, scope);
  return {
    id: `${route.method} ${route.path}`,
    method: route.method,
    path: route.path,
    operationId: undefined,
    ...words,
    tags: tagsOf(route, scope, context.roots),
    deprecated: isDeprecated(route, scope),
    documentation: undefined,
    parameters: parameterFacts(route, fields),
    body: bodyOf(described, context.models, scope.parts),
    responses: responsesOf({ route, scope, parts, answers, described }, general.headers, context),
    security: securityOf(scope.parts),
    servers:
      route.origin === undefined
        ? undefined
        : [{ url: route.origin, description: undefined, variables: {}, at: route.at }],
    extensions: samplesOf(route),
    at: route.at,
  };
}

function namesIn(answers: readonly ShownAnswer[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (value: unknown, depth: number): void => {
    if (depth > 4 || typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) visit(value[0], depth + 1);
    else
      for (const [name, inner] of Object.entries(value).slice(0, 300)) {
        names.add(name);
        visit(inner, depth + 1);
      }
  };
  for (const { value } of answers) visit(value, 0);
  return names;
}

/** Names in the addresses that are shown. */
function queryOf({ mentions }: Route): Field[] {
  return mentions.flatMap(({ target, at, request }) => {
    const sent = (request?.query ?? []).flatMap((pair): [string, string][] => {
      const [, name, value] = /^([\w.[\]-]+)=(.*)$/s.exec(pair) ?? [];
      return name === undefined ? [] : [[name, value ?? ""]];
    });
    return [...target.query, ...sent].map(
      ([name, value]): Field => ({
        name,
        in: "query",
        type: undefined,
        required: undefined,
        description: "",
        default: undefined,
        example: value === "" || value.length > 100 ? undefined : value,
        at,
      }),
    );
  });
}

const scrub = createScrubber([]);
/** Commands in one line. */
const joined = (text: string): string => text.replace(/\\\n\s*/g, " ");

/** Commands, and addresses with their values as a reader would ask for them. */
function samplesOf({ mentions, method }: Route): Readonly<Record<string, unknown>> {
  const samples = mentions.flatMap(({ request, target }) => {
    if (request) return request.text === "" ? [] : [scrub(joined(request.text.slice(0, 2000)))];
    const query = target.query.filter(([, value]) => value !== "").map((pair) => pair.join("="));
    const address = `${target.origin ?? ""}/${target.segments.join("/")}`;
    return query.length === 0 ? [] : [scrub(`${method} ${address}?${query.join("&")}`.slice(0, 500))];
  });
  return samples.length === 0 ? {} : { "x-code-samples": [...new Set(samples)].slice(0, 3) };
}

function wordsOf(route: Route, scope: Scope): Pick<OperationFact, "summary" | "description"> {
  const titles = scope.titles.map(titleOf).filter((title) => title !== "");
  const beside = route.mentions.map(({ words, how }) =>
    how === "named" ? "" : markedText(words).replace(/^[\s→–—:,.-]+/, ""),
  );
  const told = beside.filter((text) => text !== "");
  const shortest = told.filter((text) => text.length < 120)[0];
  const shared = route.mentions.some(({ words, how }) => how === "declared" && markedText(words) !== "");
  const description = runningText(told, scope.parts.slice(0, 400), titles[0], LONGEST);
  const summary =
    (shared && titles.length === 0 ? shortest : undefined) ?? titles[0] ?? shortest ?? firstSentence(description);
  return { summary: summary || undefined, description: description === "" ? undefined : description };
}

/** A heading without the endpoint in it; empty where it names a part. */
function titleOf({ words }: Section): string {
  if (words.every(({ mark }) => mark === "code")) return "";
  const title = plainText(words.filter(({ text, mark }) => mark !== "code" || !requestLine(text)));
  const line = requestLine(title);
  const plain = (line ? title.replace(line.target, "") : title)
    .replace(/^\W*(?:GET|POST|PUT|PATCH|DELETE)\b[\s:–-]*/, "")
    .replace(/[\s[\]`:–-]+$/, "")
    .trim();
  return isPart(plain) ? "" : plain;
}

function firstSentence(text: string): string {
  return /^[^.\n]{1,200}/.exec(text)?.[0].trim() ?? "";
}

/** The page, or the chapter of it, that the endpoint stands in. */
function tagsOf(route: Route, scope: Scope, roots: ReadonlyMap<string, Section>): readonly string[] {
  const section = scope.titles[0] ?? route.mentions.find(({ how }) => how !== "named")?.section;
  if (!section) return [];
  for (let one = section.parent; one; one = one.parent) {
    if (one.level > 0 && one.level < 7 && one.title !== "" && !isPart(one.title)) return [one.title];
  }
  const root = roots.get(section.page.source.location);
  return root ? [pageTitle(root)] : [];
}

const DEPRECATED = /\bdeprecated\b|\blegacy\b|\bobsolete\b|\bdiscontinued\b/i;

function isDeprecated(route: Route, scope: Scope): boolean {
  const sections = route.mentions
    .filter(({ how }) => how === "declared" || how === "listed")
    .map(({ section }) => section);
  const inOld = (section: Section): boolean => {
    for (let one: Section | undefined = section; one; one = one.parent) if (DEPRECATED.test(one.title)) return true;
    return false;
  };
  if (sections.length > 0 && sections.every(inOld)) return true;
  const [first] = scope.parts.filter(({ block }) => block.kind === "paragraph");
  return (
    first?.block.kind === "paragraph" &&
    /^\W*(?:this (?:endpoint|method|call|resource|api) (?:is|has been) )?deprecated\b/i.test(
      plainText(first.block.words),
    )
  );
}

function bodyOf({ body }: Described, models: Models, parts: readonly Part[]): BodyFact | undefined {
  const [first] = body;
  const page = parts[0]?.section.page;
  if (!first || !page) return undefined;
  const schema = models.viewOf(body, page, first.at);
  return {
    required: false,
    description: undefined,
    content: [{ mediaType: "application/json", schema, examples: [] }],
    at: first.at,
  };
}

interface Answered {
  readonly route: Route;
  readonly scope: Scope;
  readonly parts: readonly Captioned[];
  readonly answers: readonly ShownAnswer[];
  readonly described: Described;
}

function responsesOf(
  seen: Answered,
  generalHeaders: readonly ShownHeader[],
  context: OperationContext,
): readonly ResponseFact[] {
  const { parts, answers, described, route } = seen;
  const rows = parts.flatMap((one) =>
    one.part.block.kind === "table" ? statusRows(one.part.block, context.models, one) : [],
  );
  const byStatus = new Map<string, ResponseFact>(rows.map((row) => [row.status, row]));
  const lists = [...described.response, ...context.general.fieldsBeside(seen.scope.parts)];
  for (const status of new Set(answers.map((answer) => answer.status.toUpperCase()))) {
    const alike = answers.filter((answer) => answer.status.toUpperCase() === status);
    byStatus.set(status, shownResponse(status, alike, status.startsWith("2") ? lists : [], byStatus.get(status)));
  }
  const good = [...byStatus.keys()].find((status) => status.startsWith("2"));
  if (good === undefined || byStatus.get(good)?.content.length === 0) {
    const told = toldResponse(seen, context);
    if (told)
      byStatus.set(good ?? "200", { ...told, ...(good ? { description: byStatus.get(good)?.description } : {}) });
    else if (good === undefined)
      byStatus.set("200", { status: "200", description: undefined, headers: [], content: [], at: route.at });
  }
  const headers = [...shownHeaders(parts), ...generalHeaders];
  return [...byStatus.values()].map((response) =>
    response.status.startsWith("2") ? withHeaders(response, headers, described) : response,
  );
}

function shownResponse(
  status: string,
  answers: readonly ShownAnswer[],
  lists: readonly FieldList[],
  row: ResponseFact | undefined,
): ResponseFact {
  const [first] = answers;
  const inferred = schemaOfAnswers(answers);
  const schema = inferred && describedSchema(inferred, lists);
  const media: MediaFact = {
    mediaType: "application/json",
    schema,
    examples: answers.slice(0, 3).map(({ value, at }) => ({ value, at })),
  };
  const at = first?.at ?? row?.at ?? { document: "", pointer: "" };
  return { status, description: row?.description, headers: [], content: [media], at };
}

const LIST = /\b(?:lists?|arrays?|collection|all)\b/i;

/** Of an endpoint that shows no answer: what tables say of it, or the object that its words link to. */
function toldResponse(
  { described, scope, route }: Answered,
  { models, general }: OperationContext,
): ResponseFact | undefined {
  const page = scope.parts[0]?.section.page;
  if (!page || route.method !== "GET") return undefined;
  const [list] = described.response;
  const at = list?.fields[0]?.at ?? route.at;
  const linked = list ? undefined : general.objectBeside(scope.parts);
  const fields = described.response.flatMap((one) => one.fields);
  const one: SchemaView | undefined = list ? models.viewOf(fields, page, at) : linked?.view;
  if (!one) return undefined;
  const title = scope.titles.map((section) => section.title).join(" ");
  const isEnvelope = [...one.properties.values()].some(
    (property) => property.types.includes("array") && property.items,
  );
  const isList = linked?.isList ?? (LIST.test(title) && !isEnvelope && !/\{[^{}]*\}$/.test(route.path));
  const schema = isList ? plainSchema(at, { id: `list ${one.id}`, types: ["array"], items: one }) : one;
  return {
    status: "200",
    description: undefined,
    headers: [],
    content: [{ mediaType: "application/json", schema, examples: [] }],
    at,
  };
}

function withHeaders(
  response: ResponseFact,
  shown: readonly ShownHeader[],
  { responseHeaders }: Described,
): ResponseFact {
  const headers = new Map(response.headers.map((header) => [header.name.toLowerCase(), header]));
  for (const { name, value, at } of shown) {
    if (!headers.has(name.toLowerCase()))
      headers.set(name.toLowerCase(), { name, description: value, schema: undefined, at });
  }
  for (const { name, description, at } of responseHeaders) {
    headers.set(name.toLowerCase(), { name, description: description || undefined, schema: undefined, at });
  }
  return { ...response, headers: [...headers.values()] };
}
