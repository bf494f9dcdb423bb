import type { ErrorRule, RateLimit } from "../../../model/http.ts";
import { snakeCase } from "../../../printing/naming.ts";
import { plainText } from "../../../printing/wrap.ts";
import { commented, type YamlMap, type YamlValue } from "../../../printing/yaml.ts";
import type { Authentication } from "./authenticators.ts";
import { jinjaString, jinjaText, pathExpression } from "./jinja.ts";
import type { HttpStream, Scope } from "./scope.ts";

export interface ResponseFilter {
  /** Its name among the definitions; a function of what it says. */
  readonly name: string;
  /** What it looks for, where that is a status alone. */
  readonly statuses: readonly number[];
  /** Whether it tells the user what the documents say of it. */
  readonly isSpoken?: boolean;
  /** Whether it asks again for a page that came with a good status, which a cache would keep. */
  readonly isForPages?: boolean;
  readonly component: YamlValue;
}

/** Whether filters before it leave nothing for it. */
export function isTaken({ statuses }: ResponseFilter, before: readonly ResponseFilter[]): boolean {
  return statuses.length > 0 && statuses.every((status) => before.some((filter) => filter.statuses.includes(status)));
}

/**
 * One `DefaultErrorHandler`, whose filters are tried in order. A `CompositeErrorHandler` would go on to the next
 * handler after FAIL, RATE_LIMITED and REFRESH_TOKEN_THEN_RETRY, so that the last one decides.
 */
export function errorHandler(filters: readonly ResponseFilter[], scope: Scope): YamlMap {
  const { rateLimit } = scope.source;
  const strategies = backoffStrategies(rateLimit);
  return {
    type: "DefaultErrorHandler",
    max_retries: commented(
      `Without a header that tells how long, waits double from one second: together they outlast ${longestWindow(rateLimit)} seconds.`,
      maxRetries(rateLimit),
    ),
    ...(strategies.length === 0 ? {} : { backoff_strategies: strategies }),
    response_filters: filterReferences(filters),
  };
}

export const filterReferences = (filters: readonly ResponseFilter[]): YamlValue[] =>
  filters.map(({ name }) => ({ $ref: `#/definitions/response_filters/${name}` }));

/** Those that hold for each stream, after a stream's own ones. */
export function sharedFilters(authentication: Authentication, scope: Scope): ResponseFilter[] {
  const { source } = scope;
  const limited = source.rateLimit?.statuses.filter((status) => status !== 429) ?? [];
  const all = [
    ...source.errors.map((rule) => ruleFilter(withoutExpiry(rule, authentication))),
    ...unauthorized(authentication),
    ...(limited.length === 0 ? [] : [rateLimited(limited)]),
  ].filter((filter) => filter !== undefined);
  return all.filter((filter, index) => !isTaken(filter, all.slice(0, index)));
}

export function ownFilters(stream: HttpStream, authentication: Authentication): ResponseFilter[] {
  return (stream.access.errors ?? [])
    .map((rule) => ruleFilter(withoutExpiry(rule, authentication)))
    .filter((filter) => filter !== undefined);
}

/** A token that has run out is no reason to fail: it is renewed first, and fails then if it must. */
function withoutExpiry(rule: ErrorRule, { onUnauthorized }: Authentication): ErrorRule {
  const isGeneral = rule.action === "fail" && rule.body === undefined && onUnauthorized !== "fail";
  return isGeneral ? { ...rule, statuses: rule.statuses.filter((status) => status !== 401) } : rule;
}

function unauthorized({ onUnauthorized }: Authentication): ResponseFilter[] {
  if (onUnauthorized === "fail") return [];
  const isRefresh = onUnauthorized === "refresh";
  return [
    {
      name: isRefresh ? "expired_token" : "expired_session",
      statuses: [401],
      component: {
        type: "HttpResponseFilter",
        http_codes: [401],
        action: isRefresh ? "REFRESH_TOKEN_THEN_RETRY" : "RETRY",
      },
    },
  ];
}

function rateLimited(statuses: readonly number[]): ResponseFilter {
  return {
    name: `rate_limited_${statuses.join("_")}`,
    statuses,
    component: { type: "HttpResponseFilter", http_codes: statuses, action: "RATE_LIMITED" },
  };
}

/** What the CDK does by itself. */
const DEFAULT_RETRIES = [408, 500, 502, 503, 504];

