import type { RateLimit } from "../model/http.ts";
import { resetValue } from "./answer.ts";

/** Counts requests against the tightest documented quota. */
export interface QuotaWatch {
  /** Headers that announce what is left, or the seconds to wait where nothing is. */
  count(now: number): { readonly headers: Readonly<Record<string, string>> } | { readonly wait: number };
}

export function createQuotaWatch(limit: RateLimit | undefined, enforced: boolean): QuotaWatch {
  const quota = limit?.quotas[0];
  let windowStart = Number.NEGATIVE_INFINITY;
  let used = 0;
  return {
    count(now) {
      if (!quota) return { headers: {} };
      if (now - windowStart >= quota.seconds * 1000) {
        windowStart = now;
        used = 0;
      }
      const left = quota.seconds - (now - windowStart) / 1000;
      if (enforced && used >= quota.requests) return { wait: Math.max(1, Math.ceil(left)) };
      used++;
      // A quota that isn't kept never runs out.
      const remaining = enforced ? quota.requests - used : Math.max(1, quota.requests - 1);
      const headers: Record<string, string> = {};
      if (limit?.remaining !== undefined) headers[limit.remaining] = String(remaining);
      if (limit?.reset) headers[limit.reset.header] = resetValue(limit.reset.unit, { seconds: left, now });
      return { headers };
    },
  };
}
