import { createGunzip } from "node:zlib";

/** Bytes that begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The first bytes of what was packed, at most so many; a bomb costs no more than those. Errors: what zlib says. */
export function gunzipStart(bytes: Uint8Array, most: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const unpacked = createGunzip();
    const chunks: Buffer[] = [];
    let size = 0;
    const end = () => resolve(Buffer.concat(chunks).subarray(0, most));
    unpacked.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size < most) return;
      unpacked.destroy();
      end();
    });
    unpacked.on("end", end);
    // The file may be cut: what came before the end is as good.
    unpacked.on("error", (cause) => (size > 0 ? end() : reject(cause)));
    unpacked.end(bytes);
  });
}
