import type { TokenReader } from "./token-reader.ts";

/** Whether a key may be broken until a transaction ends. Looks ahead: what stands behind a key is read where it belongs. */
export function isDeferrable(reader: TokenReader): boolean {
  return reader.rest().some(({ key }, at, all) => key === "DEFERRABLE" && all[at - 1]?.key !== "NOT");
}
