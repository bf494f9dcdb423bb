import type { SourceRef } from "../../evidence/source-ref.ts";
import type { Mention } from "./mentions.ts";
import { type BaseUrl, chooseServers, isStandIn, type Server } from "./servers.ts";
import { fits, keyOf } from "./target-path.ts";

/** One endpoint, however often pages name it. */
export interface Route {
  readonly method: string;
  /** With placeholders as `{name}`, below its server. */
  path: string;
  segments: readonly string[];
  /** Where it is not the server of all. */
  readonly origin: string | undefined;
  readonly at: SourceRef;
  readonly mentions: Mention[];
}

export interface Routes {
  readonly all: readonly Route[];
  /** The best first. */
  readonly servers: readonly Server[];
  of(mention: Mention): Route | undefined;
}

interface Draft {
  readonly method: string;
  readonly segments: readonly string[];
  readonly trailingSlash: boolean;
  readonly origin: string | undefined;
  readonly mention: Mention;
}

const MOST_ROUTES = 5000;

/**
 * The endpoints that mentions speak of: `subjects` make them, all others are theirs where their path fits. Addresses
 * that end in the path of an endpoint tell its server.
 */
export function createRoutes(
  subjects: readonly Mention[],
  others: readonly Mention[],
  bases: readonly BaseUrl[],
): Routes {
  const drafts = subjects.slice(0, MOST_ROUTES * 4).map(draftOf);
  const choice = chooseServers(
    drafts.filter(({ origin }) => origin === undefined).map(({ mention, segments }) => ({ mention, segments })),
    [...subjects, ...others].filter(({ target }) => target.hasServer),
    bases,
  );
  const table = createTable();
  const known = new Map<Mention, Route>();
  for (const draft of inOrder(drafts)) {
    const placed = choice.below(draft.segments, draft.origin);
    const route = table.add({ ...draft, ...placed });
    if (!route) continue;
    route.mentions.push(draft.mention);
    withExtension(route, draft.mention);
    known.set(draft.mention, route);
  }
  for (const mention of others) {
    const { segments, origin } = mention.target;
    const placed = choice.below(segments, origin);
    const route =
      table.find(mention.method ?? "GET", placed.segments) ?? table.findBelow(mention.method ?? "GET", segments);
    if (!route) continue;
    route.mentions.push(mention);
    withExtension(route, mention);
    known.set(mention, route);
  }
  return { all: table.all(), servers: choice.servers(table.all()), of: (mention) => known.get(mention) };
}

function draftOf(mention: Mention): Draft {
  const { segments, trailingSlash, origin } = mention.target;
  return {
    method: mention.method ?? "GET",
    segments,
    trailingSlash,
    origin: origin !== undefined && isStandIn(origin) ? undefined : origin,
    mention,
  };
}

/** What is declared names its placeholders; the values of examples only fit into them. */
function inOrder(drafts: readonly Draft[]): readonly Draft[] {
  const rank = ({ mention }: Draft) => (mention.how === "declared" ? 0 : mention.how === "listed" ? 1 : 2);
  return [...drafts].sort((a, b) => rank(a) - rank(b));
}

/** Steps that may belong to the server: versions, `api`, an account. */
const OF_SERVER = /^(?:v\d[\w.]*|\d[\d.]*|api|apis|rest|json|public|latest|beta|app|services?|\{[^{}]*\})$/i;

interface Table {
  add(draft: Draft): Route | undefined;
  find(method: string, segments: readonly string[]): Route | undefined;
  /** Of a path whose first steps may belong to the server. */
  findBelow(method: string, segments: readonly string[]): Route | undefined;
  all(): readonly Route[];
}

function createTable(): Table {
  const routes = new Map<string, Route>();
  const byStep = new Map<string, Route[]>();

  function find(method: string, segments: readonly string[]): Route | undefined {
    const exact = routes.get(routeKey(method, segments));
    if (exact) return exact;
    const fitting = stepsOf(method, segments)
      .flatMap((step) => (byStep.get(step) ?? []).slice(0, MOST_COMPARED))
      .filter((route) => fits(route.segments, segments));
    return fitting.sort((a, b) => holes(a.segments) - holes(b.segments))[0];
  }
  return {
    find,
    findBelow(method, segments) {
      for (let from = 1; from < segments.length && from <= 4; from++) {
        if (!OF_SERVER.test(segments[from - 1] ?? "")) return undefined;
        const below = find(method, segments.slice(from));
        if (below && holes(below.segments) < below.segments.length) return below;
      }
      return undefined;
    },
    add({ method, segments, trailingSlash, origin, mention }) {
      const key = routeKey(method, segments);
      const held = mention.how === "shown" ? find(method, segments) : routes.get(key);
      if (held) return held;
      if (routes.size >= MOST_ROUTES) return undefined;
      const path = pathOf(segments, trailingSlash);
      const route: Route = { method, path, segments, origin, at: mention.at, mentions: [] };
      routes.set(key, route);
      const step = stepsOf(method, segments).findLast((_, at) => !segments[at]?.includes("{")) ?? "";
      const alike = byStep.get(step);
      if (alike) alike.push(route);
      else byStep.set(step, [route]);
      return route;
    },
    all: () => [...routes.values()],
  };
}

const pathOf = (segments: readonly string[], trailingSlash: boolean): string =>
  `/${segments.join("/")}${trailingSlash ? "/" : ""}`;

/** The same with and without `.json`, which pages write or leave out. */
function routeKey(method: string, segments: readonly string[]): string {
  return `${method} ${keyOf(segments).replace(EXTENSION, "")}`;
}

const EXTENSION = /\.json$/;

/** Requests that are shown tell whether an extension is asked for. */
function withExtension(route: Route, { how, target }: Mention): void {
  const last = target.segments.at(-1) ?? "";
  const own = route.segments.at(-1) ?? "";
  const isRequest = how === "shown" || (how === "named" && target.origin !== undefined);
  if (!isRequest || !EXTENSION.test(last) || EXTENSION.test(own) || own === "") return;
  route.segments = [...route.segments.slice(0, -1), `${own}.json`];
  route.path = pathOf(route.segments, false);
}

/** Paths that are compared with one that fits none exactly. */
const MOST_COMPARED = 300;

/** For each step of a path what tells it apart: templates are kept by their last fixed one. */
function stepsOf(method: string, segments: readonly string[]): readonly string[] {
  return segments.map((step, at) => `${method} ${segments.length} ${at} ${step.toLowerCase()}`);
}

const holes = (segments: readonly string[]): number => segments.filter((segment) => segment.includes("{")).length;
