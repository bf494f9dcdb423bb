import { isRecord } from "../json-value.ts";
import { recordLists } from "./read-json.ts";
import { isJsonLines } from "./read-json-lines.ts";
import { sampleName } from "./sample-name.ts";
import { sniffDelimited } from "./sniff-delimited.ts";

/** Names of what is something else, whatever it looks like. */
const OTHER =
  /\.(?:json|har|ya?ml|mdx?|markdown|rst|x?html?|sql|ddl|xml|wsdl|xsd|graphql|gql|proto|raml|apib|js|ts|py|rb|pdf|zip|toml|ini|conf|env|log|lock)$/i;
const MARKUP = /^\s*(?:<[!?a-z]|%PDF-|PK(?=[^\w\s])|---\s|#%RAML|\{\\rtf)/i;

/** Whether a file is a sample by its name, `orders.csv`, and not another thing under that name. */
export function isNamedSample(text: string, name: string): boolean {
  return sampleName(name).form !== undefined && !MARKUP.test(text.slice(0, 1000));
}

/** Whether a text under a name that tells nothing holds rows: several, of several values each. */
export function looksLikeSample(text: string, name: string): boolean {
  if (OTHER.test(name) || MARKUP.test(text.slice(0, 1000))) return false;
  if (isJsonLines(text)) return true;
  if (/^\s*[[{]/.test(text) || text.includes("\0")) return false;
  const found = sniffDelimited(text);
  if (!found || found.columns < 2 || found.fit < 0.75) return false;
  const sign = found.format.delimiter;
  // Sentences have commas, and lines of settings colons.
  const rows = text
    .slice(0, 20_000)
    .split("\n")
    .filter((line) => line.includes(sign)).length;
  return rows >= 3 && !(sign === "," && /,\s+\p{L}/u.test(text.slice(0, 2000)) && found.columns < 3);
}

/** Whether a JSON document that is nothing else holds lists of records. */
export function holdsRecords(value: unknown): boolean {
  const lists = recordLists(value);
  if (Array.isArray(value)) return lists.length > 0 && value.length > 1;
  return isRecord(value) && lists.some((path) => path.length <= 3 && lengthAt(value, path) > 1);
}

function lengthAt(value: unknown, path: readonly string[]): number {
  const list = path.reduce<unknown>((held, step) => (isRecord(held) ? held[step] : undefined), value);
  return Array.isArray(list) ? list.length : 0;
}
