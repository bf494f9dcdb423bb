import type { Block } from "./blocks.ts";
import { isGeneral, isPart } from "./labels.ts";
import type { Mention } from "./mentions.ts";
import type { Route, Routes } from "./routes.ts";
import { eachSection, type Section } from "./sections.ts";

/** A block that tells of an endpoint. */
export interface Part {
  readonly block: Block;
  /** Headings that it stands under, from that of the endpoint down. */
  readonly trail: readonly string[];
  readonly section: Section;
}

export interface Scope {
  /** The headings of which an endpoint is the subject, the first as the page has it. */
  readonly titles: readonly Section[];
  readonly parts: readonly Part[];
}

/**
 * Which of the mentions tell what their section is about: those that are declared or listed, and where a section
 * declares nothing, the requests that it shows.
 */
export function subjectsAmong(mentions: readonly Mention[]): ReadonlySet<Mention> {
  const subjects = new Set(mentions.filter(({ how }) => how === "declared" || how === "listed"));
  const declaring = new Set([...subjects].filter(({ how }) => how === "declared").map(({ section }) => section));
  for (const mention of mentions) {
    if (mention.how === "shown" && isSubject(mention, declaring)) subjects.add(mention);
  }
  if (subjects.size > 0) return subjects;
  const shown = mentions.filter(({ how }) => how === "shown");
  if (shown.length > 0) return new Set(shown);
  return new Set(mentions.filter((one) => one.how === "named" && one.target.segments.length > 0 && isInCode(one)));
}

