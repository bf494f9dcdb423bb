import type { HttpFacts } from "../evidence/http-facts.ts";
import type { Auth } from "../model/auth.ts";
import { otherDemands } from "./auth-demands.ts";
import { declaredWays, isSameWay, keyWay, membersOf, type Way, wayOf } from "./auth-ways.ts";
import type { Change, Matching, Side } from "./change.ts";

/**
 * Whether the way that a connector proves who asks is still one that the documents know. What they call it doesn't
 * count: a key in the `Authorization` header and a bearer token are sent alike.
 */
export function authChanges(
  auth: readonly Auth[],
  matched: readonly Matching[],
  old: Side,
  now: Side,
): readonly Change[] {
  const [used] = auth;
  if (!used) return otherWays(declaredWays(old.facts), declaredWays(now.facts));
  const members = membersOf(used);
  if (members.length === 0) return newlyAsked(old.facts, now.facts);
  const [before, after] = [declaredWays(old.facts), declaredWays(now.facts)];
  const asked = new Set(
    now.facts.operations.flatMap(({ parameters }) => parameters.map((one) => keyWay(one.in, one.name))),
  );
  const lost = members.map(wayOf).find((way) => isLost(way, before, after) && !asked.has(way));
  if (lost !== undefined) return [lostWay(lost, before, after)];
  return [
    ...otherScopes(members, old.facts, now.facts),
    ...otherDemands(members.map(wayOf), matched, { old: old.facts, now: now.facts, asked }),
  ];
}

/** Of a connector that doesn't know yet how to prove who asks: its open question has other answers now. */
function otherWays(before: readonly Way[], after: readonly Way[]): Change[] {
  const [first] = before;
  const isKept = before.some(({ way }) => after.some((one) => isSameWay(one.way, way)));
  return !first || after.length === 0 || isKept ? [] : [lostWay(first.way, before, after)];
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
    detail: `credentials were sent as ${way}, and the documents now ask for ${offered.join(" or ")}`,
    evidence: {
      old: way,
      new: offered,
      ...(held?.at && { oldAt: held.at }),
      ...(after[0]?.at && { newAt: after[0].at }),
    },
  };
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
