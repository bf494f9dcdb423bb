import { createHash } from "node:crypto";
import { posix } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { decodeBytes } from "./decode-bytes.ts";
import { fetchBytes } from "./fetch-bytes.ts";
import { type Located, shownUrl } from "./locations.ts";
import type { ReadContext } from "./read-context.ts";
import { isUrl, type SourceText } from "./source-document.ts";

/** Whether a file of this name and text may describe a source. */
type MayDescribe = (text: string, name: string) => boolean;

/** Turns what the user names, and what documents refer to, into texts. */
export interface TextLoader {
  /** One for a file or URL; for a folder all below it that may hold a description. Errors: a `Failure`. */
  open(origin: string, mayDescribe: MayDescribe): Promise<readonly SourceText[]>;
  /** A file that a document refers to. Errors: a `Failure`. */
  refer(to: Extract<Located, { location: string }>, from: SourceText): Promise<SourceText>;
}

const MAX_FILES = 20_000;
const READABLE = /\.(?:json|ya?ml|mdx?|markdown|rst|txt|html?|sql|ddl)$/i;

/** For an address without its scheme, or with half of it. */
function hintOf(path: string): string {
  const address = /^(?:https?:\/*)?((?:www\.|[\w-]+(?:\.[\w-]+)+\/|localhost[:/]|[\d.]+:\d).*)$/i.exec(path)?.[1];
  return address === undefined ? "" : `; if it is a web address, give it as https://${address}`;
}

export function createTextLoader(context: ReadContext): TextLoader {
  const names = new Set<string>();

  /** The shortest that is free. */
  function nameOf(...wishes: readonly string[]): string {
    const name = wishes.find((wish) => wish !== "" && !names.has(wish)) ?? `${wishes.at(-1)} (${names.size + 1})`;
    names.add(name);
    return name;
  }

  function textOf(bytes: Uint8Array, place: Omit<SourceText, "text" | "sha256" | "bytes">): SourceText {
    const text = decodeBytes(bytes, place.name, context.collector);
    return { ...place, text, sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length };
  }

  async function readFile(path: string, shown: string): Promise<Uint8Array> {
    const bytes = await context.files.read(path);
    if (!bytes) throw new Failure("unusable", `${shown}: there is no such file${hintOf(shown)}`);
    return bytes;
  }

  async function openUrl(origin: string): Promise<SourceText> {
    const { bytes, location } = await fetchBytes(origin, { fetch: context.fetch, mayAsk: () => true });
    const { host, pathname, origin: root } = new URL(location);
    const shown = shownUrl(origin);
    const name = nameOf(posix.basename(pathname), host + pathname, shown);
    return textOf(bytes, { name, origin: shown, location, root });
  }

  async function openFolder(origin: string, paths: readonly string[], mayDescribe: MayDescribe) {
    const root = posix.normalize(origin.replaceAll("\\", "/")).replace(/(?<=.)\/$/, "");
    const candidates = paths.filter((path) => READABLE.test(path) && !/(^|\/)(\.|node_modules\/)/.test(path));
    if (candidates.length > MAX_FILES) {
      throw new Failure("unusable", `${origin} holds more than ${MAX_FILES} files; give the document itself`);
    }
    const found: SourceText[] = [];
    for (const path of candidates) {
      const location = posix.join(root, path);
      const bytes = await readFile(location, location);
      if (!mayDescribe(new TextDecoder().decode(bytes), path)) continue;
      found.push(textOf(bytes, { name: nameOf(path, location), origin: location, location, root }));
    }
    if (found.length === 0)
      throw new Failure("unusable", `${origin} holds no API description (${candidates.length} files were looked at)`);
    return found;
  }

  return {
    async open(origin, mayDescribe) {
      if (isUrl(origin)) return [await openUrl(origin)];
      if (/^[a-z][a-z0-9+.-]+:\/\//i.test(origin)) {
        throw new Failure("unusable", `${origin} can't be read: give a path, or an address with https`);
      }
      const paths = await context.files.list(origin);
      if (paths) return openFolder(origin, paths, mayDescribe);
      const location = posix.normalize(origin.replaceAll("\\", "/"));
      const name = nameOf(posix.basename(location), location);
      return [textOf(await readFile(origin, origin), { name, origin, location, root: posix.dirname(location) })];
    },
    async refer(to, from) {
      if (to.kind === "file") {
        const name = nameOf(posix.relative(from.root, to.location), to.location);
        return textOf(await readFile(to.location, to.location), {
          name,
          origin: to.location,
          location: to.location,
          root: from.root,
        });
      }
      const mayAsk = (origin: string) => origin === from.root || context.allowedOrigins.includes(origin);
      const { bytes, location } = await fetchBytes(to.location, { fetch: context.fetch, mayAsk });
      const { host, pathname, origin } = new URL(location);
      const name = nameOf(...(origin === from.root ? [pathname.slice(1)] : []), host + pathname, shownUrl(location));
      return textOf(bytes, { name, origin: shownUrl(to.location), location, root: origin });
    },
  };
}