function isSubject({ section }: Mention, declaring: ReadonlySet<Section>): boolean {
  if (isGeneral(section) || declaring.has(section)) return false;
  for (let one = section.parent; one; one = one.parent) {
    if (declaring.has(one)) return false;
    if (one.sections.some((sibling) => sibling !== section && declaring.has(sibling) && isPart(section.title)))
      return false;
  }
  // The signature of an endpoint stands below the heading that the sample may belong to.
  return !section.sections.some(
    (below) => declaring.has(below) && (isPart(below.title) || below.level === 7 || /^[`"']?\//.test(below.title)),
  );
}

function isInCode({ words, target }: Mention): boolean {
  const last = target.segments.findLast((segment) => !segment.includes("{"));
  return last !== undefined && words.some(({ mark, text }) => mark === "code" && text.includes(last));
}

/** More than this of one endpoint is no description of it. */
const MOST_PARTS = 2000;
const MOST_TITLES = 20;

interface Group {
  readonly routes: readonly Route[];
  readonly section: Section;
  /** Index of the first block. */
  readonly from: number;
}

/** The blocks that tell of each endpoint, in the order of the pages. */
export function createScopes(
  roots: readonly Section[],
  subjects: ReadonlySet<Mention>,
  all: ReadonlyMap<Section, readonly Mention[]>,
  routes: Routes,
): ReadonlyMap<Route, Scope> {
  const groups = groupsOf(subjects, routes);
  const owners = ownersOf(roots, groups);
  const scopes = new Map<Route, { titles: Section[]; parts: Part[] }>();
  const scopeOf = (route: Route) => {
    const scope = scopes.get(route) ?? { titles: [], parts: [] };
    scopes.set(route, scope);
    return scope;
  };
  for (const [section, group] of owners) {
    for (const { titles } of group.routes.map(scopeOf)) if (titles.length < MOST_TITLES) titles.push(section);
  }
  const walk = (section: Section, above: Group | undefined, trail: readonly string[]): void => {
    const own = owners.get(section);
    const below = own ? [] : section.level > 0 ? [...trail, section.title] : trail;
    const owner = own ?? (OBJECT.test(section.title) ? undefined : above);
    // Where a page speaks of the API as a whole, what it shows is an example.
    const mentions = isGeneral(section) ? [] : (all.get(section) ?? []);
    const shares = { mentions, starts: groups.get(section) ?? [], routes };
    const last = shareOut(section, owner, shares, (route, block) => {
      const { parts } = scopeOf(route);
      if (parts.length < MOST_PARTS) parts.push({ block, trail: below, section });
    });
    for (const inner of section.sections) walk(inner, last, below);
  };
  for (const root of roots) walk(root, undefined, []);
  return scopes;
}

interface Shares {
  readonly mentions: readonly Mention[];
  readonly starts: readonly Group[];
  readonly routes: Routes;
}

/** Gives a section's blocks to the endpoints that they tell of; returns those that what follows belongs to. */
function shareOut(
  section: Section,
  owner: Group | undefined,
  { mentions, starts, routes }: Shares,
  give: (route: Route, block: Block) => void,
): Group | undefined {
  let current = owner;
  let shown: Route | undefined;
  for (const [at, block] of section.blocks.entries()) {
    const next = starts.find(({ from }) => from === at);
    if (next) current = next;
    const kept = next || startsAnew(block) ? undefined : shown;
    shown = shownIn(mentions, at, routes, current) ?? kept;
    for (const route of shown ? [shown] : (current?.routes ?? [])) give(route, block);
  }
  return current;
}

/** What records look like, not what an endpoint answers. */
const OBJECT =
  /\b(?:object|model|resource|entity|structure)s?$|\bdata model\b|\bschemas?$|^definitions?$|^(?:data )?types$|\bobject definition/i;

function startsAnew(block: Block): boolean {
  return block.kind === "table" || block.kind === "definitions";
}

/** The endpoint of which a sample shows a request, where it is not the one that the section is about. */
function shownIn(
  mentions: readonly Mention[],
  at: number,
  routes: Routes,
  current: Group | undefined,
): Route | undefined {
  for (const mention of mentions) {
    if (mention.block !== at || mention.request === undefined) continue;
    const route = routes.of(mention);
    if (route && (current === undefined || !current.routes.includes(route) || current.routes.length > 1)) return route;
  }
  return undefined;
}

/** Endpoints that stand in one list, or with nothing between them, share what follows. */
function groupsOf(subjects: ReadonlySet<Mention>, routes: Routes): ReadonlyMap<Section, readonly Group[]> {
  const groups = new Map<Section, { routes: Route[]; section: Section; from: number; to: number }[]>();
  for (const mention of subjects) {
    const route = routes.of(mention);
    if (!route || mention.how === "listed") continue;
    const { section, block } = mention;
    const held = groups.get(section) ?? [];
    const last = held.find(({ from, to }) => block >= from && block <= to + 1);
    if (last && !(block > last.to && mention.how === "shown")) {
      if (!last.routes.includes(route)) last.routes.push(route);
      last.to = Math.max(last.to, block);
    } else held.push({ routes: [route], section, from: Math.max(block, 0), to: block });
    groups.set(section, held);
  }
  return groups;
}

/** Sections that are about the one endpoint that is declared in them, or in the part of them that says where it is. */
function ownersOf(
  roots: readonly Section[],
  groups: ReadonlyMap<Section, readonly Group[]>,
): ReadonlyMap<Section, Group> {
  const owners = new Map<Section, Group>();
  const counts = countsBelow(groups);
  for (const section of roots.flatMap((root) => [...eachSection(root)])) {
    const [only, ...others] = groups.get(section) ?? [];
    if (!only || others.length > 0) continue;
    let root = section;
    while (root.parent && counts.get(root.parent) === 1 && mayClimb(root)) root = root.parent;
    owners.set(root, only);
    owners.set(section, only);
  }
  return owners;
}

/** How many endpoints are declared in a section and below it. */
function countsBelow(groups: ReadonlyMap<Section, readonly Group[]>): ReadonlyMap<Section, number> {
  const counts = new Map<Section, number>();
  for (const [section, { length }] of groups) {
    for (let one: Section | undefined = section; one; one = one.parent)
      counts.set(one, (counts.get(one) ?? 0) + length);
  }
  return counts;
}

function mayClimb({ title, level, parent }: Section): boolean {
  if (parent === undefined || parent.level === 0) return false;
  return level === 7 || isPart(title) || (/^[`"']?\//.test(title) && isPart(parent.title));
}
