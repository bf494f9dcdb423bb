import type { Overrides } from "../../model/overrides.ts";
import type { About } from "../../model/values.ts";

/** Where in `overrides.yaml` the answer to a question stands. */
export interface OverridePlace {
  readonly path: readonly string[];
  isIn(overrides: Overrides): boolean;
}

const SOURCE_KEYS: Partial<Record<About, string>> = {
  auth: "auth",
  "base-url": "baseUrl",
  headers: "headers",
  "rate-limit": "rateLimit",
  errors: "errors",
  location: "location",
};

const STREAM_KEYS: Partial<Record<About, string>> = {
  records: "records",
  "primary-key": "primaryKey",
  pagination: "pagination",
  incremental: "incremental",
  parents: "parents",
  stream: "selected",
  "soft-delete": "softDelete",
  format: "format",
  fields: "fields",
  content: "content",
  "date-order": "dateOrder",
  "decimal-mark": "decimalMark",
};

/** For one stream; without one, for the source or (where it is a stream's fact) for all streams alike. */
export function overridePlace(about: About, stream: string | undefined): OverridePlace {
  const sourceKey = SOURCE_KEYS[about];
  const key = sourceKey ?? STREAM_KEYS[about] ?? about;
  const path =
    sourceKey !== undefined ? ["source", key] : stream === undefined ? ["all", key] : ["streams", stream, key];
  const ways = path[0] === "streams" ? [path, ["all", key]] : [path];
  return { path, isIn: (overrides) => ways.some((way) => at(overrides, way) !== undefined) };
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (held, step) => (held !== null && typeof held === "object" ? Reflect.get(held, step) : undefined),
    value,
  );
}
