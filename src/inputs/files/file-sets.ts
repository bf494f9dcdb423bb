import { posix } from "node:path";
import type { Collector } from "../../diagnostics/collector.ts";
import type { FileSetFact, SampleFact } from "../../evidence/file-facts.ts";
import { mergeColumns } from "./merge-columns.ts";
import type { ReadSample } from "./read-sample.ts";
import { sampleName } from "./sample-name.ts";

/** Of the columns of two files, at least this share must be in both, or they are of two kinds. */
const ALIKE = 0.6;

/** Samples whose names differ in numbers alone, and that have the same columns, are one set. */
export function fileSets(samples: readonly ReadSample[], collector: Collector): FileSetFact[] {
  const groups: ReadSample[][] = [];
  for (const sample of samples) {
    const group = groups.find(([first]) => first !== undefined && belong(first, sample));
    if (group) group.push(sample);
    else groups.push([sample]);
  }
  const patterns = groups.map(([first]) => first && namePattern(first).glob);
  return groups.flatMap((group, at) => {
    const isShared = patterns.filter((one) => one === patterns[at]).length > 1 && !group[0]?.name;
    return setOf(group, isShared, collector) ?? [];
  });
}

function belong(one: ReadSample, other: ReadSample): boolean {
  if (one.name !== other.name || namePattern(one).glob !== namePattern(other).glob) return false;
  if (one.format.kind !== other.format.kind) return false;
  const mine = new Set(one.columns.map(({ name }) => name));
  const both = other.columns.filter(({ name }) => mine.has(name)).length;
  return both >= ALIKE * Math.max(mine.size, other.columns.length);
}

function setOf(group: readonly ReadSample[], isShared: boolean, collector: Collector): FileSetFact | undefined {
  const [first, ...others] = group;
  if (!first) return undefined;
  const { glob, name, numbered } = namePattern(first);
  for (const other of others) reportDifferences(first, other, collector);
  reportEncodings(group, collector);
  for (const { source, cut, rows } of group) {
    const at = { document: source.name, pointer: "" };
    if (cut) collector.report("files/cut", { rows }, at);
    if (rows === 0) collector.report("files/no-rows", {}, at);
  }
  const gzipped = group.filter(({ source }) => sampleName(source.name).gzip).length;
  return {
    name: first.name ?? name,
    description: undefined,
    glob: isShared ? first.source.name : glob,
    numbered: !isShared && numbered,
    format: first.format,
    reasons: first.reasons,
    compression: gzipped === 0 ? "none" : "by-name",
    encoding: first.source.encoding ?? "utf-8",
    samples: group.map(sampleFact),
    columns: columnsOf(group),
    rows: group.reduce((sum, { rows }) => sum + rows, 0),
    declared: undefined,
    at: { document: first.source.name, pointer: "" },
  };
}

function sampleFact({ source, rows, cut, columns }: ReadSample): SampleFact {
  const keys = columns.flatMap(({ name, profile }) => {
    const values = profile.values();
    return values && values.size === rows ? [[name, values] as const] : [];
  });
  return { document: source.name, rows, cut, keys: new Map(keys) };
}

function columnsOf(group: readonly ReadSample[]): FileSetFact["columns"] {
  const merged = new Map<string, FileSetFact["columns"][number]>();
  for (const { columns } of group) {
    for (const { profile, ...own } of columns) {
      const held = merged.get(own.name);
      const fact = profile.fact(own);
      merged.set(own.name, held ? mergeColumns(held, fact) : fact);
    }
  }
  return [...merged.values()];
}

function reportDifferences(first: ReadSample, other: ReadSample, collector: Collector): void {
  const names = (sample: ReadSample) => sample.columns.map(({ name }) => name);
  const more = names(other).filter((name) => !names(first).includes(name));
  const missing = names(first).filter((name) => !names(other).includes(name));
  // JSON leaves out what is empty.
  if (more.length + missing.length === 0 || first.format.kind !== "delimited") return;
  collector.report("files/other-columns", { names: more, missing }, { document: other.source.name, pointer: "" });
}

function reportEncodings(group: readonly ReadSample[], collector: Collector): void {
  const encodings = [...new Set(group.map(({ source }) => source.encoding ?? "utf-8"))];
  const [first] = group;
  if (encodings.length < 2 || !first) return;
  collector.report("files/mixed-encodings", { encodings }, { document: first.source.name, pointer: "" });
}

/** Numbers that stand for a date, a time or a count, with what parts them. */
const NUMBERS = /\d{4}(?:[-_.T]?\d{2}){1,5}|\d{2}[-_.]\d{2}[-_.]\d{4}|\d{4,}|(?<=[-_.])\d+$/g;

function namePattern({ source }: ReadSample): {
  readonly glob: string;
  readonly name: string;
  readonly numbered: boolean;
} {
  const { stem, ends } = sampleName(source.name);
  const folder = posix.dirname(stem);
  const base = posix.basename(stem);
  const pattern = base.replace(NUMBERS, "*").replace(/\*(?:[-_.T]*\*)+/g, "*");
  const words = base
    .replace(NUMBERS, " ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  const name = words === "" ? posix.basename(folder === "." ? "records" : folder) : words;
  const glob = escaped(folder === "." ? "" : `${folder}/`) + pattern + ends;
  return { glob, name, numbered: pattern !== base };
}

/** Signs that a glob takes for its own stand for themselves in no name that we meet often; a `?` fits each. */
function escaped(text: string): string {
  return text.replace(/[*[\]{}]/g, "?");
}
