import type { ApiKeyAuth, Auth, JwtAuth, SessionAuth } from "../model/auth.ts";
import type { Configuration } from "./configuration.ts";
import { cookies, type ReceivedRequest } from "./received-request.ts";
import { readSignedToken } from "./signed-token.ts";
import type { Tokens } from "./tokens.ts";

export interface Gate {
  readonly configuration: Configuration;
  readonly tokens: Tokens;
}

/** Why a request isn't let in; undefined: it is. */
export function credentialProblem(auth: Auth | undefined, request: ReceivedRequest, gate: Gate): string | undefined {
  if (!auth) return undefined;
  const { fill } = gate.configuration;
  switch (auth.kind) {
    case "none":
    case "custom":
      return undefined;
    case "bearer":
      return headerProblem(request, `${auth.prefix ?? "Bearer"} ${fill(auth.token)}`.trim());
    case "basic":
      return headerProblem(request, basic(fill(auth.username), fill(auth.password)));
    case "api-key":
      return keyProblem(auth, request, fill(auth.key));
    case "oauth2":
      return tokenProblem(bearerToken(request, "Bearer"), request, gate);
    case "jwt":
      return signedProblem(auth, request, gate);
    case "session":
      return tokenProblem(sessionToken(auth, request), request, gate);
    case "all":
      return auth.of.map((one) => credentialProblem(one, request, gate)).find((problem) => problem !== undefined);
  }
}

export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

function headerProblem(request: ReceivedRequest, wanted: string): string | undefined {
  const sent = request.headers.authorization;
  if (sent === undefined) return "no Authorization header";
  return sent === wanted ? undefined : "the Authorization header isn't the one that the configuration makes";
}

function keyProblem(auth: ApiKeyAuth, request: ReceivedRequest, key: string): string | undefined {
  const wanted = auth.prefix ? `${auth.prefix} ${key}` : key;
  const sent = sentAt(auth, request);
  if (sent === undefined) return `no ${auth.in} "${auth.name}"`;
  return sent === wanted ? undefined : `the ${auth.in} "${auth.name}" isn't the one that the configuration makes`;
}

function sentAt(
  { in: place, name }: { readonly in: "header" | "query" | "cookie"; readonly name: string },
  request: ReceivedRequest,
): string | undefined {
  switch (place) {
    case "header":
      return request.headers[name.toLowerCase()];
    case "query":
      return request.query.get(name) ?? undefined;
    case "cookie":
      return cookies(request).get(name);
  }
}

function bearerToken(request: ReceivedRequest, prefix: string): string | undefined {
  const sent = request.headers.authorization;
  return sent?.startsWith(`${prefix} `) ? sent.slice(prefix.length + 1) : undefined;
}

function sessionToken({ sendAs }: SessionAuth, request: ReceivedRequest): string | undefined {
  const sent = sentAt(sendAs, request);
  if (sendAs.prefix === undefined || sendAs.prefix === "") return sent;
  return sent?.startsWith(`${sendAs.prefix} `) ? sent.slice(sendAs.prefix.length + 1) : undefined;
}

function tokenProblem(token: string | undefined, { now }: ReceivedRequest, { tokens }: Gate): string | undefined {
  if (token === undefined) return "no token where it belongs";
  return tokens.valid(token, now) ? undefined : "the token was never issued, or has expired";
}

function signedProblem(auth: JwtAuth, request: ReceivedRequest, { configuration }: Gate): string | undefined {
  const token = bearerToken(request, auth.prefix ?? "Bearer");
  if (token === undefined) return "no token where it belongs";
  const { fill, publicKey } = configuration;
  const read = readSignedToken(token, {
    algorithm: auth.algorithm,
    secret: fill(auth.key),
    publicKey,
    now: request.now,
  });
  if ("problem" in read) return `the token isn't right: ${read.problem}`;
  const { exp, iat } = read.claims;
  if (typeof exp !== "number") return "the token has no time at which it ends";
  // A minute for the time between signing and asking.
  if (typeof iat === "number" && exp - iat > auth.lifetime + 60)
    return `the token is good for more than ${auth.lifetime} seconds`;
  return (
    wrongEntry(auth.claims, read.claims, "claim", fill) ?? wrongEntry(auth.headers ?? {}, read.header, "header", fill)
  );
}

function wrongEntry(
  wanted: { readonly [name: string]: string | number },
  given: { readonly [name: string]: unknown },
  what: "claim" | "header",
  fill: (template: string) => string,
): string | undefined {
  const wrong = Object.entries(wanted).find(
    ([name, value]) => given[name] !== (typeof value === "number" ? value : fill(value)),
  );
  return wrong && `the token's ${what} "${wrong[0]}" isn't the declared one`;
}

/** Names of the query parameters that prove who asks. */
export function secretQueryParams(auth: Auth | undefined): string[] {
  switch (auth?.kind) {
    case "api-key":
      return auth.in === "query" ? [auth.name] : [];
    case "session":
      return auth.sendAs.in === "query" ? [auth.sendAs.name] : [];
    case "all":
      return auth.of.flatMap(secretQueryParams);
    default:
      return [];
  }
}

/** True where a new token, login or signature can be had without the user. */
export function canRenew(auth: Auth | undefined): boolean {
  if (auth?.kind === "all") return auth.of.some(canRenew);
  return auth?.kind === "oauth2" || auth?.kind === "session" || auth?.kind === "jwt";
}
