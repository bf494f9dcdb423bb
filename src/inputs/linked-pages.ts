import { Parser } from "htmlparser2";
import type { Collector } from "../diagnostics/collector.ts";
import { Failure } from "../diagnostics/failure.ts";
import type { Fetched } from "./fetch-bytes.ts";
import { shownUrl } from "./locations.ts";
import type { SourceText } from "./source-document.ts";

/** Documentation is smaller; a site that goes on without end is given up. */
const MOST_PAGES = 1000;
/** Requests at once: as many as a browser would make, since it is somebody's server. */
const AT_ONCE = 4;
/** What a documentation's pages link to that is no page. */
const NO_PAGE =
  /\.(?:png|jpe?g|gif|svg|ico|webp|css|js|mjs|map|pdf|zip|gz|tgz|woff2?|ttf|eot|mp4|webm|csv|xml|rss|atom|whl|jar|exe|dmg)$/i;
const MARKDOWN_LINK = /\]\(\s*<?([^)\s>]+)/g;

interface Site {
  /** Errors: a `Failure`. */
  readonly fetch: (address: string) => Promise<Fetched>;
  readonly textOf: (address: string, fetched: Fetched) => SourceText;
  readonly collector: Collector;
  readonly progress: (line: string) => void;
}

/**
 * The page at an address and all below it that pages there link to, in the order in which they are met. Pages of other
 * hosts and above the address aren't asked for; those that can't be had are told.
 * Errors: a `Failure` where the first can't be had, or where there are too many.
 */
export async function linkedPages(above: string, site: Site): Promise<readonly SourceText[]> {
  const base = new URL(above);
  const met = new Set<string>();
  const pages = [await firstPage(above, site)];
  for (let at = 0; at < pages.length; ) {
    const links = pages.slice(at).flatMap(linksOf);
    at = pages.length;
    for (const page of pages) met.add(keyOf(new URL(page.location)));
    const fresh = links.filter((url) => isBelow(url, base) && isNew(keyOf(url), met));
    if (met.size > MOST_PAGES) {
      throw new Failure("unusable", `${shownUrl(above)}/* has more than ${MOST_PAGES} pages; give a longer address`);
    }
    pages.push(
      ...(await openAll(fresh, site)).filter(({ location }) => !pages.some((page) => page.location === location)),
    );
  }
  return pages;
}

function isNew(key: string, met: Set<string>): boolean {
  if (met.has(key)) return false;
  met.add(key);
  return true;
}

/** Servers differ on the last slash. */
async function firstPage(above: string, { fetch, textOf }: Site): Promise<SourceText> {
  try {
    return textOf(`${above}/`, await fetch(`${above}/`));
  } catch (cause) {
    if (new URL(above).pathname === "/") throw cause;
    return textOf(above, await fetch(above));
  }
}

/** Texts get their names in the order of the links, whichever answer comes first. */
async function openAll(urls: readonly URL[], site: Site): Promise<SourceText[]> {
  const opened: SourceText[] = [];
  for (let at = 0; at < urls.length; at += AT_ONCE) {
    site.progress(`reading page ${at + 1} of ${urls.length} that were found`);
    const some = urls.slice(at, at + AT_ONCE);
    const answers = await Promise.all(some.map(({ href }) => fetchIfThere(href, site)));
    for (const [index, { href }] of some.entries()) {
      const answer = answers[index];
      if (answer) opened.push(site.textOf(href, answer));
    }
  }
  return opened;
}

async function fetchIfThere(address: string, { fetch, collector }: Site): Promise<Fetched | undefined> {
  try {
    return await fetch(address);
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    collector.report("input/unreadable-page", { why: cause.message });
    return undefined;
  }
}

/** Absolute, without what comes behind a `#`. */
function linksOf(page: SourceText): readonly URL[] {
  const links = /^\s*</.test(page.text)
    ? anchorsOf(page.text)
    : [...page.text.matchAll(MARKDOWN_LINK)].map(([, to = ""]) => to);
  return links.flatMap((link) => {
    const url = URL.parse(link, page.location);
    if (!url || NO_PAGE.test(url.pathname)) return [];
    url.hash = "";
    url.search = "";
    return [url];
  });
}

function anchorsOf(html: string): string[] {
  const links: string[] = [];
  const parser = new Parser({
    onopentag(name, { href }) {
      if (name === "a" && href !== undefined) links.push(href);
    },
  });
  parser.end(html);
  return links;
}

function isBelow(url: URL, base: URL): boolean {
  const folder = base.pathname.replace(/\/$/, "");
  return url.origin === base.origin && (url.pathname === folder || url.pathname.startsWith(`${folder}/`));
}

/** One page has one: servers give the same with and without the last slash or `index.html`. */
function keyOf({ host, pathname }: URL): string {
  return host + pathname.replace(/(?:\/index\.html?|\/)$/i, "");
}
