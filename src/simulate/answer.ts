import { isObject } from "../model/field-path.ts";
import type { ErrorRule, RateLimit } from "../model/http.ts";
import type { FieldPath, Json } from "../model/values.ts";

/** What goes back over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Breaks the connection in the middle of the body. */
  readonly broken?: boolean;
}

export function jsonAnswer(status: number, body: Json, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

interface Trouble {
  readonly action: ErrorRule["action"];
  /** Fixed from outside; absent: the first that a rule declares for the action, else `otherwise`. */
  readonly status?: number;
  readonly otherwise: number;
  readonly message: string;
}

/** An error as the rules declare it: its status, and in its body what they look for. */
export function errorAnswer(rules: readonly ErrorRule[], trouble: Trouble): Answer {
  const rule = rules.find(
    (one) => one.action === trouble.action && (trouble.status === undefined || one.statuses.includes(trouble.status)),
  );
  const status = trouble.status ?? rule?.statuses[0] ?? trouble.otherwise;
  const body = { error: { status, message: trouble.message } };
  return jsonAnswer(status, rule?.body ? merged(body, nested(rule.body.path, rule.body.contains)) : body);
}

function nested(path: FieldPath, value: Json): Json {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  return name === "*" ? [nested(rest, value)] : { [name]: nested(rest, value) };
}

function merged(one: Json, other: Json): Json {
  if (!isObject(one) || !isObject(other)) return other;
  const both = Object.entries(other).map(([name, value]) => [name, merged(one[name] ?? null, value)]);
  return { ...one, ...Object.fromEntries(both) };
}

interface Wait {
  /** Undefined: how long isn't told. */
  readonly seconds: number | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** "Slow down", with the seconds to wait where they are told. */
export function rateLimitedAnswer(rules: readonly ErrorRule[], limit: RateLimit | undefined, wait: Wait): Answer {
  const status = limit?.statuses[0];
  const answer = errorAnswer(rules, {
    action: "rate-limited",
    ...(status === undefined ? {} : { status }),
    otherwise: 429,
    message: "too many requests",
  });
  return { ...answer, headers: { ...answer.headers, ...waitHeaders(limit, wait) } };
}

function waitHeaders(limit: RateLimit | undefined, { seconds, now }: Wait): Record<string, string> {
  const headers: Record<string, string> = {};
  if (limit?.remaining !== undefined) headers[limit.remaining] = "0";
  if (seconds === undefined) return headers;
  if (limit?.reset) headers[limit.reset.header] = resetValue(limit.reset.unit, { seconds, now });
  const retryAfter = limit?.retryAfter ?? (limit?.reset ? undefined : "Retry-After");
  if (retryAfter !== undefined) headers[retryAfter] = String(seconds);
  return headers;
}

export function resetValue(
  unit: NonNullable<RateLimit["reset"]>["unit"],
  { seconds, now }: { readonly seconds: number; readonly now: number },
): string {
  const at = now + seconds * 1000;
  switch (unit) {
    case "seconds-left":
      return String(Math.ceil(seconds));
    case "epoch-seconds":
      return String(Math.ceil(at / 1000));
    case "epoch-milliseconds":
      return String(Math.ceil(at));
    case "date":
      return new Date(Math.ceil(at / 1000) * 1000).toUTCString();
  }
}
