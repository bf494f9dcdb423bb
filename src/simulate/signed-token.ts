import { createHmac, type KeyObject, timingSafeEqual, verify } from "node:crypto";
import { isObject } from "../model/field-path.ts";
import type { Json } from "../model/values.ts";

export interface SigningKeys {
  readonly algorithm: string;
  /** For HS256 and its sisters. */
  readonly secret: string;
  /** For all others. */
  readonly publicKey: KeyObject | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The claims and the header of a JSON Web Token, or what is wrong with it; times are seconds since 1970. */
export function readSignedToken(
  token: string,
  keys: SigningKeys,
): { readonly claims: Claims; readonly header: Claims } | { readonly problem: string } {
  const [head = "", middle = "", signature, ...more] = token.split(".");
  if (signature === undefined || more.length > 0) return { problem: "it is no signed token of three parts" };
  const header = decodedPart(head);
  const claims = decodedPart(middle);
  if (!header || !claims) return { problem: "its parts are no JSON" };
  if (header.alg !== keys.algorithm)
    return { problem: `it is signed with ${String(header.alg)}, not ${keys.algorithm}` };
  const signed = signatureHolds(`${head}.${middle}`, Buffer.from(signature, "base64url"), keys);
  if (!signed) return { problem: "its signature doesn't match the key" };
  const now = keys.now / 1000;
  if (typeof claims.exp === "number" && claims.exp <= now) return { problem: "it has expired" };
  if (typeof claims.iat === "number" && claims.iat > now + 60) return { problem: "it was issued in the future" };
  return { claims, header };
}

type Claims = { readonly [name: string]: Json };

function decodedPart(part: string): Claims | undefined {
  try {
    const value = JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function signatureHolds(text: string, signature: Buffer, { algorithm, secret, publicKey }: SigningKeys): boolean {
  const digest = `sha${algorithm.slice(2)}`;
  if (algorithm.startsWith("HS")) {
    const wanted = createHmac(digest, secret).update(text).digest();
    return wanted.length === signature.length && timingSafeEqual(wanted, signature);
  }
  if (!publicKey) return false;
  const padding = algorithm.startsWith("PS") ? { padding: 6, saltLength: -2 } : {};
  try {
    return verify(digest, Buffer.from(text), { key: publicKey, dsaEncoding: "ieee-p1363", ...padding }, signature);
  } catch {
    // An algorithm that nobody has can't have signed anything.
    return false;
  }
}
