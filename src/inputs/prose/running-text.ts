import { type Block, textOfBlocks } from "./blocks.ts";
import type { Part } from "./scopes.ts";

/** Words that only announce a sample: `Example response:`, `Sample JSON response`, `Content example :`. */
const ANNOUNCES_SAMPLE = /^(?:(?:example|sample)\b[\w\s]{0,40}|[\w\s]{1,20}\bexample\s*):?$/i;
/** `Method : GET`, `Code: 200 OK`, where the value stands for itself. */
const LABELLED_VALUE = /^[A-Z][\w ]{1,30}\s?:\s?`[^`]*`$/;
/** An endpoint, a value or a path alone (a table's cell, a line above a sample), or a link to another place of the page. */
const ONLY_MARKUP = /^(?:`[^`]*`|\[[^\]]*\]\s?\(#[^)]*\))$/;
/** `- \`GET /orders\` gives all orders`, the list's one item. */
const ITEM_OF_ENDPOINT = /^[-*•]\s+`(?:GET|POST) [^`\n]*`\s+(?=[^\n]*$)/;
/** Longer ones say something besides. */
const LONGEST_LEAD_IN = 120;

/**
 * The words about an endpoint: what stands beside it, then its running text, without tables, samples, long lists and
 * what introduces them, without the title and without labels of single values. At most `longest` characters of the latter.
 */
export function runningText(
  beside: readonly string[],
  parts: readonly Part[],
  title: string | undefined,
  longest: number,
): string {
  const texts = beside.filter((text) => !ONLY_MARKUP.test(text));
  let length = 0;
  for (const [at, { block }] of parts.entries()) {
    const text = running(block).replace(ITEM_OF_ENDPOINT, "");
    if (text === "" || text === title || texts.includes(text) || saysNothing(text, parts[at + 1]?.block)) continue;
    if (length + text.length > longest) break;
    texts.push(text);
    length += text.length;
  }
  return begun(texts.join("\n\n"));
}

function running(block: Block): string {
  if (block.kind === "paragraph") return textOfBlocks([block]);
  if (block.kind === "list" && block.items.length <= 12) return textOfBlocks([block]).slice(0, 1500);
  return "";
}

function saysNothing(text: string, next: Block | undefined): boolean {
  if (ANNOUNCES_SAMPLE.test(text) || LABELLED_VALUE.test(text) || ONLY_MARKUP.test(text)) return true;
  return text.endsWith(":") && text.length <= LONGEST_LEAD_IN && (next === undefined || running(next) === "");
}

/** `will return all orders`: a sentence whose subject was the endpoint. */
function begun(text: string): string {
  return /^[a-z]+ /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
