import type { SchemaView } from "../../evidence/schema-view.ts";
import { type Block, plainText, textOfBlocks, type Words } from "./blocks.ts";
import { type Field, type FieldList, fieldsOfBlock } from "./fields.ts";
import { isGeneral } from "./labels.ts";
import type { Models } from "./models.ts";
import type { ShownHeader } from "./read-answers.ts";
import { generalParameters } from "./read-parameters.ts";
import type { Part } from "./scopes.ts";
import { eachSection, type LinkMap, type Section } from "./sections.ts";

/** What sections that stand by themselves say of endpoints that refer to them, or of all. */
export interface General {
  of(
    parts: readonly Part[],
    isList: boolean,
  ): { readonly parameters: readonly Field[]; readonly headers: readonly ShownHeader[] };
  /** Tables of fields that an endpoint links to, or that stand on its page by themselves. */
  fieldsBeside(parts: readonly Part[]): readonly FieldList[];
  /** Sections that describe what records look like. */
  readonly objects: readonly Section[];
  /** What an endpoint's words say that it returns, where they link to it: `Returns an array of [user](#user) objects`. */
  objectBeside(parts: readonly Part[]): { readonly view: SchemaView; readonly isList: boolean } | undefined;
}

const PAGING = /\bpagina\w*|\bpaging\b/i;
const ALL =
  /\b(?:all|every|any|each)\b[^.]{0,60}\b(?:lists?|collections?|resources|endpoints|requests|responses|results|arrays?|queries|methods)\b[^.]{0,80}\b(?:paginat|paged|pages)|\b(?:lists?|results?|collections?)\b[^.]{0,60}\b(?:are|is) always paginated|\b(?:most|all) (?:collection|list)\b[^.]{0,60}\bpaginat/i;
const LINK_HEADER = /\blinks?\b[^.]{0,25}\bheaders?\b/i;

export function createGeneral(
  roots: readonly Section[],
  owned: ReadonlySet<Block>,
  links: LinkMap,
  models: Models,
): General {
  const general = roots.flatMap((root) => [...eachSection(root)]).filter((section) => isFree(section, owned));
  const paging = general.filter(({ title, level }) => level > 0 && PAGING.test(title));
  const about = onceEach((section: Section) => ({
    parameters: generalParameters(section),
    headers: linkHeaders(section),
  }));
  const free = new Set(general);
  const byPage = new Map<string, FieldList[]>();
  for (const section of general) {
    if (isGeneral(section)) continue;
    const held = byPage.get(section.page.source.location) ?? [];
    held.push(
      ...section.blocks.flatMap((block) => fieldsOfBlock(block) ?? []).filter(({ fields }) => fields.length > 1),
    );
    byPage.set(section.page.source.location, held);
  }
  const linkedFrom = (parts: readonly Part[]): Section[] => [
    ...new Set(
      parts.flatMap(({ block, section }) =>
        linksIn(block)
          .flatMap((link) => links.follow(link, section.page) ?? [])
          .filter((target) => target !== section),
      ),
    ),
  ];
  return {
    of(parts, isList) {
      const text = textOfBlocks(
        parts.filter(({ block }) => block.kind === "paragraph" || block.kind === "list").map(({ block }) => block),
      );
      const linked = linkedFrom(parts).filter(
        (section) => free.has(section) && section.level > 0 && isGeneral(section),
      );
      const saysPaged = PAGING.test(text);
      const told = paging.filter(
        (section) => saysPaged || (isList && ALL.test(textOfBlocks(section.blocks).slice(0, 3000))),
      );
      const sections = [...new Set([...linked, ...told])];
      return {
        parameters: sections.flatMap((section) => about(section).parameters),
        headers: saysPaged || isList ? sections.flatMap((section) => about(section).headers) : [],
      };
    },
    fieldsBeside(parts) {
      const linked = linkedFrom(parts).flatMap((section) =>
        [...eachSection(section)].flatMap(({ blocks }) => blocks.flatMap((block) => fieldsOfBlock(block) ?? [])),
      );
      const page = parts[0]?.section.page.source.location ?? "";
      return [...linked.slice(0, 10), ...(byPage.get(page) ?? []).slice(0, 20)];
    },
    objects: general.filter((section) => section.level > 0 && !isGeneral(section)),
    objectBeside(parts) {
      for (const { block, section } of parts) {
        const returned = block.kind === "paragraph" ? returnedLink(block.words) : undefined;
        const target = returned && links.follow(returned.link, section.page);
        const view = target && modelBelow(target, models);
        if (view && returned) return { view, isList: returned.isList };
      }
      return undefined;
    },
  };
}

const RETURNS = /\b(?:returns?|returned|responds?|answers?|response)\b/i;

function returnedLink(words: Words): { readonly link: string; readonly isList: boolean } | undefined {
  let said = "";
  for (const { text, link } of words) {
    if (link !== undefined && RETURNS.test(said) && !/^https?:/.test(link)) {
      return { link, isList: /\b(?:arrays?|lists?|collection)\b/i.test(said.slice(said.search(RETURNS))) };
    }
    said =
      `${said}${text}`
        .slice(-300)
        .split(/(?<=[.!?])\s+/)
        .at(-1) ?? "";
  }
  return undefined;
}

/** Of a section, or of the first below it that has one. */
function modelBelow(section: Section, models: Models): SchemaView | undefined {
  for (const one of [section, ...section.sections]) {
    const view = models.of(one);
    if (view && view.properties.size > 0) return view;
  }
  return undefined;
}

function isFree(section: Section, owned: ReadonlySet<Block>): boolean {
  return !section.blocks.some((block) => owned.has(block));
}

function linksIn(block: Block): string[] {
  const of = (words: Words) => words.flatMap(({ link }) => (link === undefined ? [] : [link]));
  if (block.kind === "paragraph") return of(block.words);
  if (block.kind === "list") return block.items.slice(0, 40).flatMap(({ blocks }) => blocks.flatMap(linksIn));
  return [];
}

/** A `Link` header that a section shows or tells of. */
function linkHeaders(section: Section): readonly ShownHeader[] {
  for (const { blocks } of eachSection(section)) {
    for (const block of blocks) {
      const value = linkHeaderIn(block);
      if (value !== undefined) return [{ name: "Link", value: value.replace(/\s+/g, " ").slice(0, 300), at: block.at }];
    }
  }
  return [];
}

function linkHeaderIn(block: Block): string | undefined {
  const text = block.kind === "code" ? block.text : block.kind === "paragraph" ? plainText(block.words) : "";
  const shown = /^\s*<?\s*link:\s*(<[^\n]*rel=[^\n]*)/im.exec(text)?.[1];
  if (shown !== undefined) return shown;
  return LINK_HEADER.test(text) && /\bnext\b|\bpage|\brfc ?(?:5988|8288)/i.test(text) ? text : undefined;
}

function onceEach<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const held = made.get(key);
    if (held !== undefined) return held;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
