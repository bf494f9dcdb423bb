import type { Collector } from "../diagnostics/collector.ts";

interface Decoded {
  readonly text: string;
  /** As Python calls it; absent: UTF-8. */
  readonly encoding?: string;
}

/** Text without its byte order mark. UTF-16 by its mark; bytes that are no UTF-8 are read as Windows-1252. */
export function decodeBytes(bytes: Uint8Array, name: string, collector: Collector): Decoded {
  const at = { document: name, pointer: "" };
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : undefined;
  if (wide) {
    collector.report("input/encoding", { encoding: wide }, at);
    return { text: new TextDecoder(wide).decode(bytes), encoding: "utf-16" };
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) collector.report("input/byte-order-mark", {}, at);
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    collector.report("input/encoding", { encoding: "windows-1252" }, at);
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "cp1252" };
  }
}
