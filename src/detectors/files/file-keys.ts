import { candidate, conclude } from "../../evidence/confidence.ts";
import type { ColumnFact, FileSetFact } from "../../evidence/file-facts.ts";
import type { Candidate, Finding } from "../../evidence/finding.ts";
import type { FieldPath } from "../../model/values.ts";
import { NAMES, RESOURCE_SUFFIXES } from "../keys/key-vocabulary.ts";
import { counted } from "./field-type.ts";

/** A key is unique and without gaps in all rows, and called like one: by chance many columns are unique in a sample. */
export function detectFileKey(stream: string, set: FileSetFact): Finding<readonly FieldPath[]> | undefined {
  const { declared } = set;
  if (declared && declared.primaryKey.length > 0)
    return conclude<readonly FieldPath[]>("primary-key", stream, [
      candidate(
        declared.primaryKey.map((name) => [name]),
        [{ signal: "files/declared-key", weight: 0.97, says: "the specification says so", at: declared.at }],
      ),
    ]);
  const all = set.columns.flatMap((column) => keyCandidate(stream, column, set) ?? []);
  return conclude("primary-key", stream, all);
}

function keyCandidate(
  stream: string,
  column: ColumnFact,
  set: FileSetFact,
): Candidate<readonly FieldPath[]> | undefined {
  const { unique, empty, nullWords, rows, name, at } = column;
  if (unique !== true || empty > 0 || nullWords.length > 0 || rows === 0) return undefined;
  const told = nameWeight(stream, name);
  if (!told) return undefined;
  const where = set.samples.length > 1 ? " in each file" : "";
  return candidate<readonly FieldPath[]>(
    [[name]],
    [
      { signal: told.id, weight: told.weight, says: told.says, at },
      {
        signal: "files/unique",
        weight: rows >= 50 ? 0.5 : rows >= 10 ? 0.3 : 0.1,
        says: `it has another value in each of ${counted(rows)} rows${where}`,
      },
    ],
  );
}

const SUFFIX_WORDS = "its name ends like that of a key";

function nameWeight(stream: string, name: string): { id: string; weight: number; says: string } | undefined {
  const plain = plainOf(name);
  const named = NAMES.find((signal) => signal.plain.test(plain));
  if (named) return named;
  // `order_no` of orders is its key; `customer_id` of orders is another's, however unique it is here.
  const stems = stemsOf(stream);
  for (const stem of stems) {
    if (!plain.startsWith(stem)) continue;
    const found = RESOURCE_SUFFIXES.find(({ suffix }) => suffix.test(plain.slice(stem.length)));
    if (found) return { id: found.id, weight: found.weight, says: "is named like the file's own key" };
  }
  return /(?:^|[_\s-])(?:id|uuid|guid|no|nr|number|nummer)$|[a-z](?:Id|ID|No|Nr|Number|Nummer)$/.test(name)
    ? { id: "files/key-suffix", weight: 0.35, says: SUFFIX_WORDS }
    : undefined;
}

function plainOf(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/** Of `sales_orders`: salesorders, salesorder, orders, order. */
function stemsOf(stream: string): string[] {
  const last = stream.slice(stream.lastIndexOf("_") + 1);
  return [plainOf(stream), last].flatMap((one) => [
    one,
    one.replace(/ies$/, "y"),
    one.replace(/e?s$/, ""),
    one.replace(/s$/, ""),
  ]);
}
