import type { RateLimit } from "../model/http.ts";
import type { Change, Side } from "./change.ts";

type Quota = RateLimit["quotas"][number];

/** Fewer requests are allowed than before, and than the connector keeps to. */
export function rateLimitChanges(own: RateLimit | undefined, old: Side, now: Side): readonly Change[] {
  const [before, after] = [quotasOf(old), quotasOf(now)];
  const lower = after.find((quota) => isLower(quota, before) && isLower(quota, own?.quotas ?? before));
  if (!lower) return [];
  const held = before.find(({ seconds }) => seconds === lower.seconds) ?? before[0];
  const place = (side: Side) => side.detection.rateLimit?.evidence.find(({ at }) => at)?.at;
  const [oldAt, newAt] = [place(old), place(now)];
  return [
    {
      class: "risky",
      about: "rate-limit",
      stream: null,
      detail: `fewer requests are allowed: ${inWords(lower)}`,
      evidence: {
        old: held ? inWords(held) : null,
        new: inWords(lower),
        ...(oldAt && { oldAt }),
        ...(newAt && { newAt }),
      },
    },
  ];
}

function quotasOf({ detection }: Side): readonly Quota[] {
  return detection.rateLimit?.value.quotas ?? [];
}

/** Against the quota for the same span, else against the tightest. */
function isLower(quota: Quota, others: readonly Quota[]): boolean {
  const same = others.filter(({ seconds }) => seconds === quota.seconds);
  if (same.length > 0) return same.every(({ requests }) => quota.requests < requests);
  return others.length > 0 && others.every((other) => rate(quota) < rate(other));
}

function rate({ requests, seconds }: Quota): number {
  return requests / seconds;
}

function inWords({ requests, seconds }: Quota): string {
  return `${requests} requests in ${seconds} s`;
}
