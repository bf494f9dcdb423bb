import { Failure } from "../../diagnostics/failure.ts";
import { gunzipStart, isGzip } from "../gunzip-start.ts";
import { sampleName } from "./sample-name.ts";

/** Of what is unpacked. */
const MOST_BYTES = 64_000_000;

/**
 * What a file says: unpacked where its name says `.gz`; of a sample that was cut the whole lines. Errors: a `Failure`
 * of one line.
 */
export async function readableBytes(bytes: Uint8Array, path: string): Promise<Uint8Array> {
  const { gzip, form } = sampleName(path);
  const unpacked = gzip && isGzip(bytes) ? await unpackedBytes(bytes, path) : bytes;
  if ((form === undefined && !gzip) || unpacked.length < MOST_BYTES) return unpacked;
  const end = unpacked.lastIndexOf(0x0a);
  return end < 0 ? unpacked : unpacked.subarray(0, end + 1);
}

async function unpackedBytes(bytes: Uint8Array, path: string): Promise<Uint8Array> {
  try {
    return await gunzipStart(bytes, MOST_BYTES);
  } catch (cause) {
    throw new Failure("unusable", `${path} is no gzip file, as its name says: it can't be unpacked`, { cause });
  }
}
