import { posix } from "node:path";
import { Failure } from "../../diagnostics/failure.ts";
import type { TextLoader } from "../load-texts.ts";
import { locate } from "../locations.ts";
import type { ReadContext } from "../read-context.ts";
import type { SourceText } from "../source-document.ts";
import { type Block, lineAt } from "./blocks.ts";
import { htmlBlocks } from "./html-blocks.ts";
import { markdownBlocks } from "./markdown-blocks.ts";
import { type Markup, markupOf } from "./markup.ts";
import { rstBlocks } from "./rst-blocks.ts";

/** One page, with the pages that it includes in their places. */
export interface Page {
  readonly source: SourceText;
  readonly markup: Markup;
  /** As the page itself says, outside of its headings. */
  readonly title: string | undefined;
  readonly blocks: readonly Block[];
}

const LONGEST = 8_000_000;
const DEEPEST_INCLUDE = 5;
/** Pages that includes may bring in from outside of what was given. */
const MOST_REFERRED = 500;

/** Errors: a `Failure` where a page is too long to be documentation. */
export async function readPages(
  texts: readonly SourceText[],
  loader: TextLoader,
  context: ReadContext,
): Promise<readonly Page[]> {
  const pages = texts.map(readPage);
  const shelf = createShelf(pages, loader, context);
  const whole: Page[] = [];
  for (const page of pages) whole.push({ ...page, blocks: await withIncludes(page, page.blocks, shelf, 0) });
  return whole.filter(({ source }) => !shelf.included.has(source.location));
}

function readPage(source: SourceText): Page {
  const { text, name, origin } = source;
  if (text.length > LONGEST) {
    throw new Failure("unusable", `${origin} is longer than ${LONGEST / 1_000_000} MB, too long for a page to be read`);
  }
  const markup = markupOf(text, name) ?? "markdown";
  if (markup === "html") return { source, markup, ...htmlBlocks(text, name, false) };
  if (markup === "rst") return { source, markup, title: undefined, blocks: rstBlocks(text, name) };
  return { source, markup, ...markdownBlocks(text, name) };
}

interface Shelf {
  find(target: string, from: SourceText): Promise<SourceText | undefined>;
  page(source: SourceText): Page;
  /** Locations of pages that stand within others. */
  readonly included: Set<string>;
}

function createShelf(pages: readonly Page[], loader: TextLoader, context: ReadContext): Shelf {
  const byLocation = new Map(pages.map((page) => [page.source.location, page]));
  const byName = new Map<string, Page>();
  for (const page of pages) byName.set(plainName(page.source.location), page);
  const missing = new Set<string>();
  let referred = 0;

  async function find(target: string, from: SourceText): Promise<SourceText | undefined> {
    const joined = posix.join(posix.dirname(from.location), target);
    const known = NAMES.map((name) => byLocation.get(name(joined))).find((page) => page !== undefined);
    const held = known ?? byName.get(plainName(target)) ?? bySuffix(plainName(target));
    if (held) return held.source;
    const located = locate(target.replace(/^\/+/, ""), from, context.allowedOrigins);
    if (located.kind !== "file" || missing.has(located.location) || ++referred > MOST_REFERRED) return undefined;
    try {
      return await loader.refer(located, from);
    } catch {
      missing.add(located.location);
      return undefined;
    }
  }
  /** `includes/errors` for `docs/includes/_errors.md`. */
  function bySuffix(name: string): Page | undefined {
    if (name === "") return undefined;
    for (const [key, page] of byName) if (key.endsWith(`/${name}`)) return page;
    return undefined;
  }
  return {
    find,
    page: (source) => byLocation.get(source.location) ?? readPage(source),
    included: new Set(),
  };
}

const NAMES: readonly ((path: string) => string)[] = [
  (path) => path,
  (path) => `${path}.md`,
  (path) => `${path}.mdx`,
  (path) => `${path}.rst`,
  (path) => posix.join(posix.dirname(path), `_${posix.basename(path)}.md`),
];

/** Without extension and leading underscore. */
function plainName(path: string): string {
  const name = posix
    .basename(path)
    .replace(/\.\w+$/, "")
    .replace(/^_/, "");
  return posix.join(posix.dirname(path), name).replace(/^(\.\.?\/)+/, "");
}

async function withIncludes(
  page: Page,
  blocks: readonly Block[],
  shelf: Shelf,
  depth: number,
): Promise<readonly Block[]> {
  if (!blocks.some(({ kind }) => kind === "include" || kind === "list")) return blocks;
  const whole: Block[] = [];
  for (const block of blocks) {
    if (block.kind !== "include") {
      whole.push(block);
      continue;
    }
    const source = depth < DEEPEST_INCLUDE ? await shelf.find(block.target, page.source) : undefined;
    if (!source || source.location === page.source.location) continue;
    shelf.included.add(source.location);
    if (block.as !== undefined) {
      whole.push({ kind: "code", language: block.as, text: source.text.slice(0, LONGEST), at: lineAt(source.name, 1) });
      continue;
    }
    const inner = shelf.page(source);
    whole.push(...(await withIncludes(inner, inner.blocks, shelf, depth + 1)));
  }
  return whole;
}
