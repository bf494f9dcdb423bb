import { gzipSync } from "node:zlib";
import type { FileAccess } from "../../model/file.ts";

const MARK = "\ufeff";

/** Encodings that have the letters which are written here where Latin 1 has them, and those that are as ASCII is. */
const LIKE_LATIN = /^(?:cp125[247]|windows-125[247]|latin-?1|latin1|iso-?8859-?1|l1|8859)$/;
const LIKE_ASCII =
  /^(?:ascii|us-ascii|(?:cp|windows-|ibm)?(?:125\d|8[56]\d|437|93[26]|949|950)|latin-?\d+|iso-?8859-?\d+|koi8-\w|mac-?\w+|shift-?jis|euc-?\w+|gb\w+|big5\w*)$/;

/** A text as the bytes of a file. Errors: encodings that aren't known here. */
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
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is beyond them is meant.
  const isPlain = /^[\x00-\x7f]*$/.test(text);
  if (LIKE_LATIN.test(name) || (isPlain && LIKE_ASCII.test(name))) return Buffer.from(text, "latin1");
  throw new Error(`${isPlain ? "" : "names beyond ASCII in "}${encoding} can't be simulated`);
}
