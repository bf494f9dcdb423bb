import { isRecord } from "../json-value.ts";
import { formatOfTexts } from "../text-format.ts";

/**
 * A value of the same shape in which nothing is left of what was recorded but names, kinds, times and what a page's
 * envelope tells: recordings hold people's data, and what is analysed must not.
 */
export function standIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(standIn);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, standIn(one)]));
  if (typeof value === "number") return Number.isInteger(value) ? 1 : 1.5;
  return typeof value === "string" ? textInstead(value) : value;
}

const PLAIN_TIME = /^\d{4}-\d{2}-\d{2}[T ]?[\d:.]*(?:Z|[+-]\d{2}:?\d{2})?$/;
const INSTEAD: Readonly<Record<string, string>> = {
  "date-time": "2024-01-01T00:00:00Z",
  date: "2024-01-01",
  uuid: "00000000-0000-4000-8000-000000000000",
  email: "someone@example.com",
};

/** Times of one form all look alike. */
function textInstead(text: string): string {
  if (text === "") return text;
  const format = formatOfTexts([text]);
  if (format === "uri") return addressInstead(text);
  if (format !== undefined && INSTEAD[format] !== undefined) return INSTEAD[format];
  if (PLAIN_TIME.test(text)) return text.replace(/\d/g, "0").replace(/^0000-00-00/, "2024-01-01");
  return /^\d+$/.test(text) ? "1" : "text";
}

/** Where a next page lies is told by the names in its query. */
function addressInstead(text: string): string {
  const url = new URL(text);
  const names = [...new Set(url.searchParams.keys())].map((name) => `${encodeURIComponent(name)}=1`);
  return `${url.origin}/${names.length === 0 ? "" : `?${names.join("&")}`}`;
}
