import { hash } from "node:crypto";
import { posix } from "node:path";
import type { Collector } from "../diagnostics/collector.ts";
import { decodeBytes } from "./decode-bytes.ts";
import type { Fetched } from "./fetch-bytes.ts";
import { shownUrl } from "./locations.ts";
import type { SourceText } from "./source-document.ts";
import { isSqliteFile, sqliteDefinitions } from "./sqlite-file.ts";

/** Makes texts of bytes; each gets a name of its own. */
export interface TextMaker {
  /** `wishes` are names, the best first; one that is taken is passed over. */
  make(
    bytes: Uint8Array,
    wishes: readonly string[],
    place: Pick<SourceText, "origin" | "location" | "root">,
    /** What the bytes are when they are unpacked. */
    unpacked?: Uint8Array,
  ): SourceText;
  /** Of what an address gave; `origin` as the user or a page names it. */
  fromUrl(origin: string, fetched: Fetched): SourceText;
}

export function createTextMaker(collector: Collector): TextMaker {
  const names = new Set<string>();

  function nameOf(wishes: readonly string[]): string {
    const name = wishes.find((wish) => wish !== "" && !names.has(wish)) ?? `${wishes.at(-1)} (${names.size + 1})`;
    names.add(name);
    return name;
  }

  const make: TextMaker["make"] = (bytes, wishes, place, unpacked = bytes) => {
    const name = nameOf(wishes);
    const sha256 = hash("sha256", bytes);
    const read = { name, ...place, sha256, bytes: bytes.length };
    if (!isSqliteFile(bytes)) return { ...read, ...decodeBytes(unpacked, name, collector) };
    return { ...read, text: sqliteDefinitions(bytes, place.origin), holdsRows: true };
  };
  return {
    make,
    fromUrl(origin, { bytes, location }) {
      const { host, pathname, origin: root } = new URL(location);
      const shown = shownUrl(origin);
      return make(bytes, [posix.basename(pathname), host + pathname, shown], { origin: shown, location, root });
    },
  };
}
