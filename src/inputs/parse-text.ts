import type { Collector } from "../diagnostics/collector.ts";
import { Failure } from "../diagnostics/failure.ts";
import { findDuplicateKeys } from "./duplicate-keys.ts";
import { parseYaml } from "./parse-yaml.ts";
import type { Unparsed } from "./unparsed.ts";

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
  const { line, reason } = describe(cause, text);
  const failure = new Failure("unusable", `${origin} is broken JSON: ${reason} (line ${line})`, { cause });
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

/** V8 tells the position in words; none where the text ends too early. */
function positionOf(message: string, text: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  return Math.min(position === undefined ? text.length : Number(position), text.trimEnd().length);
}

function describe(cause: unknown, text: string): { readonly line: number; readonly reason: string } {
  const message = cause instanceof Error ? cause.message : String(cause);
  const position = positionOf(message, text);
  const reason = message.replace(/ (?:in JSON )?at position .*$/s, "").replace(/, (?:\.\.\.)?".*$/s, "");
  const isCut = position >= text.trimEnd().length || message.startsWith("Unterminated");
  return { line: text.slice(0, position).split("\n").length, reason: isCut ? "it ends in the middle" : reason };
}

function firstCharacter(text: string): string {
  return /\S/.exec(text)?.[0] ?? "";
}
