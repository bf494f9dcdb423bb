import { remembered } from "../remembered.ts";

/** English, as far as names in documents need it: words of an identifier, and their singular and plural. */

/** `BankTransactions`, `bank-transactions`, `bank_transactions[]` → bank, transactions; lower case. */
export const words: (text: string) => readonly string[] = remembered((text) =>
  text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== ""),
);

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ["people", "person"],
  ["children", "child"],
  ["men", "man"],
  ["women", "woman"],
  ["indices", "index"],
  ["indexes", "index"],
  ["matrices", "matrix"],
  ["vertices", "vertex"],
  ["criteria", "criterion"],
  ["analyses", "analysis"],
  ["aliases", "alias"],
  ["statuses", "status"],
  ["buses", "bus"],
  ["campuses", "campus"],
  ["viruses", "virus"],
  ["bonuses", "bonus"],
  ["movies", "movie"],
  ["cookies", "cookie"],
  ["axes", "axis"],
  ["leaves", "leaf"],
  ["shelves", "shelf"],
  ["lives", "life"],
  ["apis", "api"],
  ["emojis", "emoji"],
  ["kpis", "kpi"],
  ["taxis", "taxi"],
  ["wikis", "wiki"],
]);

const PLURAL_OF: ReadonlyMap<string, string> = new Map(
  [...IRREGULAR].filter(([plural]) => plural !== "indexes").map(([plural, singular]) => [singular, plural]),
);

/** Words that end in an s that is no plural, or are one and many alike. */
const NO_PLURAL = new Set(
  (
    "data media metadata series news status info information analytics hardware software equipment staff history " +
    "address access process business canvas pass class progress bus gas basis analysis diagnosis https dns sms gps " +
    "aws ios pos alias bonus campus virus corpus radius focus census statistics physics"
  ).split(" "),
);
const ONE_AND_MANY = new Set(
  "data media metadata series news info information analytics hardware software equipment staff statistics".split(" "),
);

/** `invoices` → invoice; a word that is no plural comes back as it is. */
export const singular: (word: string) => string = remembered((word) => {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (/^(id|in|ip|ad|pr|op|tv|vm)s$/.test(word)) return word.slice(0, -1);
  if (NO_PLURAL.has(word) || word.length < 4) return word;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  if (/(ss|us|is)$/.test(word)) return word;
  return word.endsWith("s") ? word.slice(0, -1) : word;
});

export function plural(word: string): string {
  if (isPlural(word) || ONE_AND_MANY.has(word)) return word;
  const irregular = PLURAL_OF.get(word);
  if (irregular !== undefined) return irregular;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|sh|ch|x|z)$/.test(word) ? `${word}es` : `${word}s`;
}

export function isPlural(word: string): boolean {
  return singular(word) !== word;
}

/** One spelling for a name whatever its case, separators and number: `Bank-Transactions` → `bank_transaction`. */
export const stem: (text: string) => string = remembered((text) => stemOf(words(text)));

export function stemOf(parts: readonly string[]): string {
  return parts.map(singular).join("_");
}
