import type { Stream } from "../../model/stream.ts";
import type { SimulatedRecord } from "../../simulate/simulated-source.ts";
import { recordProblems } from "../compare-records.ts";
import type { ReadResult } from "../framework.ts";
import type { JournalEntry } from "../journal.ts";
import type { Trial } from "../test-bed.ts";
import type { Problem } from "../verdicts.ts";

const isRequest = ({ kind }: JournalEntry) => kind === "request";

export function recordsOf({ records }: Pick<ReadResult, "records">, { name }: Stream): SimulatedRecord[] {
  return records.filter(({ stream }) => stream === name).map(({ record }) => record);
}

/** What keeps a read from being whole: a bad end, or records that are not each there once. */
export function wholeProblems({ source }: Trial, streams: readonly Stream[], result: ReadResult): Problem[] {
  const records = streams.flatMap((stream) =>
    recordProblems(stream, source.records[stream.name] ?? [], recordsOf(result, stream)),
  );
  const bad = badEnd(result);
  return bad === undefined ? records : [{ detail: bad }, ...records];
}

export function badEnd({ exitCode, endless, errors, journal }: ReadResult): string | undefined {
  if (endless) return `the read did not end: it was stopped after ${journal.filter(isRequest).length} requests`;
  return exitCode === 0 ? undefined : `the read ended with exit code ${exitCode}: ${errors[0] ?? "no error was told"}`;
}
