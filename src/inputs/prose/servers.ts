import type { SourceRef } from "../../evidence/source-ref.ts";
import type { Mention } from "./mentions.ts";
import { fits } from "./target-path.ts";

/** An address that a page calls the base of all others. */
export interface BaseUrl {
  readonly origin: string;
  readonly segments: readonly string[];
  readonly at: SourceRef;
}

export interface Server {
  readonly url: string;
  readonly at: SourceRef;
}

interface Relative {
  readonly mention: Mention;
  readonly segments: readonly string[];
}

/** An endpoint whose origin is known or not. */
interface Placed {
  readonly origin: string | undefined;
  readonly at: SourceRef;
}

interface ServerChoice {
  /** A path below the server, and its origin where it is elsewhere. */
  below(
    segments: readonly string[],
    origin: string | undefined,
  ): {
    readonly segments: readonly string[];
    readonly origin: string | undefined;
  };
  servers(routes: readonly Placed[]): readonly Server[];
}

interface Vote {
  readonly origin: string;
  readonly prefix: readonly string[];
  readonly at: SourceRef;
  weight: number;
}

const MOST = 1000;
const SAME_SECTION = 3;
const SAID = 4;

/** Hosts that stand for whatever host the user has. */
export function isStandIn(origin: string): boolean {
  return /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|(?:[\w-]+\.)*example\.(?:com|org|net)|[\w.-]+\.(?:example|test|invalid|local|localhost)|(?:your|my)[\w.-]*|[^./:]+)(?::\d+)?$/i.test(
    origin,
  );
}

/** Which server the endpoints with relative paths are below, by the addresses that end in their paths. */
export function chooseServers(
  relative: readonly Relative[],
  absolute: readonly Mention[],
  bases: readonly BaseUrl[],
): ServerChoice {
  const votes = votesOf(relative.slice(0, MOST), absolute.slice(0, MOST));
  for (const { origin, segments, at } of bases) {
    const isPartOfPaths = relative.filter((one) => startsWith(one.segments, segments)).length > relative.length / 2;
    vote(votes, { origin, prefix: isPartOfPaths ? [] : segments, at, weight: SAID });
  }
  const ranked = [...votes.values()].sort((a, b) => b.weight - a.weight);
  const best = relative.length > 0 ? (ranked.find(({ origin }) => !isStandIn(origin)) ?? ranked[0]) : undefined;
  return {
    below(segments, origin) {
      if (origin === undefined && best && isOtherVersion(segments, best)) {
        return { segments, origin: urlOf({ ...best, prefix: best.prefix.slice(0, -1) }) };
      }
      if (origin === undefined || (best && isStandIn(best.origin))) {
        const within = best && origin !== undefined && startsWith(segments, best.prefix);
        return { segments: within ? segments.slice(best.prefix.length) : segments, origin: undefined };
      }
      if (best && best.origin === origin && startsWith(segments, best.prefix)) {
        return { segments: segments.slice(best.prefix.length), origin: undefined };
      }
      return { segments, origin };
    },
    servers(routes) {
      const found = best && !isStandIn(best.origin) ? [{ url: urlOf(best), at: best.at }] : [];
      return [...found, ...originsOf(routes, found.length === 0 ? ranked : [])].slice(0, 5);
    },
  };
}

function votesOf(relative: readonly Relative[], absolute: readonly Mention[]): Map<string, Vote> {
  const votes = new Map<string, Vote>();
  for (const mention of absolute) {
    for (const route of relative) {
      const prefix = prefixOf(mention, route);
      const { origin } = mention.target;
      if (!prefix || origin === undefined) continue;
      const near = mention.section === route.mention.section || mention.section.parent === route.mention.section;
      vote(votes, { origin, prefix, at: mention.at, weight: near ? SAME_SECTION : 1 });
    }
  }
  return votes;
}

/** What stands before the endpoint's path in an address that ends in it. */
function prefixOf({ target, method }: Mention, { mention, segments }: Relative): readonly string[] | undefined {
  const from = target.segments.length - segments.length;
  if (from < 0 || (method !== undefined && method !== (mention.method ?? "GET"))) return undefined;
  const isOwn = segments.some((step) => !step.includes("{")) && fits(segments, target.segments.slice(from));
  return isOwn ? target.segments.slice(0, from) : undefined;
}

/** `https://x/{id}` and `https://x/{account_id}` are one: the name that says more is kept. */
function vote(votes: Map<string, Vote>, one: Vote): void {
  const key = `${one.origin}/${one.prefix.map((step) => step.replace(/\{[^{}]*\}/g, "{}")).join("/")}`;
  const held = votes.get(key);
  if (!held) {
    votes.set(key, one);
    return;
  }
  const named = one.prefix.join("/").length > held.prefix.join("/").length ? one : held;
  votes.set(key, { ...named, weight: held.weight + one.weight });
}

const VERSION = /^v\d+(?:\.\d+)?$/i;

/** A path that names a version itself is not below the server's. */
function isOtherVersion(segments: readonly string[], { prefix }: Vote): boolean {
  return VERSION.test(segments[0] ?? "") && VERSION.test(prefix.at(-1) ?? "");
}

function startsWith(segments: readonly string[], prefix: readonly string[]): boolean {
  return segments.length >= prefix.length && prefix.every((step, at) => fits([step], [segments[at] ?? ""]));
}

function urlOf({ origin, prefix }: Vote): string {
  return [origin, ...prefix].join("/");
}

/** Of endpoints that are written with their server, the most frequent first; else a base that is told. */
function originsOf(routes: readonly Placed[], told: readonly Vote[]): readonly Server[] {
  const counts = new Map<string, { at: SourceRef; count: number }>();
  for (const { origin, at } of routes) {
    if (origin === undefined) continue;
    const held = counts.get(origin);
    counts.set(origin, { at: held?.at ?? at, count: (held?.count ?? 0) + 1 });
  }
  const found = [...counts].sort(([, a], [, b]) => b.count - a.count).map(([url, { at }]) => ({ url, at }));
  const placed = routes.filter(({ origin }) => origin !== undefined).length;
  // A few that are elsewhere say nothing of where all others are.
  if (placed * 2 >= routes.length) return found;
  return told.filter(({ origin }) => !isStandIn(origin)).map((one) => ({ url: urlOf(one), at: one.at }));
}
