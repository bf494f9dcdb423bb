import type { Auth, OAuth2Auth, SessionAuth } from "../model/auth.ts";
import { isObject, readPath, withValue } from "../model/field-path.ts";
import type { HttpSource } from "../model/http.ts";
import type { Json } from "../model/values.ts";
import { basic, type Gate } from "./credentials.ts";
import { type Endpoint, originAndPath } from "./endpoint.ts";
import type { ReceivedRequest } from "./received-request.ts";
import { readSignedToken } from "./signed-token.ts";

/** Where tokens and sessions are given out. */
export interface TokenEndpoint {
  readonly origin: string;
  readonly path: string;
  readonly method: string;
  /** Undefined: a token is due. Otherwise what is wrong with the request. */
  problem(request: ReceivedRequest): string | undefined;
  /** The answer with a new token. */
  grant(request: ReceivedRequest): { readonly body: Json; readonly headers: Readonly<Record<string, string>> };
}

/** Seconds that a token is good for where the test doesn't say otherwise. */
const HOUR = 3600;

export function tokenEndpoints(
  source: HttpSource,
  all: readonly Endpoint[],
  gate: Gate,
  lifetime: number | undefined,
): TokenEndpoint[] {
  const auths = new Set([source.auth[0], ...all.map((endpoint) => endpoint.auth)].flatMap(flattened));
  return [...auths].flatMap((auth) => {
    if (auth.kind === "oauth2") return [oauthEndpoint(auth, source, gate, lifetime ?? HOUR)];
    return auth.kind === "session" ? [loginEndpoint(auth, source, gate, lifetime ?? auth.lifetime)] : [];
  });
}

function flattened(auth: Auth | undefined): Auth[] {
  if (!auth) return [];
  return auth.kind === "all" ? auth.of.flatMap(flattened) : [auth];
}

/** Absolute, or below the base URL. */
function place(url: string, source: HttpSource, { configuration }: Gate): { origin: string; path: string } {
  const filled = configuration.fill(url);
  const base = configuration.fill(source.baseUrl);
  return originAndPath(/^https?:/.test(filled) ? filled : `${base}/${filled.replace(/^\/+/, "")}`);
}

function oauthEndpoint(auth: OAuth2Auth, source: HttpSource, gate: Gate, lifetime: number): TokenEndpoint {
  return {
    ...place(auth.tokenUrl, source, gate),
    method: "POST",
    problem: (request) => oauthProblem(auth, request, gate),
    grant: ({ now }) => ({
      headers: { "cache-control": "no-store" },
      body: { access_token: gate.tokens.issue(lifetime, now), token_type: "Bearer", expires_in: lifetime },
    }),
  };
}

const GRANT_TYPES: Readonly<Record<OAuth2Auth["grant"], string>> = {
  "client-credentials": "client_credentials",
  "refresh-token": "refresh_token",
  "authorization-code": "refresh_token",
  password: "password",
  "jwt-bearer": "urn:ietf:params:oauth:grant-type:jwt-bearer",
};

function oauthProblem(auth: OAuth2Auth, request: ReceivedRequest, gate: Gate): string | undefined {
  const type = request.headers["content-type"] ?? "";
  if (!type.includes("application/x-www-form-urlencoded")) return `a token request is a form, not "${type}"`;
  const form = isObject(request.body) ? request.body : {};
  const wanted = wantedFields(auth, gate);
  const wrong = Object.keys(wanted).find((name) => form[name] !== wanted[name]);
  if (wrong !== undefined) return `the token request's "${wrong}" isn't the one that the configuration makes`;
  const allowed = new Set([...Object.keys(wanted), "scope", ...(auth.grant === "jwt-bearer" ? ["assertion"] : [])]);
  const stray = Object.keys(form).find((name) => !allowed.has(name));
  if (stray !== undefined) return `the token request has the undeclared field "${stray}"`;
  return clientProblem(auth, request, gate) ?? scopeProblem(auth, form.scope) ?? assertionProblem(auth, request, gate);
}

