import type { Evidence } from "../../evidence/finding.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { FieldPath } from "../../model/values.ts";
import { parsed } from "./answer-fields.ts";
import type { Pointer } from "./answer-pointers.ts";

/** Examples whose total is larger than the number of records that they hold: only a page can look so. */
export function pagesInExamples(stream: ListedStream, pointers: readonly Pointer[]): Evidence[] {
  const totals = pointers.filter(({ role }) => role === "total-items");
  const records = stream.recordsPath;
  if (!stream.many || records === undefined || totals.length === 0) return [];
  const schema = stream.media?.schema;
  const examples = [
    ...(stream.media?.examples ?? []),
    ...(schema?.examples ?? []).map((value) => ({ value, at: schema?.at ?? stream.operation.at })),
  ];
  return examples.flatMap(({ value, at }) => {
    const body = parsed(value);
    const list = valueAt(body, records);
    const total = totals.map(({ path }) => Number(valueAt(body, path))).find((count) => count > 0);
    if (!Array.isArray(list) || list.length < 2 || total === undefined || total <= list.length) return [];
    return [
      {
        signal: "pagination/example-total",
        weight: 0.8,
        says: `an example answer holds ${list.length} of ${total} records`,
        at,
      },
    ];
  });
}

export function valueAt(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (held, step) => (typeof held === "object" && held !== null ? (held as Record<string, unknown>)[step] : undefined),
    value,
  );
}
