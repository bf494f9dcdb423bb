import { gzipSync } from "node:zlib";
import type { FileAccess } from "../../model/file.ts";

const MARK = "\ufeff";

/** A text as the bytes of a file. Every encoding that isn't of Unicode is written with signs that many have alike. */
export function fileBytes(access: FileAccess, path: string, text: string, withMark: boolean): Buffer {
  const plain = encoded(text, access.encoding, withMark);
  const isPacked = access.compression === "gzip" || (access.compression === "by-name" && /\.gz$/i.test(path));
  return isPacked ? gzipSync(plain) : plain;
}

function encoded(text: string, encoding: string, withMark: boolean): Buffer {
  const name = encoding.toLowerCase().replaceAll("_", "-");
  if (/^utf-?8-sig$/.test(name)) return Buffer.from(MARK + text, "utf8");
  if (/^(?:utf-?8|u8)$/.test(name)) return Buffer.from((withMark ? MARK : "") + text, "utf8");
  if (/^utf-?16-?le$/.test(name)) return Buffer.from(text, "utf16le");
  if (/^utf-?16$/.test(name)) return Buffer.from(MARK + text, "utf16le");
  return Buffer.from(text, "latin1");
}
