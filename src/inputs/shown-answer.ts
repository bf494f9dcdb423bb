import { readSampleJson } from "./sample-json.ts";

/** Texts behind which nothing is looked for: no description shows an answer of such a length. */
const LONGEST = 20_000;

const FENCE = /```[\w-]*[ \t]*\r?\n([\s\S]*?)```/g;
const ANSWER = /\bresponses?\b|\breturns?\b|\bresults?\b|\banswers?\b/i;
const OTHER = /\berrors?\b|\brequest\b|\bcurl\b|\bpayload\b|\bheaders?\b|\bfail/i;

/**
 * The answer that an operation's description shows in a block of code below a heading such as "Response", as a value;
 * `undefined`: it shows none. Such blocks are seldom plain JSON: `"name": (string) the name` stands for a text.
 */
export function shownAnswer(description: string): unknown {
  const text = description.slice(0, LONGEST);
  for (const { 1: code = "", index } of text.matchAll(FENCE)) {
    const heading = lastLine(text.slice(0, index));
    if (!ANSWER.test(heading) || OTHER.test(heading)) continue;
    const value = readSampleJson(code)?.value;
    if (value !== undefined && Object.keys(value).length > 0) return value;
  }
  return undefined;
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}
