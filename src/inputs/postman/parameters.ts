import type { ParameterFact } from "../../evidence/http-facts.ts";
import type { SchemaView } from "../../evidence/schema-view.ts";
import { pathParams } from "../../model/path-template.ts";
import { type Node, placeOf } from "../node.ts";
import { readParameterNote } from "../parameter-note.ts";
import { plainSchema } from "../plain-schema.ts";
import { isSecretName } from "../scrub-secrets.ts";
import type { KeyValue } from "./key-values.ts";
import type { PostmanRequest } from "./postman-request.ts";
import { shownValue, valueSchema } from "./value-schema.ts";
import { type Variables, variablesIn } from "./variables.ts";

/** An operation whose answer a script takes a variable's value from. */
export interface Giver {
  readonly from: NonNullable<ParameterFact["filledFrom"]>;
  readonly path: string;
}

/** What is known of a collection as a whole when its requests are read. */
export interface ParameterContext {
  readonly variables: Variables;
  /** Queries that (nearly) every request sends, by name. */
  readonly everywhere: ReadonlySet<string>;
  /** Lower case names of headers and queries that prove who asks, which are told as security. */
  readonly credentials: ReadonlySet<string>;
  /** Where the scripts take the value of a variable from, by its name. */
  readonly givers: ReadonlyMap<string, readonly Giver[]>;
}

/** Set by whatever sends a request, or about the sending alone. */
const OF_THE_CLIENT =
  /^(?:content-type|content-length|host|connection|accept-encoding|accept-language|cache-control|pragma|user-agent|postman-token|origin|referer|cookie|authorization|proxy-authorization|sec-.*|if-.*|date|transfer-encoding|te|dnt|upgrade.*|x-requested-with)$/i;
/** Queries that only say how the answer is to look: what is sent in every sample is sent always. */
const SHAPES_ANSWER =
  /^(?:\$?(?:format|fields|output|alt|version|api[-_]?version|expand|include|embed|select|wt|response_?format)|v)$/i;

/** The parameters of all variants of one operation, each once. */
export function readParameters(variants: readonly PostmanRequest[], context: ParameterContext): ParameterFact[] {
  const [first] = variants;
  if (!first) return [];
  const found = new Map<string, ParameterFact>();
  const add = (fact: ParameterFact) => {
    const key = `${fact.in} ${fact.in === "header" ? fact.name.toLowerCase() : fact.name}`;
    const held = found.get(key);
    found.set(key, held ? joined(held, fact) : fact);
  };
  for (const name of pathParams(first.path)) add(pathParameter(name, variants, context));
  for (const request of variants) {
    for (const pair of [...request.query, ...request.otherQueries]) {
      if (pair.key !== "" && !isCredential(pair, context)) add(queryParameter(pair, { request, variants, context }));
    }
    for (const pair of request.headers) {
      if (!OF_THE_CLIENT.test(pair.key) && !isCredential(pair, context)) add(headerParameter(pair, request, context));
    }
  }
  return [...found.values()];
}

function isCredential({ key }: KeyValue, { credentials }: ParameterContext): boolean {
  return credentials.has(key.toLowerCase()) || isSecretName(key);
}

function parameter(
  pair: KeyValue,
  { place, required, schema }: { place: ParameterFact["in"]; required: boolean; schema: SchemaView },
  given: { readonly path: string; readonly givers: ParameterContext["givers"] },
): ParameterFact {
  return {
    name: pair.key,
    in: place,
    required,
    description: pair.description,
    deprecated: /^\W*deprecated\b|\b(?:is|this header is) deprecated\b/i.test(pair.description ?? ""),
    schema,
    style: undefined,
    explode: undefined,
    examples: [],
    extensions: {},
    at: placeOf(pair.node),
    ...givenBy(pair, given),
  };
}

/** A value that is nothing but a variable which a script fills; in a path the placeholder is the variable. */
function givenBy(
  { key, value = "" }: KeyValue,
  { path, givers }: { readonly path: string; readonly givers: ParameterContext["givers"] },
): Pick<ParameterFact, "filledFrom"> {
  const written = /^\s*\{\{\s*([^{}]+?)\s*\}\}\s*$/.exec(value)?.[1];
  const variable = written ?? (path.includes(`{${key}}`) && key.length > 2 ? key : "");
  // One variable may be filled by several lists; the one in the same part of the API is meant.
  const [best] = [...(givers.get(variable) ?? [])].sort((a, b) => alike(b.path, path) - alike(a.path, path));
  return best ? { filledFrom: best.from } : {};
}

