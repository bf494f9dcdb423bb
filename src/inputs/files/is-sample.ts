import { isRecord } from "../json-value.ts";
import { isCsvw } from "./csvw.ts";
import { isLayout } from "./layout.ts";
import { isFixedLines } from "./read-fixed-width.ts";
import { recordLists } from "./read-json.ts";
import { isJsonLines } from "./read-json-lines.ts";
import { sampleName } from "./sample-name.ts";
import { sniffDelimited } from "./sniff-delimited.ts";
import { isTableSchema } from "./table-schema.ts";

/** Names of what is something else, whatever it looks like. */
const OTHER =
  /\.(?:json|har|ya?ml|mdx?|markdown|rst|x?html?|sql|ddl|xml|wsdl|xsd|graphql|gql|proto|raml|apib|js|ts|py|rb|pdf|zip|toml|ini|conf|env|log|lock)$/i;
const MARKUP = /^\s*(?:<[!?a-z]|%PDF-|PK(?=[^\w\s])|---\s|#%RAML|\{\\rtf)/i;

/** Documentation of an API may show such a table too. */
const REQUEST = /\b(?:GET|POST|PUT|PATCH|DELETE)[ `*]+(?:https?:\/|\/)/;

/** Whether a file is a sample by its name, `orders.csv`, and not another thing under that name; or a layout of lines. */
export function isNamedSample(text: string, name: string): boolean {
  if (/\.(?:md|markdown|txt)$/i.test(name) && !REQUEST.test(text) && isLayout(text, name)) return true;
  return sampleName(name).form !== undefined && !MARKUP.test(text.slice(0, 1000));
}

/** Whether a text under a name that tells nothing holds rows: several, of several values each. */
export function looksLikeSample(text: string, name: string): boolean {
  if (OTHER.test(name) || MARKUP.test(text.slice(0, 1000))) return false;
  if (isJsonLines(text)) return true;
  if (/^\s*[[{]/.test(text) || text.includes("\0")) return false;
  if (isFixedLines(text)) return true;
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

/** Whether a JSON document specifies what files hold. */
export function isJsonSpecification(value: unknown): boolean {
  return isCsvw(value) || isTableSchema(value);
}

/** Whether a file in a folder may be a sample or a specification, told without parsing it. */
export function mayBeSample(text: string, name: string): boolean {
  if (isNamedSample(text, name)) return true;
  if (/\.txt$/i.test(name)) return isFixedLines(text);
  if (!/\.json$/i.test(name)) return false;
  const head = text.slice(0, 5000);
  if (/^\s*\[\s*\{/.test(head) || head.includes("http://www.w3.org/ns/csvw")) return true;
  return /"resources"\s*:/.test(text) && /"(?:path|schema)"\s*:/.test(text) && /"fields"\s*:/.test(text);
}

/** Whether a JSON document that is nothing else holds lists of records, and little beside them. */
export function holdsRecords(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 1 && recordLists(value).length > 0;
  if (!isRecord(value)) return false;
  const lists = recordLists(value).map((path) => ({ path, list: listAt(value, path) }));
  if (!lists.some(({ list }) => list.length > 1)) return false;
  if (lists.some(({ path }) => path.length === 1 && ENVELOPE.test(path[0] ?? ""))) return true;
  const size = lists.reduce((sum, { list }) => sum + JSON.stringify(list).length, 0);
  return size > JSON.stringify(value).length / 2;
}

/** What a list of records is called where nothing else is meant. */
const ENVELOPE = /^(?:data|items|records?|rows|results?|entries|values?|list|elements|content)$/i;

function listAt(value: unknown, path: readonly string[]): readonly unknown[] {
  const list = path.reduce<unknown>((held, step) => (isRecord(held) ? held[step] : undefined), value);
  return Array.isArray(list) ? list : [];
}
