import { hexOf } from "./random.ts";

/** The access tokens and sessions that the source gave out. */
export interface Tokens {
  /** A new token, good for so many seconds; undefined: until it is revoked. `now`: milliseconds since 1970. */
  issue(lifetime: number | undefined, now: number): string;
  valid(token: string, now: number): boolean;
  revokeAll(): void;
}

export function createTokens(seed: number): Tokens {
  const ends = new Map<string, number>();
  let issued = 0;
  return {
    issue(lifetime, now) {
      const token = `token-${issued}-${hexOf(24, seed, "token", issued)}`;
      issued++;
      ends.set(token, lifetime === undefined ? Number.POSITIVE_INFINITY : now + lifetime * 1000);
      return token;
    },
    valid: (token, now) => now < (ends.get(token) ?? 0),
    revokeAll: () => ends.clear(),
  };
}
