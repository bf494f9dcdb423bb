import type { MediaFact, OperationFact, ParameterFact, ResponseFact } from "../../evidence/http-facts.ts";
import { inferSchema, type Sample } from "../inferred-schema.ts";
import { plainSchema } from "../plain-schema.ts";
import { TELLS_NOTHING } from "../response-headers.ts";
import { formatOfTexts } from "../text-format.ts";
import type { Exchange } from "./exchange.ts";
import type { SeenValues } from "./filled-from.ts";
import type { Proofs } from "./proofs.ts";
import type { Route } from "./routes.ts";
import { standIn } from "./stand-ins.ts";

/** Answers of one status that are looked at. */
const MOST = 20;
/** Headers that clients send by themselves. */
const OF_THE_CLIENT =
  /^(?::|accept|user-agent|host|connection|content-|cookie|referer|origin|sec-|dnt|te$|priority|pragma|cache-control|if-none-match|x-requested-with|x-csrf|traceparent|baggage|sentry|x-datadog|authorization)/;

interface OperationContext {
  readonly proofs: Proofs;
  readonly seen: SeenValues;
}

export function readOperation(route: Route, context: OperationContext): OperationFact {
  const [first] = route.exchanges;
  return {
    id: `${route.method} ${route.path}`,
    method: route.method,
    path: route.path,
    operationId: undefined,
    summary: undefined,
    description: undefined,
    tags: [],
    deprecated: false,
    documentation: undefined,
    parameters: [
      ...pathParameters(route, context),
      ...queryParameters(route, context),
      ...headerParameters(route, context),
    ],
    body: bodyOf(route),
    responses: readResponses(route.exchanges),
    security: undefined,
    servers: undefined,
    extensions: {},
    at: first.at,
    inPart: true,
  };
}

const COMMON = {
  description: undefined,
  deprecated: false,
  style: undefined,
  explode: undefined,
  examples: [],
  extensions: {},
};

function pathParameters({ exchanges, pathValues }: Route, { seen }: OperationContext): ParameterFact[] {
  const [first] = exchanges;
  return [...pathValues(first).keys()].map((name) => {
    const values = exchanges.map((exchange) => pathValues(exchange).get(name) ?? "");
    const given = exchanges
      .map((exchange, at) => seen.find(values[at] ?? "", exchange))
      .find((one) => one !== undefined);
    const at = { document: first.at.document, pointer: `${first.at.pointer}/request/url` };
    const schema = plainSchema({ ...at, pointer: `${at.pointer}#${name}` }, { types: [typeOf(values)] });
    return { ...COMMON, name, in: "path", required: true, schema, at, ...(given && { filledFrom: given }) };
  });
}

function queryParameters({ exchanges }: Route, { proofs, seen }: OperationContext): ParameterFact[] {
  const names = new Set(exchanges.flatMap(({ url }) => [...url.searchParams.keys()]));
  return [...names]
    .filter((name) => !proofs.places.has(`query ${name}`))
    .map((name) => {
      const having = exchanges.filter(({ url }) => url.searchParams.has(name));
      const values = having.map(({ url }) => url.searchParams.get(name) ?? "");
      return parameter(name, "query", { values, exchanges, having, seen });
    });
}

function headerParameters({ exchanges }: Route, { proofs, seen }: OperationContext): ParameterFact[] {
  const names = new Set(exchanges.flatMap(({ requestHeaders }) => [...requestHeaders.keys()]));
  return [...names]
    .filter((name) => !OF_THE_CLIENT.test(name) && !proofs.places.has(`header ${name}`))
    .map((name) => {
      const having = exchanges.filter(({ requestHeaders }) => requestHeaders.has(name));
      const values = having.map(({ requestHeaders }) => requestHeaders.get(name) ?? "");
      return parameter(name, "header", { values, exchanges, having, seen });
    });
}

interface Sent {
  readonly values: readonly string[];
  readonly exchanges: readonly Exchange[];
  readonly having: readonly Exchange[];
  readonly seen: SeenValues;
}

