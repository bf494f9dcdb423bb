import { isDeepStrictEqual } from "node:util";
import type { Stream } from "../../model/stream.ts";
import type { SimulatedRecord } from "../../simulate/simulated-source.ts";
import { recordProblems } from "../compare-records.ts";
import type { ReadResult } from "../framework.ts";
import type { TestBed, Trial } from "../test-bed.ts";
import type { Property, Verdict } from "../verdict.ts";
import { count, judged, notApplicable, type Problem } from "../verdicts.ts";
import { badEnd, recordsOf } from "./outcome.ts";
import type { Scenario } from "./scenario.ts";

const OVER_HTTP: readonly Property[] = [
  "rate-limit",
  "rate-limit-retry-after",
  "server-error",
  "connection-reset",
  "expired-token",
  "repeated-cursor",
];

/** What a folder has nothing of. */
export const onlyWithServers: Scenario = {
  name: "what only servers have",
  properties: [...OVER_HTTP, "wrong-credential"],
  run: async () => [
    ...OVER_HTTP.map((property) => notApplicable(property, "the files were read from a folder, which is no server")),
    notApplicable("wrong-credential", "the files were read from a folder, which asks for no credentials"),
  ],
};

const NEW_RECORDS = 4;

/** All files; then only new ones, one of which has an old time; then nothing; then one that was replaced. */
export const newFiles: Scenario = {
  name: "runs with new files",
  properties: ["incremental"],
  async run(bed: TestBed) {
    const trial = await bed.open(bed.streams, { pages: 2 });
    try {
      const { source } = trial;
      const recordsNow = () => new Map(bed.streams.map(({ name }) => [name, source.records[name] ?? []]));
      const first = await look(bed, trial, { run: "first", wanted: recordsNow() });
      if (first.problems.length > 0) return judged("incremental", first.problems, "");
      const fresh = new Map(bed.streams.map(({ name }) => [name, source.advance(name, NEW_RECORDS)]));
      const second = await look(bed, trial, { run: "second", wanted: fresh, state: first.result.state });
      const third = await look(bed, trial, { run: "third", wanted: new Map(), state: second.result.state });
      const fourth = await afterReplacement(bed, trial, third.result);
      const moved = isDeepStrictEqual(first.result.state, second.result.state)
        ? [{ detail: "second run: the state stayed as it was, though files had come" }]
        : [];
      return judged(
        "incremental",
        [...second.problems, ...third.problems, ...fourth, ...moved],
        `${count(bed.streams.length, "stream")}: each file once, a late one too, and one that was replaced again`,
      );
    } finally {
      await trial.close();
    }
  },
};

async function afterReplacement(bed: TestBed, trial: Trial, { state }: ReadResult): Promise<readonly Problem[]> {
  trial.source.setFaults([{ kind: "replaced-file" }]);
  const times = bed.streams.map(({ name }) => {
    const records = trial.source.records[name] ?? [];
    // What was replaced has the newest time of all.
    const newest = records
      .map(({ _modified }) => String(_modified))
      .sort()
      .at(-1);
    return [name, records.filter(({ _modified }) => _modified === newest)] as const;
  });
  return (await look(bed, trial, { run: "fourth", wanted: new Map(times), state })).problems;
}

interface Run {
  readonly run: string;
  readonly wanted: ReadonlyMap<string, readonly SimulatedRecord[]>;
  readonly state?: ReadResult["state"];
}

async function look(bed: TestBed, trial: Trial, { run, wanted, state }: Run) {
  const result = await trial.read(bed.streams, state === undefined ? {} : { state });
  const bad = badEnd(result) ?? (result.state === undefined ? "no state came out" : undefined);
  const found: Problem[] =
    bad === undefined
      ? bed.streams.flatMap((stream) =>
          recordProblems(stream, wanted.get(stream.name) ?? [], recordsOf(result, stream)),
        )
      : [{ detail: bad }];
  return { result, problems: found.map(({ detail, ...rest }) => ({ ...rest, detail: `${run} run: ${detail}` })) };
}

/** One file ends in the middle of a record: it is told, the others come whole, and it is tried again. */
export const brokenFile: Scenario = {
  name: "broken file",
  properties: ["malformed-page"],
  async run(bed: TestBed) {
    const breakable = bed.few.filter(showsBreaks);
    if (breakable.length === 0) return [notApplicable("malformed-page", "any line is as good as any other")];
    const problems: Problem[] = [];
    for (const stream of breakable) problems.push(...(await withBroken(bed, stream)));
    return judged("malformed-page", problems, "a file that was cut off was told, and every other one came whole");
  },
};

/** Lines that hold nothing but texts, or one value without quotes, can't be told from broken ones. */
function showsBreaks({ access }: Stream): boolean {
  if (access.kind !== "file") return true;
  const { format, fields } = access;
  if (format.kind === "delimited") return fields.length > 1 || format.header || format.quote !== undefined;
  if (format.kind !== "fixed-width") return true;
  return access.fields.some(({ type }) => /^(?:u?int|decimal|float|date|time|bool)/.test(type));
}

async function withBroken(bed: TestBed, stream: Stream): Promise<Problem[]> {
  const others = bed.streams.filter(({ name }) => name !== stream.name).slice(0, 2);
  const all = [stream, ...others];
  const trial = await bed.open(all, { pages: 2 });
  try {
    trial.source.setFaults([{ kind: "malformed-page", stream: stream.name }]);
    const result = await trial.read(all);
    const problems = result.endless ? [{ detail: badEnd(result) ?? "" }] : wholeBeside(trial, all, result);
    if (result.exitCode === 0)
      problems.push({ stream: stream.name, detail: "a file was cut off, and the run ended as if all were well" });
    const again = await trial.read(all, result.state === undefined ? {} : { state: result.state });
    if (again.exitCode === 0)
      problems.push({ stream: stream.name, detail: "a file that was cut off was taken for read in the next run" });
    return problems;
  } finally {
    await trial.close();
  }
}

/** Everything that isn't of the broken file. */
function wholeBeside({ source }: Trial, streams: readonly Stream[], result: ReadResult): Problem[] {
  return streams.flatMap((stream) => {
    const wanted = source.records[stream.name] ?? [];
    const files = new Set(wanted.map(({ _file }) => _file));
    const isLeft = (file: unknown) => stream.access.kind === "file" && !files.has(file as string);
    const came = recordsOf(result, stream).filter(({ _file }) => !isLeft(_file));
    // Where the newest file is the whole list, it is the one that is broken.
    const isList = stream.access.kind === "file" && stream.access.content === "whole-list" && came.length === 0;
    return isList ? [] : recordProblems(stream, wanted, came);
  });
}

/** For whoever judges requests. */
export function noRequests(): Verdict[] {
  const why = "files are read, not asked for";
  return [notApplicable("every-page-once", why), notApplicable("requests-as-declared", why)];
}
