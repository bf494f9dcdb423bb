import type { HttpSource } from "../../../model/http.ts";
import { commented, type YamlMap } from "../../../printing/yaml.ts";

/** Workers and quotas of the whole source. */
export function throughput(source: HttpSource): YamlMap {
  const workers = Math.max(2, Math.min(source.concurrency.max, 20));
  const quotas = holdingQuotas(source.rateLimit?.quotas ?? []);
  return {
    concurrency_level: {
      type: "ConcurrencyLevel",
      default_concurrency: workers,
      ...(workers < 20 ? { max_concurrency: workers } : { max_concurrency: 20 }),
    },
    ...(quotas.length === 0
      ? {}
      : {
          api_budget: commented(
            "The documented quotas as moving windows. Answers are left to the error handler: the budget would crash on a reset header that is no epoch, and after a 429 wait for a whole window whatever Retry-After says.",
            {
              type: "HTTPAPIBudget",
              ratelimit_reset_header: NO_HEADER,
              ratelimit_remaining_header: NO_HEADER,
              status_codes_for_ratelimit_hit: [NO_STATUS],
              policies: [
                {
                  type: "MovingWindowCallRatePolicy",
                  rates: quotas.map(({ requests, seconds }) => ({
                    limit: requests,
                    interval: `PT${seconds}S`,
                  })),
                  matchers: [],
                },
              ],
            },
          ),
        }),
  };
}

/** What no source sends; the CDK takes an empty list for its own default. */
const NO_HEADER = "x-sourcewright-none";
const NO_STATUS = 999;

type Quota = { readonly requests: number; readonly seconds: number };

/** Shortest window first, each with more requests at a lower pace than the one before; others change nothing. */
function holdingQuotas(quotas: readonly Quota[]): readonly Quota[] {
  const sorted = [...quotas].sort((a, b) => a.seconds - b.seconds || a.requests - b.requests);
  return sorted.filter(
    (quota, index) => !sorted.some((other, at) => at !== index && implies(other, quota, at < index)),
  );
}

/** Whether keeping the one keeps the other. */
function implies(one: Quota, other: Quota, isBefore: boolean): boolean {
  if (one.seconds === other.seconds)
    return one.requests < other.requests || (one.requests === other.requests && isBefore);
  return one.seconds > other.seconds
    ? one.requests <= other.requests
    : one.requests / one.seconds <= other.requests / other.seconds;
}
