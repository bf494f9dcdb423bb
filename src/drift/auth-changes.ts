import type { HttpFacts, SecuritySchemeFact } from "../evidence/http-facts.ts";
import type { SourceRef } from "../evidence/source-ref.ts";
import type { Auth } from "../model/auth.ts";
import type { Change, Side } from "./change.ts";

/** One way to send credentials, as a source sees it: equal texts are equal requests. */
interface Way {
  readonly way: string;
  readonly at?: SourceRef;
}

/**
 * Whether the way that a connector proves who asks is still one that the documents know. What they call it doesn't
 * count: a key in the `Authorization` header and a bearer token are sent alike.
 */
export function authChanges(auth: readonly Auth[], old: Side, now: Side): readonly Change[] {
  const [used] = auth;
  const members = used ? membersOf(used) : [];
  if (!used) return [];
  if (members.length === 0) return newlyAsked(old.facts, now.facts);
  const [before, after] = [declaredWays(old.facts), declaredWays(now.facts)];
  const asked = new Set(
    now.facts.operations.flatMap(({ parameters }) => parameters.map((one) => keyWay(one.in, one.name))),
  );
  const lost = members.map(wayOf).find((way) => isLost(way, before, after) && !asked.has(way));
  if (lost !== undefined) return [lostWay(lost, before, after)];
  return otherScopes(members, old.facts, now.facts);
}

function membersOf(auth: Auth): readonly Auth[] {
  if (auth.kind === "all") return auth.of.flatMap(membersOf);
  return auth.kind === "none" ? [] : [auth];
}

/** A token address without its host is known by its path. */
function isSameWay(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [one, other].map((way) => /^oauth2 (https?:\/\/[^/]*)?(\/.*)?$/i.exec(way));
  return a != null && b != null && (a[1] === undefined || b[1] === undefined) && a[2] !== undefined && a[2] === b[2];
}

/** What no scheme of the old document declares was read from prose, or is the user's word: it can't be missed. */
function isLost(way: string, before: readonly Way[], after: readonly Way[]): boolean {
  if (after.length === 0 || !before.some((one) => isSameWay(one.way, way))) return false;
  return !after.some((one) => isSameWay(one.way, way));
}

function lostWay(way: string, before: readonly Way[], after: readonly Way[]): Change {
  const held = before.find((one) => isSameWay(one.way, way));
  const offered = [...new Set(after.map((one) => one.way))];
  return {
    class: "breaking",
    about: "auth",
    stream: null,
    detail: `the connector sends ${way}, and the documents now ask for ${offered.join(" or ")}`,
    evidence: {
      old: way,
      new: offered,
      ...(held?.at && { oldAt: held.at }),
      ...(after[0]?.at && { newAt: after[0].at }),
    },
  };
}

function declaredWays({ securitySchemes }: HttpFacts): readonly Way[] {
  return securitySchemes.flatMap((scheme) => waysOfScheme(scheme).map((way) => ({ way, at: scheme.at })));
}

function waysOfScheme(scheme: SecuritySchemeFact): readonly string[] {
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

function wayOf(auth: Auth): string {
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

function keyWay(place: string, name: string): string {
  return `${place}:${place === "header" ? name.toLowerCase() : name}`;
}

function tokenWay(url: string): string {
  return `oauth2 ${url.replace(/\/+$/, "")}`;
}

/** A source that was open asks who reads it. */
function newlyAsked(old: HttpFacts, now: HttpFacts): Change[] {
  if (old.securitySchemes.length > 0 || !asksAlways(now) || asksAlways(old)) return [];
  const ways = declaredWays(now);
  const [first] = ways;
  if (!first) return [];
  return [
    {
      class: "breaking",
      about: "auth",
      stream: null,
      detail: `requests have to prove who asks now: ${[...new Set(ways.map(({ way }) => way))].join(" or ")}`,
      evidence: { old: null, new: first.way, ...(first.at && { newAt: first.at }) },
    },
  ];
}

function asksAlways({ security }: HttpFacts): boolean {
  return security !== undefined && security.length > 0 && security.every((one) => Object.keys(one).length > 0);
}

/** Scopes that the connector asks for and that are no more, or that reading needs now and it doesn't ask for. */
function otherScopes(members: readonly Auth[], old: HttpFacts, now: HttpFacts): Change[] {
  const oauth = members.find((one) => one.kind === "oauth2");
  if (oauth?.kind !== "oauth2" || oauth.scopes.length === 0) return [];
  const [offered, offers] = [scopesOffered(old), scopesOffered(now)];
  const gone = oauth.scopes.filter((scope) => offered.has(scope) && offers.size > 0 && !offers.has(scope));
  const [before, after] = [scopesOf(old), scopesOf(now)];
  const added = [...after].filter((scope) => !before.has(scope) && !oauth.scopes.includes(scope));
  const about = { about: "auth", stream: null } as const;
  if (gone.length > 0) {
    const detail = `a token is asked for with scopes that are no more: ${gone.join(", ")}`;
    return [{ class: "breaking", ...about, detail, evidence: { old: gone, new: [...offers].slice(0, 20) } }];
  }
  if (added.length === 0) return [];
  const detail = `reading needs further scopes: ${added.join(", ")}`;
  return [{ class: "risky", ...about, detail, evidence: { old: [...oauth.scopes], new: added } }];
}

function scopesOffered({ securitySchemes }: HttpFacts): ReadonlySet<string> {
  const flows = securitySchemes.flatMap((one) => (one.type === "oauth2" ? one.flows : []));
  return new Set(flows.flatMap(({ scopes }) => Object.keys(scopes)));
}

function scopesOf({ operations, security }: HttpFacts): ReadonlySet<string> {
  const reading = operations.filter(({ method }) => method === "GET");
  return new Set(
    reading.flatMap((one) => (one.security ?? security ?? []).flatMap((all) => Object.values(all).flat())),
  );
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
