const FORMATS: readonly { readonly format: string; readonly pattern: RegExp }[] = [
  { format: "date-time", pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/ },
  { format: "date", pattern: /^\d{4}-\d{2}-\d{2}$/ },
  { format: "uuid", pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i },
  { format: "email", pattern: /^[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}$/i },
  { format: "uri", pattern: /^https?:\/\/[^\s"<>]+$/i },
];

/** The format that all values have as texts; `undefined` where one has none or is no text. */
export function formatOfTexts(values: readonly unknown[]): string | undefined {
  const fits = (pattern: RegExp) => values.every((value) => typeof value === "string" && pattern.test(value));
  return values.length === 0 ? undefined : FORMATS.find(({ pattern }) => fits(pattern))?.format;
}
