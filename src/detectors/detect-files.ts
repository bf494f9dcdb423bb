import { candidate, conclude } from "../evidence/confidence.ts";
import type { DetectedFiles, FileDetection } from "../evidence/file-detection.ts";
import type { ColumnFact, FileFacts, FileSetFact } from "../evidence/file-facts.ts";
import type { Candidate, Finding } from "../evidence/finding.ts";
import type { Incremental } from "../model/incremental.ts";
import { detectField, type Habits, habitOf } from "./files/field-type.ts";
import { detectContent } from "./files/file-content.ts";
import { detectFileKey } from "./files/file-keys.ts";
import { claimOf, commonPrefix } from "./tables/change-names.ts";
import { databaseStreamNames } from "./tables/database-stream-names.ts";

/** Facts about files → all findings about them. */
export function detectFiles(facts: FileFacts): FileDetection {
  const names = databaseStreamNames(facts.sets.map(({ name }) => ({ schema: undefined, name })));
  return { sets: facts.sets.map((set, at) => detectSet(names[at] ?? "records", set)) };
}

function detectSet(stream: string, set: FileSetFact): DetectedFiles {
  const habits = habitsOf(stream, set.columns);
  const told: Habits = { dateOrder: settled(habits.dateOrder), decimalMark: settled(habits.decimalMark) };
  const fields = set.columns.map((column) => detectField(stream, column, told));
  const hangsOn = (kind: "date-order" | "decimal-mark") => fields.some(({ by }) => by?.kind === kind);
  return {
    stream,
    description: set.description,
    at: set.at,
    offered: found("stream", stream, true, [
      { signal: "files/set", weight: 0.9, says: offeredBecause(set), at: set.at },
    ]),
    access: { kind: "file", glob: set.glob, compression: set.compression, encoding: set.encoding },
    format: found(
      "format",
      stream,
      set.format,
      set.reasons.map(({ says, at }, index) => ({ signal: `files/form-${index + 1}`, weight: 0.8, says, at })),
    ),
    fields,
    primaryKey: detectFileKey(stream, set),
    incremental: detectIncremental(stream, set, fields),
    content: detectContent(stream, set),
    remarks: set.declared?.remarks ?? [],
    dateOrder: habits.dateOrder ?? (hangsOn("date-order") ? openOrder(stream, fields) : undefined),
    decimalMark: habits.decimalMark ?? (hangsOn("decimal-mark") ? openMark(stream, fields) : undefined),
  };
}

function found<Value>(
  about: Finding["about"],
  stream: string,
  value: Value,
  evidence: Finding["evidence"],
): Finding<Value> {
  return { about, stream, ...candidate(value, evidence), rivals: [] };
}

function offeredBecause({ samples, columns, rows }: FileSetFact): string {
  const files = samples.length === 1 ? "a file" : `${samples.length} files`;
  return samples.length === 0
    ? `${columns.length} fields are specified`
    : `${files} of ${columns.length} columns and ${rows} rows`;
}

/** One that is proven, and by no column the other way. */
function settled<Value>(finding: Finding<Value> | undefined): Value | undefined {
  return finding && finding.rivals.length === 0 ? finding.value : undefined;
}

function habitsOf(stream: string, columns: readonly ColumnFact[]) {
  const habits = columns.map((column) => ({ ...habitOf(column), name: column.name }));
  const candidates = <Key extends "dateOrder" | "decimalMark">(
    key: Key,
    says: (name: string, shown: string) => string,
  ) =>
    habits.flatMap((habit) => {
      const value = habit[key];
      if (value === undefined) return [];
      const evidence = { signal: `files/${key}`, weight: 0.85, says: says(habit.name, habit.shown), at: habit.at };
      return [candidate(value as NonNullable<Habits[Key]>, [evidence])];
    });
  return {
    dateOrder: conclude(
      "date-order",
      stream,
      candidates("dateOrder", (name, shown) => `dates of ${name}, such as ${shown}, can be read in no other way`),
    ),
    decimalMark: conclude(
      "decimal-mark",
      stream,
      candidates("decimalMark", (name, shown) => `numbers of ${name}, such as ${shown}, can be read in no other way`),
    ),
  };
}

function openOrder(stream: string, fields: DetectedFiles["fields"]): DetectedFiles["dateOrder"] {
  const evidence = openEvidence(fields, "date-order", "no value of it has a day above 12");
  return conclude("date-order", stream, [candidate("day-first", evidence), candidate("month-first", evidence)]);
}

function openMark(stream: string, fields: DetectedFiles["fields"]): DetectedFiles["decimalMark"] {
  const evidence = openEvidence(fields, "decimal-mark", "each value of it has three digits behind the mark");
  return conclude("decimal-mark", stream, [candidate<"." | ",">(".", evidence), candidate<"." | ",">(",", evidence)]);
}

function openEvidence(fields: DetectedFiles["fields"], kind: string, says: string): Candidate["evidence"] {
  const first = fields.find(({ by }) => by?.kind === kind);
  const at = first?.finding.evidence[0]?.at;
  return [
    {
      signal: `files/open-${kind}`,
      weight: 0.4,
      says: `${first?.finding.value.name ?? ""}: ${says}`,
      ...(at === undefined ? {} : { at }),
    },
  ];
}

/** Files are read by when they came; a column that says when a row changed tells which of two versions is newer. */
function detectIncremental(
  stream: string,
  { columns, at }: FileSetFact,
  fields: DetectedFiles["fields"],
): Finding<Incremental | null> | undefined {
  const prefix = commonPrefix(columns.map(({ name }) => name));
  const changed = fields
    .map(({ finding }) => finding)
    .filter(({ value }) => /^(?:date|timestamp)/.test(value.type) && claimOf(value.name, stream, prefix) !== undefined);
  if (changed.length === 0) return undefined;
  return conclude<Incremental | null>("incremental", stream, [
    candidate<Incremental | null>(null, [
      { signal: "files/by-file", weight: 0.8, says: "files are read by when they came, each once", at },
    ]),
    ...changed.map(({ value, evidence }) =>
      candidate<Incremental | null>(
        { cursorField: [value.name], format: { kind: value.type === "date" ? "date" : "date-time" } },
        [
          {
            signal: "files/changed",
            weight: 0.5,
            says: `${value.name} is called like the time of a change`,
            ...placeOf(evidence),
          },
        ],
      ),
    ),
  ]);
}

function placeOf(evidence: Candidate["evidence"]): Pick<Candidate["evidence"][number], "at"> {
  const at = evidence[0]?.at;
  return at === undefined ? {} : { at };
}
