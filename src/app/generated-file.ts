import { transcode } from "node:buffer";

export interface GeneratedFile {
  /** Relative to the connector's folder, with `/`. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** What shall stand there in its place, since people edited it; and what stood there when that was decided. */
  readonly merged?: { readonly text: string; readonly from: string };
}

/** Kept for as long as the file is. */
const known = new WeakMap<GeneratedFile, Uint8Array>();

/** The content as it is packed and hashed: UTF-8. */
export function bytesOf(file: GeneratedFile): Uint8Array {
  const held = known.get(file) ?? encoded(file.content);
  known.set(file, held);
  return held;
}

/** One wide character makes a whole text slow to encode; converting it from UTF-16 takes a third of the time. */
function encoded(content: string | Uint8Array): Uint8Array {
  if (typeof content !== "string") return content;
  return content.isWellFormed() ? transcode(Buffer.from(content, "utf16le"), "utf16le", "utf8") : Buffer.from(content);
}
