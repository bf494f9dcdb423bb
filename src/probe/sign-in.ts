import type { Auth, OAuth2Auth, SessionAuth } from "../model/auth.ts";
import { readPath } from "../model/field-path.ts";
import type { Json, Template } from "../model/values.ts";
import { type HttpRequest, withCookie, withHeader, withQuery } from "./http-request.ts";
import type { Sender } from "./send-requests.ts";

/** Fills templates with the user's settings. */
export type Fill = (template: Template) => string;

/** How requests prove who asks, or why they can't. */
export type SignedIn =
  | { readonly kind: "ready"; readonly sign: (request: HttpRequest) => HttpRequest }
  | { readonly kind: "cannot"; readonly why: string };

interface Desk {
  readonly fill: Fill;
  readonly baseUrl: string;
  readonly sender: Sender;
}

/** Asks for a token where the scheme wants one: the only requests besides those that read. */
export async function signIn(auth: Auth, desk: Desk): Promise<SignedIn> {
  const { fill } = desk;
  switch (auth.kind) {
    case "none":
      return ready((request) => request);
    case "bearer":
      return ready((request) =>
        withHeader(request, "authorization", prefixed(auth.prefix ?? "Bearer", fill(auth.token))),
      );
    case "basic":
      return ready((request) => withHeader(request, "authorization", basic(fill(auth.username), fill(auth.password))));
    case "api-key":
      return ready((request) => sent(request, auth, prefixed(auth.prefix ?? "", fill(auth.key))));
    case "oauth2":
      return withOAuthToken(auth, desk);
    case "session":
      return withSession(auth, desk);
    case "all":
      return together(auth.of, desk);
    case "jwt":
    case "custom":
      return {
        kind: "cannot",
        why: `a probe can't prove who asks by ${auth.kind === "jwt" ? "a token that it signs" : "a scheme of its own"}`,
      };
  }
}

function ready(sign: (request: HttpRequest) => HttpRequest): SignedIn {
  return { kind: "ready", sign };
}

async function together(parts: readonly Auth[], desk: Desk): Promise<SignedIn> {
  const signs: ((request: HttpRequest) => HttpRequest)[] = [];
  for (const part of parts) {
    const signed = await signIn(part, desk);
    if (signed.kind === "cannot") return signed;
    signs.push(signed.sign);
  }
  return ready((request) => signs.reduce((so, sign) => sign(so), request));
}

async function withOAuthToken(auth: OAuth2Auth, { fill, sender }: Desk): Promise<SignedIn> {
  const url = fill(auth.tokenUrl);
  const form = tokenForm(auth, fill);
  if (!form) return { kind: "cannot", why: "a probe can't sign an assertion for a token" };
  if (URL.parse(url) === null) return { kind: "cannot", why: "the address that gives tokens is not known" };
  const { clientId = "", clientSecret = "" } = auth.credentials;
  const request: HttpRequest = {
    method: "POST",
    url,
    headers: { accept: "application/json" },
    body: { encoding: "form", value: form },
    shown: "the request for a token",
  };
  const proof = basic(fill(clientId), fill(clientSecret));
  const answer = await sender.send(auth.clientAuth === "basic" ? withHeader(request, "authorization", proof) : request);
  const token = readPath(answer?.body, ["access_token"]);
  if (typeof token !== "string") return { kind: "cannot", why: refused("a token", answer?.status) };
  return ready((one) => withHeader(one, "authorization", `Bearer ${token}`));
}

/** Undefined for a grant that needs a signature. */
function tokenForm({ grant, credentials, clientAuth, extra = {}, scopes }: OAuth2Auth, fill: Fill) {
  const { clientId = "", clientSecret = "", refreshToken = "", username = "", password = "" } = credentials;
  const byRefreshing = { grant_type: "refresh_token", refresh_token: refreshToken };
  const grants: Readonly<Record<OAuth2Auth["grant"], Readonly<Record<string, Template>> | undefined>> = {
    "client-credentials": { grant_type: "client_credentials", ...(scopes.length > 0 && { scope: scopes.join(" ") }) },
    "refresh-token": byRefreshing,
    "authorization-code": byRefreshing,
    password: { grant_type: "password", username, password },
    "jwt-bearer": undefined,
  };
  const asked = grants[grant];
  const client = clientAuth === "body" ? { client_id: clientId, client_secret: clientSecret } : {};
  return (
    asked &&
    Object.fromEntries(Object.entries({ ...asked, ...client, ...extra }).map(([name, value]) => [name, fill(value)]))
  );
}

async function withSession({ login, token, sendAs }: SessionAuth, { fill, baseUrl, sender }: Desk): Promise<SignedIn> {
  const path = fill(login.path);
  const headers = Object.entries(login.headers ?? {}).map(([name, value]) => [name.toLowerCase(), fill(value)]);
  const credentials = login.basic && basic(fill(login.basic.username), fill(login.basic.password));
  const answer = await sender.send({
    method: login.method,
    url: /^https?:/.test(path) ? path : baseUrl + path,
    headers: { ...Object.fromEntries(headers), ...(credentials === undefined ? {} : { authorization: credentials }) },
    ...(login.body === undefined ? {} : { body: { encoding: "json" as const, value: filledJson(login.body, fill) } }),
    shown: "the login",
  });
  const given = token.from === "header" ? answer?.headers.get(token.name) : readPath(answer?.body, token.path);
  if (typeof given !== "string") return { kind: "cannot", why: refused("a session", answer?.status) };
  return ready((request) => sent(request, sendAs, prefixed(sendAs.prefix ?? "", given)));
}

function refused(what: string, status: number | undefined): string {
  return status === undefined
    ? `no request was left to ask for ${what}`
    : `asked for ${what}, the source answered ${status} without one`;
}

function sent(
  request: HttpRequest,
  place: { readonly in: "header" | "query" | "cookie"; readonly name: string },
  value: string,
): HttpRequest {
  const ways = { header: withHeader, query: withQuery, cookie: withCookie };
  return ways[place.in](request, place.name, value);
}

function filledJson(value: Json, fill: Fill): Json {
  if (typeof value === "string") return fill(value);
  if (Array.isArray(value)) return value.map((one: Json) => filledJson(one, fill));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filledJson(one, fill)]));
}

function prefixed(prefix: string, value: string): string {
  return prefix === "" ? value : `${prefix} ${value}`;
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
