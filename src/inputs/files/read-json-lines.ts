import type { Collector } from "../../diagnostics/collector.ts";
import { Failure } from "../../diagnostics/failure.ts";
import { isRecord } from "../json-value.ts";
import type { SourceText } from "../source-document.ts";
import { readableText } from "./file-limits.ts";
import { createJsonColumns, parseWithNumbers } from "./json-columns.ts";
import type { ReadSample } from "./read-sample.ts";

/** Whether each of the first lines is a JSON object, and there are several. */
export function isJsonLines(text: string): boolean {
  const lines = text
    .slice(0, 200_000)
    .split("\n", 20)
    .filter((line) => line.trim() !== "");
  // The last one may be cut.
  const whole = lines.length > 2 ? lines.slice(0, -1) : lines;
  return whole.length >= 2 && whole.every((line) => /^\s*\{.*\}\s*$/.test(line) && isRecord(parsed(line)));
}

function parsed(line: string): unknown {
  try {
    return parseWithNumbers(line);
  } catch {
    return undefined;
  }
}

/** A file with a JSON object in each line. Errors: a `Failure` of one line. */
export function readJsonLines(source: SourceText, collector: Collector): ReadSample {
  const { text, cut } = readableText(source);
  const columns = createJsonColumns(source.origin);
  let broken = 0;
  let firstBroken = 0;
  let number = 0;
  for (const line of text.split("\n")) {
    number++;
    if (line.trim() === "") continue;
    const value = parsed(line);
    const here = number;
    if (isRecord(value)) columns.add(value, () => ({ document: source.name, pointer: `line ${here}` }));
    else if (broken++ === 0) firstBroken = number;
  }
  if (columns.rows() === 0) throw new Failure("unusable", `${source.origin} holds no JSON object in a line`);
  if (broken > 0)
    collector.report(
      "files/broken-lines",
      { count: broken },
      { document: source.name, pointer: `line ${firstBroken}` },
    );
  return {
    source,
    format: { kind: "json-lines" },
    reasons: [{ says: "each line is a JSON object", at: { document: source.name, pointer: "line 1" } }],
    columns: columns.columns(),
    rows: columns.rows(),
    cut,
  };
}