/** Values that are somebody's are not kept; sizes, numbers of pages and times are. */
function parameter(name: string, place: "query" | "header", { values, exchanges, having, seen }: Sent): ParameterFact {
  const [first] = having;
  if (!first) throw new Error("a parameter was sent");
  const at = {
    document: first.at.document,
    pointer: `${first.at.pointer}/request/${place === "query" ? "url" : "headers"}`,
  };
  const format = formatOfTexts(values);
  const isPlain = values.every((value) => /^-?\d{1,6}$|^(?:true|false)$/i.test(value)) || /^date/.test(format ?? "");
  const given = place === "query" ? having.map((exchange, index) => seen.find(values[index] ?? "", exchange)) : [];
  const filledFrom = given.every((one) => one !== undefined) ? given[0] : undefined;
  return {
    ...COMMON,
    name,
    in: place,
    // Some are sent with every request of a recording by chance; one that is another record's id is meant.
    required: having.length === exchanges.length && filledFrom !== undefined,
    schema: plainSchema(
      { ...at, pointer: `${at.pointer}#${name}` },
      { types: [typeOf(values)], format, examples: isPlain ? [...new Set(values)].slice(0, 3) : [] },
    ),
    at,
    ...(filledFrom && { filledFrom }),
  };
}

function typeOf(values: readonly string[]): "boolean" | "integer" | "number" | "string" {
  if (values.every((value) => /^(?:true|false)$/i.test(value))) return "boolean";
  if (values.every((value) => /^-?\d{1,15}$/.test(value))) return "integer";
  return values.every((value) => /^-?\d+\.\d+$/.test(value)) ? "number" : "string";
}

function bodyOf({ exchanges }: Route): OperationFact["body"] {
  const [sample, ...more] = exchanges.flatMap(({ requestBody, at }): Sample[] =>
    requestBody === undefined
      ? []
      : [{ value: standIn(requestBody), at: { ...at, pointer: `${at.pointer}/request/postData` } }],
  );
  if (!sample) return undefined;
  const content: MediaFact = { mediaType: "application/json", schema: inferSchema([sample, ...more]), examples: [] };
  return { required: true, description: undefined, content: [content], at: sample.at };
}

function readResponses(exchanges: readonly Exchange[]): ResponseFact[] {
  const byStatus = new Map<number, Exchange[]>();
  for (const exchange of exchanges) byStatus.set(exchange.status, [...(byStatus.get(exchange.status) ?? []), exchange]);
  return [...byStatus].map(([status, all]) => {
    const samples = all
      .slice(0, MOST)
      .flatMap(({ body, at }): Sample[] =>
        body === undefined ? [] : [{ value: standIn(body), at: { ...at, pointer: `${at.pointer}/response/content` } }],
      );
    const [sample, ...more] = samples;
    const content: MediaFact[] = sample
      ? [{ mediaType: "application/json", schema: inferSchema([sample, ...more]), examples: samples.slice(0, 3) }]
      : [];
    const at = { document: all[0]?.at.document ?? "", pointer: `${all[0]?.at.pointer ?? ""}/response` };
    return { status: String(status), description: undefined, headers: readHeaders(all), content, at };
  });
}

function readHeaders(exchanges: readonly Exchange[]): ResponseFact["headers"] {
  const found = new Map<string, ResponseFact["headers"][number]>();
  for (const { responseHeaders, at: place } of exchanges) {
    for (const [name, value] of responseHeaders) {
      const key = name.toLowerCase();
      if (TELLS_NOTHING.test(key) || found.has(key)) continue;
      const at = { document: place.document, pointer: `${place.pointer}/response/headers` };
      const examples = key === "link" ? [linkInstead(value)] : /^\d{1,10}$/.test(value) ? [value] : [];
      const schema = plainSchema({ ...at, pointer: `${at.pointer}#${key}` }, { types: ["string"], examples });
      found.set(key, { name, description: undefined, schema, at });
    }
  }
  return [...found.values()];
}

/** `<…>; rel="next"`: which pages it leads to, not where. */
function linkInstead(value: string): string {
  return value.replace(/<[^<>]*>/g, "<https://example.com/>");
}
