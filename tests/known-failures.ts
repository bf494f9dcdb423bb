import { readFileSync } from "node:fs";

/**
 * `tests/known-failures.txt`: one red verdict a line, `<document> <target> <property>  # reason`. Exact: a failure that
 * isn't listed fails its test, and so does a listed one that no longer happens.
 */
export function knownFailures(document: string, target: string): string[] {
  const text = readFileSync(new URL("known-failures.txt", import.meta.url), "utf8");
  return text
    .split("\n")
    .map((line) => /^(\S+) (\S+) (\S+) {2}# \S/.exec(line))
    .filter((match) => match !== null && match[1] === document && match[2] === target)
    .map((match) => match?.[3] ?? "")
    .sort();
}
