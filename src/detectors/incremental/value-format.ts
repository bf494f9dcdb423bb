import type { SchemaView } from "../../evidence/schema-view.ts";
import type { CursorFormat } from "../../model/incremental.ts";

const DATE_TIME: CursorFormat = { kind: "date-time" };
const DATE: CursorFormat = { kind: "date" };
const SECONDS: CursorFormat = { kind: "epoch-seconds" };
const MILLISECONDS: CursorFormat = { kind: "epoch-milliseconds" };
const RFC_2822: CursorFormat = { kind: "pattern", pattern: "%a, %d %b %Y %H:%M:%S %z" };

const FORMATS: Readonly<Record<string, CursorFormat>> = {
  "date-time": DATE_TIME,
  datetime: DATE_TIME,
  "iso-8601": DATE_TIME,
  date: DATE,
  "unix-time": SECONDS,
  timestamp: SECONDS,
  "date-time-rfc-2822": RFC_2822,
};

/** Values as examples write them; the first that fits. */
const WRITTEN: readonly { readonly like: RegExp; readonly format: CursorFormat }[] = [
  { like: /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/, format: DATE_TIME },
  { like: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/, format: DATE_TIME },
  { like: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, format: { kind: "pattern", pattern: "%Y-%m-%d %H:%M:%S" } },
  { like: /^\d{4}-\d\d-\d\d$/, format: DATE },
  { like: /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d/, format: RFC_2822 },
  { like: /^\d{8}$/, format: { kind: "pattern", pattern: "%Y%m%d" } },
  { like: /^1\d{9}$/, format: SECONDS },
  { like: /^1\d{12}$/, format: MILLISECONDS },
];

/** Values as texts describe them; the first that fits. */
const DESCRIBED: readonly { readonly says: RegExp; readonly format: CursorFormat }[] = [
  {
    says: /\b(epoch|unix)\b[^.]{0,40}\b(ms|milli ?seconds?)\b|\b(ms|milli ?seconds?) (since|from)\b[^.]{0,30}\b(epoch|1970)\b|\bjava ?script timestamp\b/i,
    format: MILLISECONDS,
  },
  { says: /\bunix\b|\bepoch\b|seconds since\b/i, format: SECONDS },
  { says: /\biso[- ]?8601\b[^.]{0,30}\bdate\b(?!-?time)|\bYYYY-MM-DD\b(?![T ]?['"]?T?HH)(?! ?[Hh]{2})/, format: DATE },
  { says: /\brfc[- ]?3339\b|\biso[- ]?8601\b|YYYY-MM-DD['"]?T['"]?HH/i, format: DATE_TIME },
  { says: /\bYYYY-MM-DD HH:MM:SS\b/i, format: { kind: "pattern", pattern: "%Y-%m-%d %H:%M:%S" } },
  { says: /\bYYYYMMDD\b(?! or YYYYMMDDHH)/, format: { kind: "pattern", pattern: "%Y%m%d" } },
  { says: /\bYYYYMMDDHH\b/, format: { kind: "pattern", pattern: "%Y%m%d%H" } },
  { says: /\bMM\/DD\/YYYY\b/i, format: { kind: "pattern", pattern: "%m/%d/%Y" } },
];

/** How a time is written: the schema's format, else examples, else the description; undefined: nothing tells. */
export function formatOf(
  schema: SchemaView,
  description: string,
  examples: readonly unknown[] = [],
): CursorFormat | undefined {
  const stated = FORMATS[schema.format ?? ""];
  if (stated) return stated;
  const numeric =
    schema.types.some((type) => type === "integer" || type === "number") && !schema.types.includes("string");
  const said = DESCRIBED.find(({ says }) => says.test(description))?.format;
  const shown = [...examples, ...schema.examples].map(written).find((format) => format !== undefined);
  if (!numeric) return shown ?? said;
  const epoch = [shown, said].find((format) => format?.kind.startsWith("epoch"));
  return epoch ?? { kind: "epoch-seconds" };
}

function written(value: unknown): CursorFormat | undefined {
  const text = String(value ?? "");
  return WRITTEN.find(({ like }) => like.test(text))?.format;
}
