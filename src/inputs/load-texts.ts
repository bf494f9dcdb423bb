import { posix } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { addressAbove } from "./address-above.ts";
import { fetchBytes } from "./fetch-bytes.ts";
import { readableBytes } from "./files/readable-bytes.ts";
import { sampleName } from "./files/sample-name.ts";
import { type Located, shownUrl } from "./locations.ts";
import type { ReadContext } from "./read-context.ts";
import { isDatabaseAddress, isUrl, type SourceText } from "./source-document.ts";
import { createTextMaker } from "./text-maker.ts";

/** Whether a file of this name and text may describe a source. */
type MayDescribe = (text: string, name: string) => boolean;

/** Turns what the user names, and what documents refer to, into texts. */
export interface TextLoader {
  /**
   * One for a file or URL; for a folder all below it that may hold a description; for `https://…/*` the pages of a
   * site below that address. Errors: a `Failure`.
   */
  open(origin: string, mayDescribe: MayDescribe): Promise<readonly SourceText[]>;
  /** A file that a document refers to. Errors: a `Failure`. */
  refer(to: Extract<Located, { location: string }>, from: SourceText): Promise<SourceText>;
}

const MAX_FILES = 20_000;
/** Of a sample. */
const MOST_BYTES = 64_000_000;
const READABLE = /\.(?:json|har|ya?ml|mdx?|markdown|rst|txt|html?|sql|ddl)$/i;

function isReadable(path: string): boolean {
  return READABLE.test(path) || sampleName(path).form !== undefined;
}

/** For an address without its scheme, or with half of it. */
function hintOf(path: string): string {
  const address = /^(?:https?:\/*)?((?:www\.|[\w-]+(?:\.[\w-]+)+\/|localhost[:/]|[\d.]+:\d).*)$/i.exec(path)?.[1];
  return address === undefined ? "" : `; if it is a web address, give it as https://${address}`;
}

export function createTextLoader(context: ReadContext): TextLoader {
  const { fetch, allowedOrigins, collector, progress = () => undefined } = context;
  const texts = createTextMaker(collector);

  /** Of samples, which may be huge, the beginning. */
  async function readFile(path: string, shown: string): Promise<Uint8Array> {
    const { files } = context;
    const isSample = files.readStart !== undefined && sampleName(path).form !== undefined;
    const bytes = await (isSample ? files.readStart?.(path, MOST_BYTES) : files.read(path));
    if (!bytes) throw new Failure("unusable", `${shown}: there is no such file${hintOf(shown)}`);
    return bytes;
  }

  async function openSite(above: string): Promise<readonly SourceText[]> {
    const { linkedPages } = await import("./linked-pages.ts");
    const mayAsk = (origin: string) => allowedOrigins.includes(origin);
    const fetchPage = (address: string) => fetchBytes(address, { fetch, mayAsk });
    return linkedPages(above, { fetch: fetchPage, textOf: texts.fromUrl, collector, progress });
  }

  /** Its catalog, which the port gives as definitions. */
  async function openDatabase(origin: string): Promise<SourceText> {
    const { openCatalog } = await import("./live-database/open-catalog.ts");
    const { bytes, name } = await openCatalog(origin, fetch);
    return texts.make(bytes, [name, origin], { origin, location: origin, root: origin });
  }

  async function openFolder(origin: string, paths: readonly string[], mayDescribe: MayDescribe) {
    const root = posix.normalize(origin.replaceAll("\\", "/")).replace(/(?<=.)\/$/, "");
    const candidates = paths.filter((path) => isReadable(path) && !/(^|\/)(\.|node_modules\/)/.test(path));
    if (candidates.length > MAX_FILES) {
      throw new Failure("unusable", `${origin} holds more than ${MAX_FILES} files; give the document itself`);
    }
    const found: SourceText[] = [];
    for (const path of candidates) {
      const location = posix.join(root, path);
      const bytes = await readFile(location, location);
      const unpacked = await readableBytes(bytes, location);
      if (!mayDescribe(new TextDecoder().decode(unpacked), path)) continue;
      found.push(texts.make(bytes, [path, location], { origin: location, location, root }, unpacked));
    }
    if (found.length === 0)
      throw new Failure("unusable", `${origin} holds no API description (${candidates.length} files were looked at)`);
    return found;
  }

  return {
    async open(origin, mayDescribe) {
      const above = addressAbove(origin);
      if (above !== undefined) return openSite(above);
      if (isUrl(origin)) return [texts.fromUrl(origin, await fetchBytes(origin, { fetch, mayAsk: () => true }))];
      if (isDatabaseAddress(origin)) return [await openDatabase(origin)];
      if (/^[a-z][a-z0-9+.-]+:\/\//i.test(origin)) {
        throw new Failure("unusable", `${origin} can't be read: give a path, or an address with https`);
      }
      const paths = await context.files.list(origin);
      if (paths) return openFolder(origin, paths, mayDescribe);
      const location = posix.normalize(origin.replaceAll("\\", "/"));
      const place = { origin, location, root: posix.dirname(location) };
      const bytes = await readFile(origin, origin);
      return [texts.make(bytes, [posix.basename(location), location], place, await readableBytes(bytes, origin))];
    },
    async refer(to, from) {
      if (to.kind === "file") {
        const { location } = to;
        const wishes = [posix.relative(from.root, location), location];
        return texts.make(await readFile(location, location), wishes, { origin: location, location, root: from.root });
      }
      const mayAsk = (origin: string) => origin === from.root || allowedOrigins.includes(origin);
      const { bytes, location } = await fetchBytes(to.location, { fetch, mayAsk });
      const { host, pathname, origin: root } = new URL(location);
      const wishes = [...(root === from.root ? [pathname.slice(1)] : []), host + pathname, shownUrl(location)];
      return texts.make(bytes, wishes, { origin: shownUrl(to.location), location, root });
    },
  };
}
