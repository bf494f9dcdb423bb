import type { Collector } from "../diagnostics/collector.ts";
import { Failure } from "../diagnostics/failure.ts";
import { findDuplicateKeys } from "./duplicate-keys.ts";
import { parseYaml } from "./parse-yaml.ts";

/** What is known of a text before it is parsed. */
export interface Unparsed {
  readonly name: string;
  readonly origin: string;
  readonly text: string;
}

/** Above this many characters the search for duplicate keys would cost more than the parsing. */
const DUPLICATES_BELOW = 2_000_000;
/** Above this many characters broken JSON isn't tried as YAML, which allows for comments and trailing commas. */
const SECOND_TRY_BELOW = 20_000_000;

/** JSON or YAML as plain values. Errors: a `Failure` that names the document and, where it can, the line. */
export function parseText(unparsed: Unparsed, collector: Collector): unknown {
  const { text } = unparsed;
  const first = firstCharacter(text);
  if (first === "") throw new Failure("unusable", `${unparsed.origin} is empty`);
  if (first !== "{" && first !== "[") return parseYaml(unparsed, collector);
  return parseJson(unparsed, collector);
}

function parseJson(unparsed: Unparsed, collector: Collector): unknown {
  const { name, text } = unparsed;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return parseBrokenJson(unparsed, cause, collector);
  }
  if (text.length < DUPLICATES_BELOW) {
    for (const { key, line } of findDuplicateKeys(text)) {
      collector.report("input/duplicate-key", { key }, { document: name, pointer: `line ${line}` });
    }
  }
  return value;
}

function parseBrokenJson(unparsed: Unparsed, cause: unknown, collector: Collector): unknown {
  const { name, origin, text } = unparsed;
  const line = lineOfError(cause, text);
  const failure = new Failure("unusable", `${origin} is broken JSON: ${reasonOf(cause)} (line ${line})`, { cause });
  if (text.length > SECOND_TRY_BELOW) throw failure;
  let value: unknown;
  try {
    value = parseYaml(unparsed, collector);
  } catch {
    throw failure;
  }
  collector.report("input/not-strict-json", {}, { document: name, pointer: `line ${line}` });
  return value;
}

/** V8 tells the position in words; at the end of the text it tells none. */
function lineOfError(cause: unknown, text: string): number {
  const position = /at position (\d+)/.exec(String(cause))?.[1];
  return text
    .slice(0, position === undefined ? undefined : Number(position))
    .trimEnd()
    .split("\n").length;
}

function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/end of JSON input|Unterminated/.test(message)) return "it ends in the middle";
  return message.replace(/ (?:in JSON )?at position .*$/s, "").replace(/, (?:\.\.\.)?".*$/s, "");
}

function firstCharacter(text: string): string {
  return /\S/.exec(text)?.[0] ?? "";
}
