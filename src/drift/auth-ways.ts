import type { HttpFacts, SecuritySchemeFact } from "../evidence/http-facts.ts";
import type { SourceRef } from "../evidence/source-ref.ts";
import type { Auth } from "../model/auth.ts";

/** One way to send credentials, as a source sees it: equal texts are equal requests. */
export interface Way {
  readonly way: string;
  readonly at?: SourceRef;
}

/** Those that are sent together; none for a source that asks nothing. */
export function membersOf(auth: Auth): readonly Auth[] {
  if (auth.kind === "all") return auth.of.flatMap(membersOf);
  return auth.kind === "none" ? [] : [auth];
}

/** A token address without its host is known by its path. */
export function isSameWay(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [one, other].map((way) => /^oauth2 (https?:\/\/[^/]*)?(\/.*)?$/i.exec(way));
  return a != null && b != null && (a[1] === undefined || b[1] === undefined) && a[2] !== undefined && a[2] === b[2];
}

export function declaredWays({ securitySchemes }: HttpFacts): readonly Way[] {
  return securitySchemes.flatMap((scheme) => waysOfScheme(scheme).map((way) => ({ way, at: scheme.at })));
}

export function waysOfScheme(scheme: SecuritySchemeFact): readonly string[] {
  switch (scheme.type) {
    case "api-key":
      return isAuthorization(scheme) ? [AUTHORIZATION, BARE] : [keyWay(scheme.in, scheme.name)];
    case "http":
      return [/^basic$/i.test(scheme.scheme) ? "basic" : AUTHORIZATION];
    case "oauth2":
      return scheme.flows.flatMap(({ tokenUrl, refreshUrl }) => {
        const urls = [tokenUrl, refreshUrl].filter((url) => url !== undefined);
        return urls.length > 0 ? urls.map(tokenWay) : [AUTHORIZATION];
      });
    case "openid-connect":
      return [`OpenID Connect ${scheme.url}`];
    case "other":
      return [scheme.text];
  }
}

export function wayOf(auth: Auth): string {
  switch (auth.kind) {
    case "bearer":
    case "jwt":
      return AUTHORIZATION;
    case "basic":
      return "basic";
    case "api-key":
      if (!isAuthorization(auth)) return keyWay(auth.in, auth.name);
      return auth.prefix === undefined ? BARE : AUTHORIZATION;
    case "oauth2":
      return tokenWay(auth.tokenUrl);
    case "session":
      return isAuthorization(auth.sendAs) ? AUTHORIZATION : keyWay(auth.sendAs.in, auth.sendAs.name);
    case "none":
    case "custom":
    case "all":
      return auth.kind;
  }
}

/** What stands before the key is seldom documented: any word but `Basic` is taken for the one that is sent. */
const AUTHORIZATION = "header:authorization";
const BARE = "header:authorization without a word before it";

function isAuthorization({ in: place, name }: { readonly in: string; readonly name: string }): boolean {
  return place === "header" && /^authorization$/i.test(name);
}

export function keyWay(place: string, name: string): string {
  return `${place}:${place === "header" ? name.toLowerCase() : name}`;
}

function tokenWay(url: string): string {
  return `oauth2 ${url.replace(/\/+$/, "")}`;
}

/** Names under which credentials are sent, in small letters. */
export function credentialNames(auth: readonly Auth[], ...facts: readonly HttpFacts[]): ReadonlySet<string> {
  const names = facts.flatMap(({ securitySchemes }) =>
    securitySchemes.flatMap((one) => (one.type === "api-key" ? [one.name] : [])),
  );
  const used = auth
    .flatMap(membersOf)
    .flatMap((one) => (one.kind === "api-key" ? [one.name] : one.kind === "session" ? [one.sendAs.name] : []));
  return new Set([...names, ...used].map((name) => name.toLowerCase()));
}
