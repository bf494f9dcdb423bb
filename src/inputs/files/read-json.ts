import { Failure } from "../../diagnostics/failure.ts";
import type { FieldPath } from "../../model/values.ts";
import { isRecord } from "../json-value.ts";
import type { SourceDocument } from "../source-document.ts";
import { createJsonColumns, isNumber, parseWithNumbers } from "./json-columns.ts";
import type { ReadSample } from "./read-sample.ts";

/** How deep lists of records are looked for. */
const DEEPEST = 3;

/** Where lists of at least one object lie: the document itself, or what stands below its names. */
export function recordLists(value: unknown, path: FieldPath = []): FieldPath[] {
  if (Array.isArray(value)) return isRecordList(value) ? [path] : [];
  if (!isRecord(value) || path.length >= DEEPEST) return [];
  return Object.entries(value)
    .slice(0, 100)
    .flatMap(([name, below]) => recordLists(below, [...path, name]));
}

function isRecordList(value: readonly unknown[]): boolean {
  return value.length > 0 && value.slice(0, 100).every((one) => isRecord(one) && !isNumber(one));
}

/** A JSON document that is, or holds, lists of records: one sample for each. Errors: a `Failure` of one line. */
export function readJson(source: SourceDocument): ReadSample[] {
  const value = parseWithNumbers(source.text);
  const paths = recordLists(value);
  if (paths.length === 0) throw new Failure("unusable", `${source.origin} holds no list of records`);
  return paths.map((path) => {
    const list = path.reduce<unknown>((held, step) => (isRecord(held) ? held[step] : undefined), value);
    const columns = createJsonColumns(source.origin);
    const above = path.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
    for (const [index, record] of (Array.isArray(list) ? list : []).entries())
      if (isRecord(record)) columns.add(record, () => ({ document: source.name, pointer: `${above}/${index}` }));
    return {
      source,
      ...(paths.length > 1 ? { name: path.at(-1) ?? "records" } : {}),
      format: { kind: "json", recordsPath: path },
      reasons: [
        {
          says: path.length === 0 ? "the document is a list of objects" : `${path.join(".")} is a list of objects`,
          at: { document: source.name, pointer: above },
        },
      ],
      columns: columns.columns(),
      rows: columns.rows(),
      cut: false,
    };
  });
}
