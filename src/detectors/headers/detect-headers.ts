import { candidate, conclude } from "../../evidence/confidence.ts";
import type { Evidence, Finding } from "../../evidence/finding.ts";
import type { HttpFacts, ParameterFact } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { Constant } from "../../model/http.ts";
import { apiTexts, quoted } from "../api-texts.ts";
import { mayBeCredential } from "../auth/parameter-auth.ts";

/** Headers that say nothing about a read, or that the HTTP client or the authentication sets. */
const NOT_CONSTANT =
  /^(content-type|content-length|host|authorization|cookie|if-.*|accept-encoding|connection|date|range|prefer|.*(api-?key|token|secret|signature|password|auth|session).*|(x-)?(request|correlation|trace|idempotency|transaction)-?(id|key)?)$/i;

interface Seen {
  readonly constant: Constant;
  readonly evidence: Evidence;
}

/**
 * Headers with a fixed value that a read must send: one finding for what every stream sends, and one for each stream
 * that sends more. Credentials are never among them.
 */
export function detectHeaders(
  facts: HttpFacts,
  streams: readonly ListedStream[],
): readonly Finding<readonly Constant[]>[] {
  const own = streams.map((stream) => ({ stream, seen: [...requiredHeaders(stream, facts), ...vendorAccept(stream)] }));
  const counts = new Map<string, number>();
  for (const { seen } of own)
    for (const { constant } of seen) counts.set(keyOf(constant), (counts.get(keyOf(constant)) ?? 0) + 1);
  const everywhere = (one: Seen) => counts.get(keyOf(one.constant)) === streams.length;
  const shared = firstOfEach(own.flatMap(({ seen }) => seen.filter(everywhere)));
  const source = [...shared, ...userAgent(facts)];
  const findings = [findingOf(undefined, source)];
  for (const { stream, seen } of own) {
    const more = firstOfEach(seen.filter((one) => !everywhere(one)));
    findings.push(findingOf(stream.name, more));
  }
  return findings.filter((finding) => finding !== undefined);
}

const keyOf = ({ name, value }: Constant): string => `${name.toLowerCase()}: ${value}`;

function firstOfEach(seen: readonly Seen[]): Seen[] {
  const byName = new Map<string, Seen>();
  for (const one of seen)
    if (!byName.has(one.constant.name.toLowerCase())) byName.set(one.constant.name.toLowerCase(), one);
  return [...byName.values()];
}

function findingOf(stream: string | undefined, seen: readonly Seen[]): Finding<readonly Constant[]> | undefined {
  if (seen.length === 0) return undefined;
  const value: readonly Constant[] = seen.map(({ constant }) => constant);
  return conclude("headers", stream, [
    candidate(
      value,
      seen.map(({ evidence }) => evidence),
    ),
  ]);
}

function requiredHeaders({ operation }: ListedStream, facts: HttpFacts): Seen[] {
  const credentials = new Set(
    facts.securitySchemes.flatMap((scheme) => (scheme.type === "api-key" ? [scheme.name.toLowerCase()] : [])),
  );
  return operation.parameters.flatMap((parameter) => {
    if (parameter.in !== "header" || !parameter.required || NOT_CONSTANT.test(parameter.name)) return [];
    if (mayBeCredential(parameter.name)) return [];
    if (credentials.has(parameter.name.toLowerCase())) return [];
    const found = constantOf(parameter);
    if (!found) return [];
    const says = `the required header "${parameter.name}" ${found.because}`;
    const evidence = { signal: found.signal, weight: found.weight, says, at: parameter.at };
    return [{ constant: { name: parameter.name, value: found.value }, evidence }];
  });
}

/** A header that a read must send and whose value only the user knows. */
export function isAskedHeader(parameter: ParameterFact): boolean {
  const { in: place, name, required } = parameter;
  return place === "header" && required && !NOT_CONSTANT.test(name) && constantOf(parameter) === undefined;
}

interface Fixed {
  readonly value: string;
  readonly because: string;
  readonly signal: string;
  readonly weight: number;
}

function constantOf({ name, schema, examples, description }: ParameterFact): Fixed | undefined {
  const [only, ...others] = schema.enum ?? [];
  if (isPlain(only) && others.length === 0) {
    return { value: String(only), because: "has one allowed value", signal: "headers/one-value", weight: 0.97 };
  }
  if (isPlain(schema.default)) {
    return { value: String(schema.default), because: "has a default", signal: "headers/default", weight: 0.92 };
  }
  if (name.toLowerCase() === "accept") {
    const json = (schema.enum ?? []).find((value) => /json/i.test(String(value)));
    return {
      value: String(json ?? "application/json"),
      because: "asks for JSON",
      signal: "headers/accept",
      weight: 0.9,
    };
  }
  const example = schema.examples[0] ?? examples[0];
  if (/version/i.test(name) && isPlain(example) && /^[\w.:-]+$/.test(String(example))) {
    return {
      value: String(example),
      because: "names a version, shown in an example",
      signal: "headers/version",
      weight: 0.75,
    };
  }
  const told =
    /\b(?:must|should|always|has to)\b[^.]{0,40}?(?:be|equal|set to|value)\s*(?:to\s*)?["'`]([\w./+;=:-]+)["'`]/i.exec(
      description ?? "",
    )?.[1];
  return told === undefined
    ? undefined
    : { value: told, because: "has the value that is told", signal: "headers/told", weight: 0.85 };
}

/** A value that somebody's key may have: the document's example of one is nobody else's. */
const SECRET = /^(?=.*\d)(?=.*[a-zA-Z])[A-Za-z0-9+/=_]{16,}$/;

function isPlain(value: unknown): value is string | number {
  return (
    (typeof value === "string" && value !== "" && !/[{}<>\r\n]/.test(value) && !SECRET.test(value)) ||
    typeof value === "number"
  );
}

/** An API that answers in its vendor's media type alone has to be asked for it. */
function vendorAccept({ operation, response }: ListedStream): Seen[] {
  if (
    operation.parameters.some(
      ({ in: place, name, required }) => place === "header" && required && /^accept$/i.test(name),
    )
  )
    return [];
  const types = (response?.content ?? []).map(({ mediaType }) => mediaType);
  const vendor = types.find((type) => /^application\/(vnd\.|x-)?[\w.-]+\+json$/.test(type));
  if (!response || vendor === undefined || types.some((type) => !/\+json$/.test(type))) return [];
  const evidence = {
    signal: "headers/vendor-media-type",
    weight: 0.9,
    says: `answers are documented as "${vendor}" only`,
    at: response.at,
  };
  return [{ constant: { name: "Accept", value: vendor }, evidence }];
}

const DEMANDS_AGENT =
  /user-agent[^.]{0,80}\b(required|must|mandatory|need(?:s|ed)?|include|identif)|\b(must|required?|need to|please|set an?|provide an?|include an?)\b[^.]{0,80}user-agent/i;

function userAgent(facts: HttpFacts): Seen[] {
  for (const { text, at } of apiTexts(facts)) {
    const match = DEMANDS_AGENT.exec(text);
    if (!match) continue;
    const says = "the API wants to be told which program asks";
    const evidence = {
      signal: "headers/user-agent",
      weight: 0.8,
      says,
      at,
      quote: quoted(text, match.index, match[0].length),
    };
    return [{ constant: { name: "User-Agent", value: "sourcewright-connector" }, evidence }];
  }
  return [];
}