function ruleFilter(rule: ErrorRule): ResponseFilter | undefined {
  if (rule.body === undefined && (rule.statuses.length === 0 || isDefault(rule))) return undefined;
  const { body } = rule;
  const place = body ? ["when", ...body.path, body.contains] : [];
  // What is ignored is told to nobody.
  const said = rule.action === "empty" ? undefined : rule.message;
  const message = said === undefined ? undefined : jinjaText(plainText(said), "text");
  return {
    name: snakeCase([WORDS[rule.action], ...rule.statuses, ...place].join(" ")).slice(0, 80),
    statuses: body ? [] : rule.statuses,
    isSpoken: message !== undefined,
    isForPages: (rule.action === "retry" || rule.action === "rate-limited") && rule.statuses.every((one) => one < 300),
    component: {
      type: "HttpResponseFilter",
      ...(body
        ? { predicate: `{{ ${jinjaString(body.contains)} in (${pathExpression("response", body.path)} ~ '') }}` }
        : { http_codes: rule.statuses }),
      ...action(rule),
      ...(message === undefined ? {} : { error_message: message }),
    },
  };
}

/** The CDK's own. */
const WORDS: Readonly<Record<ErrorRule["action"], string>> = {
  retry: "retry",
  "rate-limited": "rate limited",
  "refresh-token": "refresh token",
  empty: "ignore",
  skip: "fail",
  fail: "fail",
};

function isDefault({ action: act, statuses, message }: ErrorRule): boolean {
  if (act === "retry") return statuses.every((status) => DEFAULT_RETRIES.includes(status));
  return act === "rate-limited" && message === undefined && statuses.every((status) => status === 429);
}

function action({ action: act, statuses }: ErrorRule): YamlMap {
  switch (act) {
    case "retry":
      return { action: "RETRY" };
    case "rate-limited":
      return { action: "RATE_LIMITED" };
    case "refresh-token":
      return { action: "REFRESH_TOKEN_THEN_RETRY" };
    case "empty":
      return { action: "IGNORE" };
    case "skip":
      // All other streams and slices are read to their end; only then is the sync reported as failed.
      return { action: "FAIL", failure_type: "config_error" };
    case "fail":
      return {
        action: "FAIL",
        failure_type: statuses.some((status) => status === 401 || status === 403) ? "config_error" : "system_error",
      };
  }
}

/**
 * A 200 whose body is no JSON reads as an empty page, and the records behind it would be lost in silence.
 * An answer that really is `{}` or empty has a length of two or none.
 */
export function malformedPage(isCached: boolean): ResponseFilter {
  return {
    name: isCached ? "malformed_page_of_parent" : "malformed_page",
    statuses: [],
    component: commented(
      isCached
        ? "The CDK would take a body that isn't JSON for an empty page. A parent's pages are cached, so trying again gives the same one."
        : "The CDK would take a body that isn't JSON for an empty page.",
      {
        type: "HttpResponseFilter",
        predicate:
          "{{ response == {} and (headers.get('content-length', '2') not in ['0', '2'] or 'html' in headers.get('content-type', '')) }}",
        action: isCached ? "FAIL" : "RETRY",
        ...(isCached ? { failure_type: "transient_error" } : {}),
        error_message: "The answer is no JSON document.",
      },
    ),
  };
}

function longestWindow(rateLimit: RateLimit | undefined): number {
  return Math.max(60, ...(rateLimit?.quotas.map(({ seconds }) => seconds) ?? []));
}

/** n waits of 1, 2, 4 … seconds come to 2ⁿ - 1; beyond a dozen they take hours. */
function maxRetries(rateLimit: RateLimit | undefined): number {
  return Math.min(12, Math.ceil(Math.log2(longestWindow(rateLimit) + 2)));
}

function backoffStrategies(rateLimit: RateLimit | undefined): YamlMap[] {
  if (!rateLimit) return [{ type: "WaitTimeFromHeader", header: "Retry-After" }];
  const { retryAfter, reset, remaining } = rateLimit;
  const header = retryAfter ?? "Retry-After";
  const strategies: YamlMap[] = [
    { type: "WaitTimeFromHeader", header },
    waitFrom(header, (value) => `(str_to_datetime(${value}) - now_utc()).total_seconds()`, undefined),
  ];
  if (!reset) return strategies;
  return [...strategies, waitFrom(reset.header, RESETS[reset.unit], remaining)];
}

const RESETS = {
  "seconds-left": (value: string) => value,
  "epoch-seconds": (value: string) => `(${value} | float) - now_utc().timestamp()`,
  "epoch-milliseconds": (value: string) => `(${value} | float) / 1000 - now_utc().timestamp()`,
  date: (value: string) => `(str_to_datetime(${value}) - now_utc()).total_seconds()`,
};

/** The header stands on every answer, a plain server error's too: only one that has nothing left is waited for. */
function waitFrom(header: string, seconds: (value: string) => string, remaining: string | undefined): YamlMap {
  const value = `headers[${jinjaString(header)}]`;
  const isSpent = remaining === undefined ? "" : ` and headers.get(${jinjaString(remaining)}, '0') == '0'`;
  return {
    type: "WaitTimeFromResponse",
    wait_time_in_seconds: `{{ ${seconds(value)} if ${value}${isSpent} }}`,
  };
}