/** Fields of the form, each with the value that the configuration makes. */
function wantedFields(auth: OAuth2Auth, { configuration: { fill } }: Gate): Record<string, string> {
  const { clientId, clientSecret, refreshToken, username, password } = auth.credentials;
  const wanted: Record<string, string> = { grant_type: GRANT_TYPES[auth.grant] };
  const need = (name: string, template: string | undefined) => {
    if (template !== undefined) wanted[name] = fill(template);
  };
  if (auth.clientAuth === "body" && auth.grant !== "jwt-bearer") {
    need("client_id", clientId);
    need("client_secret", clientSecret);
  }
  if (auth.grant === "refresh-token" || auth.grant === "authorization-code") need("refresh_token", refreshToken);
  if (auth.grant === "password") {
    need("username", username);
    need("password", password);
  }
  for (const [name, template] of Object.entries(auth.extra ?? {})) need(name, template);
  return wanted;
}

function clientProblem(
  auth: OAuth2Auth,
  request: ReceivedRequest,
  { configuration: { fill } }: Gate,
): string | undefined {
  if (auth.clientAuth !== "basic") return undefined;
  const { clientId = "", clientSecret = "" } = auth.credentials;
  const right = request.headers.authorization === basic(fill(clientId), fill(clientSecret));
  return right ? undefined : "the client doesn't prove itself with basic auth";
}

function scopeProblem({ scopes, grant }: OAuth2Auth, sent: Json | undefined): string | undefined {
  const asked = new Set(typeof sent === "string" ? sent.split(" ") : []);
  // A refreshed token keeps the scopes that the user consented to.
  const optional = grant === "refresh-token" || grant === "authorization-code" || grant === "jwt-bearer";
  if (sent === undefined && optional) return undefined;
  const missing = scopes.find((scope) => !asked.has(scope));
  return missing === undefined ? undefined : `the token request doesn't ask for the scope "${missing}"`;
}

function assertionProblem(auth: OAuth2Auth, request: ReceivedRequest, { configuration }: Gate): string | undefined {
  if (auth.grant !== "jwt-bearer") return undefined;
  const sent = readPath(request.body, ["assertion"]);
  if (typeof sent !== "string") return "the token request has no assertion";
  const read = readSignedToken(sent, {
    algorithm: "RS256",
    secret: "",
    publicKey: configuration.publicKey,
    now: request.now,
  });
  if ("problem" in read) return `the assertion isn't right: ${read.problem}`;
  const issuer = auth.credentials.clientId;
  const known = issuer === undefined || read.claims.iss === configuration.fill(issuer);
  return known ? undefined : "the assertion's issuer isn't the client";
}

function loginEndpoint(auth: SessionAuth, source: HttpSource, gate: Gate, lifetime: number | undefined): TokenEndpoint {
  const { login, token } = auth;
  return {
    ...place(login.path, source, gate),
    method: login.method,
    problem: (request) => loginProblem(auth, request, gate),
    grant({ now }) {
      const issued = gate.tokens.issue(lifetime, now);
      return token.from === "body"
        ? { headers: {}, body: withValue({}, token.path, issued) }
        : { headers: { [token.name]: issued }, body: {} };
    },
  };
}

function loginProblem({ login }: SessionAuth, request: ReceivedRequest, { configuration }: Gate): string | undefined {
  const { fill } = configuration;
  if (login.body !== undefined && !sameJson(request.body, filled(login.body, fill)))
    return "the login's body isn't the one that the configuration makes";
  for (const [name, template] of Object.entries(login.headers ?? {})) {
    if (request.headers[name.toLowerCase()] !== fill(template)) return `the login's header "${name}" isn't right`;
  }
  const wanted = login.basic && basic(fill(login.basic.username), fill(login.basic.password));
  return wanted === undefined || request.headers.authorization === wanted ? undefined : "the login isn't right";
}

/** A JSON value with all templates in its texts filled. */
export function filled(value: Json, fill: (template: string) => string): Json {
  if (typeof value === "string") return fill(value);
  if (Array.isArray(value)) return value.map((item) => filled(item, fill));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filled(item, fill)]));
}

export function sameJson(one: Json | undefined, other: Json | undefined): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => sameJson(item, other[index]));
  if (!isObject(one) || !isObject(other)) return one === other;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => sameJson(one[name], other[name]));
}
