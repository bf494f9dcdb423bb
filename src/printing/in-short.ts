import { plainText } from "./wrap.ts";

const LONGEST = 400;

/** A description's first paragraph that says something, as plain text of at most some 400 characters: some documents put their whole manual there. */
export function inShort(description: string): string {
  const paragraphs = description
    .slice(0, 10 * LONGEST)
    .split(/\r?\n\s*\n|^#.*$/m)
    .map((part) => plainText(part.replace(/<[^<>]*>/g, " ").replace(/\[([^[\]]*)\] ?\([^()]*\)/g, "$1")))
    .filter((part) => part !== "");
  const [first = ""] = paragraphs;
  if (first.length <= LONGEST) return first;
  const sentences = first.slice(0, LONGEST).split(/(?<=[.!?]) /);
  return sentences.length > 1
    ? sentences.slice(0, -1).join(" ")
    : `${first.slice(0, LONGEST).replace(/\s+\S*$/, "")} …`;
}
