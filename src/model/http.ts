import type { Auth } from "./auth.ts";
import type { Pagination, Param } from "./pagination.ts";
import type { FieldPath, Json, Template } from "./values.ts";

export interface HttpSource {
  readonly kind: "http";
  /** No trailing slash: `https://{subdomain}.example.com/v1`. A stream's path is appended to it. */
  readonly baseUrl: Template;
  /** Alternatives, the best first. Empty only while a question about it is open. */
  readonly auth: readonly Auth[];
  /** Sent with every request: `{ "Accept-Version": "2024-01-01" }`. */
  readonly headers: readonly Constant[];
  readonly rateLimit?: RateLimit;
  /** For every stream, the first match wins; a stream's own rules come before them. */
  readonly errors: readonly ErrorRule[];
  readonly webhooks: readonly Webhook[];
  /** Requests under way at once that the source is known or believed to bear. */
  readonly concurrency: { readonly max: number };
}

export interface HttpAccess {
  readonly kind: "http";
  readonly method: "GET" | "POST";
  /** As the document writes it: `/users/{id}`. Each placeholder is filled by a parent link or by `inputs`. */
  readonly path: string;
  readonly query: readonly Constant[];
  readonly headers: readonly Constant[];
  readonly body?: { readonly encoding: "json" | "form"; readonly value: Json };
  /** Parameters whose value is a setting. */
  readonly inputs: readonly InputLink[];
  /** Where the records lie: an array is its elements, an object is one record; `*` is each element or each value. */
  readonly recordsPath: FieldPath;
  readonly pagination: Pagination;
  readonly errors?: readonly ErrorRule[];
  /** Where it differs from the source's. */
  readonly baseUrl?: Template;
  /** Where it differs from the source's. */
  readonly auth?: readonly Auth[];
}

/** A query parameter or header with a value that stays the same. */
export interface Constant {
  readonly name: string;
  readonly value: Template;
}

export interface InputLink {
  readonly param: Param;
  readonly setting: string;
}

export interface RateLimit {
  /** Documented quotas, the tightest first; all of them hold at once. */
  readonly quotas: readonly { readonly requests: number; readonly seconds: number }[];
  /** Statuses that mean "slow down". */
  readonly statuses: readonly number[];
  /** Header with the seconds (or the HTTP date) to wait, mostly `Retry-After`. */
  readonly retryAfter?: string;
  readonly remaining?: string;
  readonly reset?: {
    readonly header: string;
    readonly unit: "seconds-left" | "epoch-seconds" | "epoch-milliseconds" | "date";
  };
}

export interface ErrorRule {
  readonly statuses: readonly number[];
  /** Only answers whose body holds this text at this place. */
  readonly body?: { readonly path: FieldPath; readonly contains: string };
  /**
   * retry: with growing waits. rate-limited: wait as the source says. refresh-token: a new token, once, then retry.
   * skip: leave this stream (or this parent's records) out, tell, and end with a non-zero exit. empty: no records, no fault. fail: stop.
   */
  readonly action: "retry" | "rate-limited" | "refresh-token" | "skip" | "empty" | "fail";
  /** What the document says that the status means. */
  readonly message?: string;
}

export interface Webhook {
  readonly name: string;
  readonly description?: string;
}