/** Steps that two paths have in common at their start. */
function alike(one: string, other: string): number {
  const steps = other.split("/");
  const differs = one.split("/").findIndex((step, at) => step !== steps[at]);
  return differs < 0 ? steps.length : differs;
}

function pathParameter(name: string, variants: readonly PostmanRequest[], context: ParameterContext): ParameterFact {
  const described = variants.flatMap(({ pathVariables }) => pathVariables).find(({ key }) => key === name);
  const at: Node | undefined = variants[0]?.item.node;
  const value = context.variables.valueOf(name);
  const pair =
    described ?? (at && { key: name, value, description: undefined, disabled: false, type: undefined, node: at });
  if (!pair) throw new Error("an operation has a request");
  const schema = valueSchema({ ...pair, value: pair.value ?? value }, context.variables);
  // A variable that has a value for all requests is no id of one of them.
  const fixed = described === undefined && value !== undefined ? { ...schema, default: value } : schema;
  return parameter(
    pair,
    { place: "path", required: true, schema: fixed },
    { path: variants[0]?.path ?? "", givers: context.givers },
  );
}

function queryParameter(
  pair: KeyValue,
  {
    request,
    variants,
    context,
  }: { request: PostmanRequest; variants: readonly PostmanRequest[]; context: ParameterContext },
): ParameterFact {
  const schema = valueSchema(pair, context.variables);
  const said = readParameterNote(pair.description ?? "").required;
  const shown = shownValue(pair, context.variables);
  const always =
    !pair.disabled && variants.every(({ query }) => query.some((one) => one.key === pair.key && !one.disabled));
  const shapes = always && SHAPES_ANSWER.test(pair.key) && (shown !== undefined || context.everywhere.has(pair.key));
  const everywhere =
    always &&
    context.everywhere.has(pair.key) &&
    request.query.length > 0 &&
    !/limit|page|offset|cursor|size/i.test(pair.key);
  const fixed = shapes && shown !== undefined ? { ...schema, default: shown, enum: undefined } : schema;
  const required = said ?? (shapes || everywhere);
  return parameter(pair, { place: "query", required, schema: fixed }, { path: request.path, givers: context.givers });
}

function headerParameter(
  pair: KeyValue,
  request: PostmanRequest,
  { variables, givers }: ParameterContext,
): ParameterFact {
  const shown = shownValue(pair, variables);
  const schema = valueSchema(pair, variables);
  const sent = !pair.disabled && (pair.value ?? "") !== "";
  const asks = shown === undefined && variablesIn(pair.value ?? "").length > 0;
  const said = readParameterNote(pair.description ?? "").required;
  const fixed =
    sent && shown !== undefined ? { ...schema, types: ["string" as const], format: undefined, default: shown } : schema;
  const required = said ?? (sent && (asks || shown !== undefined));
  return parameter(pair, { place: "header", required, schema: fixed }, { path: request.path, givers });
}

/** The same parameter in another variant: what one doesn't say the other may. */
function joined(held: ParameterFact, more: ParameterFact): ParameterFact {
  const { schema } = held;
  const differs =
    schema.default !== undefined && more.schema.default !== undefined && schema.default !== more.schema.default;
  const said = held.description === undefined && more.description !== undefined ? more.schema : schema;
  const examples = [...new Set([...schema.examples, ...more.schema.examples])].slice(0, 3);
  const wider =
    schema.types[0] !== more.schema.types[0] && schema.examples.length > 0 && more.schema.examples.length > 0;
  return {
    ...held,
    required: held.required && (more.required || more.in === "header"),
    description: held.description ?? more.description,
    schema: plainSchema(schema.at, {
      types: wider ? ["string"] : said.types,
      format: wider ? undefined : said.format,
      description: said.description,
      enum: said.enum,
      maximum: said.maximum,
      default: differs ? undefined : (schema.default ?? more.schema.default),
      examples,
    }),
  };
}
