/** Words of a document's title that say nothing about which API it is. */
const FILLER = new Set([
  "api",
  "apis",
  "rest",
  "the",
  "reference",
  "documentation",
  "docs",
  "openapi",
  "swagger",
  "v1",
  "v2",
  "v3",
  "v4",
]);

/** kebab-case, at most 40 characters, from the title of a document: `The Acme API v2` → `acme`. */
export function connectorName(title: string): string {
  const words = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const telling = words.filter((word) => !FILLER.has(word));
  const kept = telling.length > 0 ? telling : words;
  const name = kept.join("-").slice(0, 40).replace(/-+$/, "");
  return /^[a-z]/.test(name) ? name : `source-${name || "unnamed"}`;
}
