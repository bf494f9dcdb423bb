/** What a document calls a secret, and the setting that holds it; the first row that fits counts. */
const NAMES: readonly { readonly pattern: RegExp; readonly name: string }[] = [
  { pattern: /personal[\s_-]*access[\s_-]*token|\bPAT\b/i, name: "access_token" },
  { pattern: /api[\s_-]*token/i, name: "api_token" },
  { pattern: /(api|secret|private|access|subscription|developer)[\s_-]*key|apikey/i, name: "api_key" },
];

/** The setting for a token that is sent as it is: `api_key`, `api_token` or `access_token`, as the texts call it. */
export function secretName(texts: readonly (string | undefined)[], otherwise: "access_token" | "api_key"): string {
  for (const text of texts) {
    const row = NAMES.find(({ pattern }) => text !== undefined && pattern.test(text));
    if (row) return row.name;
  }
  return otherwise;
}

/** A header's or parameter's own name as a setting's: `X-App-Id` → `app_id`. */
export function settingName(name: string): string {
  const snake = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^(x_)+|^_+|_+$/g, "");
  return /^[a-z]/.test(snake) ? snake : `key_${snake}`;
}
