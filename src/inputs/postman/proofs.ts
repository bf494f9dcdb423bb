import type { SecuritySchemeFact } from "../../evidence/http-facts.ts";
import { type Node, placeOf } from "../node.ts";
import { isSecretName } from "../scrub-secrets.ts";
import { type Proof, readAuth, type SchemeBook } from "./auth-schemes.ts";
import type { KeyValue } from "./key-values.ts";
import type { PostmanRequest } from "./postman-request.ts";
import type { TokenRequests } from "./token-requests.ts";
import { type Variables, variablesIn } from "./variables.ts";

export interface ProofContext {
  readonly book: SchemeBook;
  readonly variables: Variables;
  readonly tokens: TokenRequests;
  /** The `auth` of the whole collection. */
  readonly inherited: Node | undefined;
  /** Which request's answer a variable is taken from, by the scripts: `POST /login`. */
  readonly givenBy: ReadonlyMap<string, string>;
}

/**
 * How a request proves who asks: by what its `auth` says (its own, its folder's, the collection's), and by headers and
 * queries that hold a credential. `undefined`: nothing is said.
 */
export function readProof(request: PostmanRequest, context: ProofContext): Proof | undefined {
  const { book, variables } = context;
  const node = request.item.auth ?? context.inherited;
  const stated = node && readAuth(node, book, variables);
  const shown = [
    ...request.headers.flatMap((pair) => headerProof(pair, context) ?? []),
    ...request.query.flatMap((pair) => queryProof(pair, context) ?? []),
  ];
  if (shown.length === 0) return stated && withTokens(stated, node, context);
  const hasHeader = shown.some((one) => sendsAuthorization(one));
  const kept = (stated ?? []).filter((one) => !(hasHeader && sendsAuthorization(one)));
  return unique([...withTokens(kept, node, context), ...shown]);
}

function unique(proof: Proof): Proof {
  return [...new Map(proof.map((one) => [one.id, one])).values()];
}

function sendsAuthorization(scheme: SecuritySchemeFact): boolean {
  return scheme.type !== "api-key" || /^authorization$/i.test(scheme.name);
}

/** A bearer token that the collection's own token requests give out is OAuth 2.0's. */
function withTokens(proof: Proof, node: Node | undefined, context: ProofContext): Proof {
  const held = variablesIn(JSON.stringify(node?.value ?? null));
  return proof.map((one) => (isBearer(one) && isGivenOut(held, context) ? (context.tokens.scheme ?? one) : one));
}

function isBearer(scheme: SecuritySchemeFact): boolean {
  return scheme.type === "http" && /^(?:bearer|oauth)$/i.test(scheme.scheme);
}

function isGivenOut(held: readonly string[], { tokens }: ProofContext): boolean {
  if (!tokens.scheme) return false;
  return (
    held.length === 0 ||
    tokens.gives.size === 0 ||
    held.some((name) => tokens.gives.has(name) || /access.?token/i.test(name))
  );
}

function headerProof(pair: KeyValue, context: ProofContext): Proof | undefined {
  const { key, value = "", disabled } = pair;
  if (disabled) return undefined;
  if (/^(?:proxy-)?authorization$/i.test(key)) return [authorizationProof(pair, context)];
  if (/^cookie$/i.test(key)) return undefined;
  if (isCredential(pair)) return [keyScheme(pair, "header", context)];
  // `Client-Id: {{client_id}}` beside the token: the one who asks, told twice.
  const [name] = variablesIn(value);
  const isClient =
    name !== undefined && /id$/i.test(name) && context.tokens.sends.has(name) && /client|app|consumer|key/i.test(key);
  return isClient ? [keyScheme(pair, "header", context)] : undefined;
}

function queryProof(pair: KeyValue, context: ProofContext): Proof | undefined {
  return isCredential(pair) ? [keyScheme(pair, "query", context)] : undefined;
}

/** Named like a credential, or holding nothing but a variable that is. */
export function isCredential({ key, value = "" }: KeyValue): boolean {
  const only = /^\s*\{\{\s*([^{}]+?)\s*\}\}\s*$/.exec(value)?.[1];
  return isSecretName(key) || (only !== undefined && isSecretName(only) && !/page|next|cursor/i.test(key));
}

function authorizationProof(pair: KeyValue, context: ProofContext): SecuritySchemeFact {
  const value = (pair.value ?? "").trim();
  const word = /^([A-Za-z][\w-]{0,30})[\s:=]+\S/.exec(value)?.[1];
  const common = { description: describedBy(pair, context), extensions: {}, at: placeOf(pair.node) };
  if (word === undefined) return keyScheme(pair, "header", context);
  const scheme = context.book.enter(word.toLowerCase(), {
    ...common,
    type: "http",
    scheme: /^(?:bearer|basic)$/i.test(word) ? word.toLowerCase() : word,
    bearerFormat: undefined,
  });
  const given = isBearer(scheme) && isGivenOut(variablesIn(value), context);
  return given ? (context.tokens.scheme ?? scheme) : scheme;
}

function keyScheme(pair: KeyValue, place: "header" | "query", context: ProofContext): SecuritySchemeFact {
  return context.book.enter(pair.key, {
    description: describedBy(pair, context),
    extensions: {},
    at: placeOf(pair.node),
    type: "api-key",
    in: place,
    name: pair.key,
  });
}

/** What is known of the value: the description, the variable's name, and the request that its value comes from. */
function describedBy({ value = "", description }: KeyValue, { givenBy }: ProofContext): string | undefined {
  const [name] = variablesIn(value);
  if (name === undefined) return description;
  const from = givenBy.get(name);
  const origin = from === undefined ? "" : `, returned by the request ${from}`;
  return [description, `Its value is the variable "${name}"${origin}.`].filter(Boolean).join(" ");
}
