import { posix } from "node:path";
import type { SourceRef } from "../../evidence/source-ref.ts";
import { isUrl } from "../source-document.ts";
import { type Block, lineAt, plainText, type Words } from "./blocks.ts";
import type { Page } from "./pages.ts";

/** A heading with what stands below it, up to the next one of its level. */
export interface Section {
  readonly title: string;
  readonly words: Words;
  /** 0: the page itself. */
  readonly level: number;
  readonly anchors: readonly string[];
  readonly at: SourceRef;
  /** Its own, without those of its sections. */
  readonly blocks: Block[];
  readonly sections: Section[];
  readonly parent: Section | undefined;
  readonly page: Page;
}

export function sectionsOf(page: Page): Section {
  const root = newSection(page, undefined, { level: 0, words: [], anchors: [], at: lineAt(page.source.name, 1) });
  let current = root;
  for (const block of page.blocks) {
    if (block.kind !== "heading") {
      current.blocks.push(block);
      continue;
    }
    while (current.parent && current.level >= block.level) current = current.parent;
    const section = newSection(page, current, block);
    current.sections.push(section);
    current = section;
  }
  return root;
}

function newSection(
  page: Page,
  parent: Section | undefined,
  heading: Pick<Section, "level" | "words" | "anchors" | "at">,
): Section {
  const title = heading.level === 0 ? (page.title ?? "") : plainText(heading.words);
  const anchors = [...heading.anchors, slug(title)].filter((anchor) => anchor !== "");
  return { ...heading, title, anchors, blocks: [], sections: [], parent, page };
}

/** As pages on the web make the anchor of a heading. */
export function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/[\s-]+/g, "-");
}

export function* eachSection(section: Section): Generator<Section> {
  yield section;
  for (const below of section.sections) yield* eachSection(below);
}

/** The nearest heading, the page's own for its beginning. */
export function pageTitle(root: Section): string {
  const first = root.title || (root.sections[0]?.title ?? "");
  if (first !== "") return first;
  return posix.basename(root.page.source.name).replace(/\.\w+$/, "");
}

/** Finds what links lead to. */
export interface LinkMap {
  follow(link: string, from: Page): Section | undefined;
}

export function createLinkMap(roots: readonly Section[]): LinkMap {
  const anywhere = new Map<string, Section>();
  const inPage = new Map<string, Section>();
  const pages = new Map<string, Section>();
  const byBase = new Map<string, Section>();
  for (const root of roots) {
    const { location } = root.page.source;
    pages.set(pageKey(location), root);
    byBase.set(baseOf(location), root);
    for (const section of eachSection(root)) {
      for (const anchor of section.anchors) {
        const key = anchor.toLowerCase();
        if (!anywhere.has(key)) anywhere.set(key, section);
        const own = `${location}#${key}`;
        if (!inPage.has(own)) inPage.set(own, section);
      }
    }
  }
  return {
    follow(link, from) {
      const [path = "", anchor = ""] = link.split("#", 2);
      const key = decoded(anchor).toLowerCase();
      const { location } = from.source;
      const target = path === "" ? undefined : pageOf(path, location, pages, byBase);
      if (path !== "" && !target && /^[a-z]+:/i.test(path)) return undefined;
      if (key === "") return target;
      const place = target?.page.source.location ?? location;
      return inPage.get(`${place}#${key}`) ?? anywhere.get(key) ?? (path.endsWith(":") ? byBase.get(key) : undefined);
    },
  };
}

function pageOf(
  path: string,
  location: string,
  pages: ReadonlyMap<string, Section>,
  byBase: ReadonlyMap<string, Section>,
): Section | undefined {
  if (isUrl(location)) return pages.get(pageKey(URL.parse(path, location)?.href ?? "")) ?? byBase.get(baseOf(path));
  const joined = posix.join(posix.dirname(location), decoded(path));
  return (
    pages.get(withoutExtension(joined)) ??
    pages.get(posix.join(joined, "README")) ??
    pages.get(posix.join(joined, "index")) ??
    byBase.get(baseOf(path))
  );
}

/** A page of a site has one, with and without the last slash. */
function pageKey(location: string): string {
  return withoutExtension(isUrl(location) ? location.replace(/\/$/, "") : location);
}

const withoutExtension = (path: string): string => path.replace(/\.(?:mdx?|markdown|rst|x?html?)$/i, "");

function baseOf(path: string): string {
  return posix
    .basename(withoutExtension(path.replace(/\/+$/, "")))
    .toLowerCase()
    .replace(/^_/, "")
    .replaceAll("_", "-");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
