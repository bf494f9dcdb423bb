import { candidate, conclude } from "../../evidence/confidence.ts";
import type { FileSetFact, SampleFact } from "../../evidence/file-facts.ts";
import type { Candidate, Finding } from "../../evidence/finding.ts";
import type { FileAccess } from "../../model/file.ts";
import { counted } from "./field-type.ts";

type Content = FileAccess["content"];

/** Whether a file adds rows to those before or is all of them: what two files have in common tells. */
export function detectContent(stream: string, set: FileSetFact): Finding<Content> {
  const compared = comparison(set.samples);
  const all = compared ? [compared] : set.numbered ? numbered(set) : named(set);
  const found = conclude<Content>("content", stream, all);
  return found ?? { about: "content", stream, ...candidate<Content>("unknown", []), rivals: [] };
}

function numbered({ at }: FileSetFact): Candidate<Content>[] {
  const says = "its name has a date or a number: a new file comes each time";
  return [
    candidate<Content>("additions", [{ signal: "files/numbered-name", weight: 0.45, says, at }]),
    candidate<Content>("whole-list", [
      { signal: "files/numbered-list", weight: 0.3, says: "it may hold all rows as of then", at },
    ]),
  ];
}

function named({ at }: FileSetFact): Candidate<Content>[] {
  const says = "its name has no date: a new one takes its place";
  return [
    candidate<Content>("whole-list", [{ signal: "files/fixed-name", weight: 0.45, says, at }]),
    candidate<Content>("additions", [{ signal: "files/fixed-name", weight: 0.2, says: "rows may be added to it", at }]),
  ];
}

/** Files of one kind that have most keys in common are lists; such that have none add rows. */
function comparison(samples: readonly SampleFact[]): Candidate<Content> | undefined {
  const [one, other] = samples.filter(({ rows, cut }) => rows >= 5 && !cut);
  if (!one || !other) return undefined;
  for (const [column, values] of one.keys) {
    const others = other.keys.get(column);
    if (!others) continue;
    let both = 0;
    for (const value of values) if (others.has(value)) both++;
    const share = both / Math.min(values.size, others.size);
    const at = { document: other.document, pointer: "" };
    const rows = `${counted(both)} of ${counted(Math.min(values.size, others.size))} values of ${column} are also in ${one.document}`;
    if (share >= 0.8)
      return candidate<Content>("whole-list", [{ signal: "files/same-keys", weight: 0.75, says: rows, at }]);
    if (share === 0)
      return candidate<Content>("additions", [
        { signal: "files/other-keys", weight: 0.75, says: `no value of ${column} is also in ${one.document}`, at },
      ]);
  }
  return undefined;
}
