import { hexOf } from "./random.ts";

/** The access tokens and sessions that the source gave out. */
export interface Tokens {
  /** A new token, good for so many seconds; undefined: until it is revoked. */
  issue(lifetime: number | undefined): string;
  valid(token: string): boolean;
  revokeAll(): void;
}

export function createTokens(seed: number): Tokens {
  const ends = new Map<string, number>();
  let issued = 0;
  return {
    issue(lifetime) {
      const token = `token-${issued}-${hexOf(24, seed, "token", issued)}`;
      issued++;
      ends.set(token, lifetime === undefined ? Number.POSITIVE_INFINITY : Date.now() + lifetime * 1000);
      return token;
    },
    valid: (token) => Date.now() < (ends.get(token) ?? 0),
    revokeAll: () => ends.clear(),
  };
}
