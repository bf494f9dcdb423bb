import type { Collector } from "../../diagnostics/collector.ts";
import { Failure } from "../../diagnostics/failure.ts";
import type { SourceText } from "../source-document.ts";
import { createColumnProfile } from "./column-profile.ts";
import { readableText } from "./file-limits.ts";
import type { SpecifiedFiles } from "./file-spec.ts";
import type { ReadSample } from "./read-sample.ts";

/** Lines above and below the records of another length than theirs. */
const MOST_OTHERS = 3;

/** Whether lines have one length and there is a number in each, as records without delimiters do. */
export function isFixedLines(text: string): boolean {
  const lines = text.slice(0, 100_000).split(/\r?\n/).slice(0, 200);
  const isWhole = lines.length < 200 && text.length <= 100_000;
  if (!isWhole) lines.pop();
  const full = lines.filter((line) => line.trim() !== "");
  const length = usualLength(full);
  const [top, bottom] = [otherLines(full, length), otherLines(full.toReversed(), length)];
  const body = full.slice(top, full.length - bottom);
  if (length < 10 || top > MOST_OTHERS || bottom > MOST_OTHERS || body.length < (top + bottom > 0 ? 3 : 2))
    return false;
  return body.every((line) => line.length === length && /\d/.test(line));
}

/** Lines of a sample, cut where the layout says. Lines of another length above and below are no records. */
export function readFixedWidth(source: SourceText, spec: SpecifiedFiles, collector: Collector): ReadSample {
  const { text, cut } = readableText(source);
  const lines = text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  while (lines.at(-1)?.trim() === "" || lines.at(-1) === "\u001a") lines.pop();
  const ends = spec.fields.map(({ field }) => (field.place ? field.place.start + field.place.length : 0));
  const length = usualLength(lines);
  const [top, bottom] = [otherLines(lines, length), otherLines(lines.toReversed(), length)];
  const body = lines.slice(top, lines.length - bottom);
  if (body.length === 0) throw new Failure("unusable", `${source.origin} holds no lines of one length`);
  reportLengths(body, { source, length, needed: Math.max(0, ...ends) }, { top, collector });
  const columns = spec.fields.map(({ field }) => ({
    name: field.name,
    named: false,
    at: { document: source.name, pointer: `line ${top + 1}` },
    place: field.place ?? { start: 0, length: 0 },
    profile: createColumnProfile(),
  }));
  for (const [index, line] of body.entries()) {
    const at = () => ({ document: source.name, pointer: `line ${top + index + 1}` });
    for (const { place, profile } of columns) profile.add(line.slice(place.start, place.start + place.length), at);
  }
  return {
    source,
    format: { kind: "fixed-width", skipLines: top, skipLinesAtEnd: bottom },
    reasons: [{ says: `lines of ${length} characters`, at: { document: source.name, pointer: `line ${top + 1}` } }],
    columns,
    rows: body.length,
    cut,
  };
}

function usualLength(lines: readonly string[]): number {
  const counts = new Map<number, number>();
  for (const { length } of lines) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].sort(([a, timesA], [b, timesB]) => timesB - timesA || b - a)[0]?.[0] ?? 0;
}

function otherLines(lines: readonly string[], length: number): number {
  return Math.max(
    lines.findIndex((line) => line.length === length),
    0,
  );
}

function reportLengths(
  body: readonly string[],
  { source, length, needed }: { readonly source: SourceText; readonly length: number; readonly needed: number },
  { top, collector }: { readonly top: number; readonly collector: Collector },
): void {
  const odd = body.findIndex((line) => line.length !== length);
  const count = body.filter((line) => line.length !== length).length;
  const at = (line: number) => ({ document: source.name, pointer: `line ${line}` });
  if (length < needed || length > needed) collector.report("files/line-length", { has: length, needed }, at(top + 1));
  if (odd >= 0) collector.report("files/odd-lines", { count, length }, at(top + odd + 1));
}
