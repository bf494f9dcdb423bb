import type { ErrorRule, HttpSource } from "../model/http.ts";
import { tuple } from "../printing/python.ts";
import { plainText } from "../printing/wrap.ts";
import { call, type Expression, literal, path, plain, tupleOf } from "./expression.ts";

const USUAL_RATE_LIMIT = 429;

/** The source's rules, and the statuses that mean "slow down" beside the usual one. */
export function sourceErrors(source: HttpSource): Expression[] {
  const slowDown = (source.rateLimit?.statuses ?? []).filter((status) => status !== USUAL_RATE_LIMIT);
  const rules = source.errors.map(errorRule);
  return slowDown.length === 0
    ? rules
    : [...rules, call("ErrorRule", [plain(tuple(slowDown)), literal("rate-limited")])];
}

export function errorRule({ statuses, action, message, body }: ErrorRule): Expression {
  return call("ErrorRule", [plain(tuple(statuses)), literal(action)], {
    message: message === undefined ? undefined : literal(briefly(message)),
    body: body && call("BodyHolds", [path(body.path), literal(body.contains)]),
  });
}

const LONGEST = 120;

/** The first sentence, or as much of it as fits a line of a log. */
function briefly(message: string): string {
  const [first = ""] = plainText(message).split(/(?<=[.!?]) /);
  if (first.length <= LONGEST) return first;
  return `${first.slice(0, LONGEST).replace(/\s+\S*$/, "")} ...`;
}

/** How long to wait when the source says so; undefined where it says what most do. */
export function retriesExpression({ rateLimit }: HttpSource): Expression | undefined {
  if (!rateLimit) return undefined;
  const { retryAfter, remaining, reset, quotas } = rateLimit;
  const headers = {
    retry_after: retryAfter === undefined || retryAfter === "Retry-After" ? undefined : literal(retryAfter),
    remaining: remaining === undefined ? undefined : literal(remaining),
    reset: reset && literal(reset.header),
    reset_unit: reset && reset.unit !== "epoch-seconds" ? literal(reset.unit) : undefined,
  };
  const longest = Math.max(0, ...quotas.map((quota) => quota.seconds));
  const keywords = {
    headers: Object.values(headers).some((value) => value) ? call("RateHeaders", [], headers) : undefined,
    // Nobody waits out a day's quota inside a run.
    window: longest > 60 ? literal(Math.min(longest, 3600)) : undefined,
  };
  return keywords.headers || keywords.window ? call("Retries", [], keywords) : undefined;
}

export function limiterExpression({ rateLimit }: HttpSource): Expression | undefined {
  const quotas = rateLimit?.quotas ?? [];
  if (quotas.length === 0) return undefined;
  return call(
    "Limiter",
    quotas.map(({ requests, seconds }) =>
      call("Quota", [], { requests: literal(requests), seconds: literal(seconds) }),
    ),
  );
}

export function errorsAttribute(rules: readonly Expression[]): Expression | undefined {
  return rules.length === 0 ? undefined : tupleOf(rules);
}
