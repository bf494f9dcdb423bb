import { isDeepStrictEqual } from "node:util";
import type { Stream } from "../../model/stream.ts";
import type { LoggedRequest, SimulatedRecord } from "../../simulate/simulated-source.ts";
import { recordProblems } from "../compare-records.ts";
import type { ReadResult } from "../framework.ts";
import { reread } from "../reread.ts";
import type { TestBed, Trial } from "../test-bed.ts";
import type { Verdict } from "../verdict.ts";
import { count, judged, notApplicable, type Problem } from "../verdicts.ts";
import { badEnd, recordsOf } from "./outcome.ts";
import type { Scenario } from "./scenario.ts";

const NEW_RECORDS = 4;

/** A first run brings all, a second one what came since, a third one nothing new. */
export const incremental: Scenario = {
  name: "three incremental runs",
  properties: ["incremental"],
  async run(bed: TestBed) {
    const streams = bed.streams.filter((stream) => stream.incremental);
    if (streams.length === 0) return [notApplicable("incremental", "no stream has a cursor")];
    const trial = await bed.open(streams, { pages: 2 });
    try {
      return await threeRuns(bed, trial, streams);
    } finally {
      await trial.close();
    }
  },
};

async function threeRuns(bed: TestBed, trial: Trial, withCursor: readonly Stream[]): Promise<Verdict[]> {
  const discovered = await bed.framework.discover(trial.request);
  // A cursor that lies deeper than the framework can name is a loss that was told; `schema` judges the others.
  const streams = withCursor.filter(
    ({ name, incremental: how }) =>
      (how?.cursorField.length ?? 0) <= 1 || discovered.some((found) => found.name === name && found.incremental),
  );
  if (streams.length === 0) return [notApplicable("incremental", "no cursor that the framework can name")];
  const first = await firstRun(trial, streams);
  const laterRuns = first.problems.length > 0 ? [] : await secondAndThirdRun(trial, streams, first);
  const again = laterRuns.reduce((sum, look) => sum + look.reread, 0);
  return judged(
    "incremental",
    [...first.problems, ...laterRuns.flatMap(({ problems }) => problems)],
    `${count(streams.length, "stream")}: only what is new came, and ${count(again, "record")} at the boundary again`,
  );
}

interface FirstRun {
  readonly result: ReadResult;
  readonly log: readonly LoggedRequest[];
  readonly problems: readonly Problem[];
}

async function firstRun(trial: Trial, streams: readonly Stream[]): Promise<FirstRun> {
  const result = await trial.read(streams);
  const bad = badEnd(result) ?? (result.state === undefined ? "no state came out" : undefined);
  const missing = streams.flatMap((stream) =>
    recordProblems(stream, trial.source.records[stream.name] ?? [], recordsOf(result, stream)),
  );
  const problems = bad === undefined ? missing : [{ detail: bad }];
  return { result, log: [...trial.source.log], problems: inRun("first", problems) };
}

interface Look {
  readonly problems: readonly Problem[];
  readonly reread: number;
}

async function secondAndThirdRun(trial: Trial, streams: readonly Stream[], first: FirstRun): Promise<Look[]> {
  const old = new Map(streams.map(({ name }) => [name, trial.source.records[name] ?? []]));
  const fresh = new Map(streams.map(({ name }) => [name, trial.source.advance(name, NEW_RECORDS)]));
  const second = await laterRun(trial, streams, {
    run: "second",
    state: first.result.state,
    old,
    fresh,
    log: first.log,
  });
  const all = new Map(streams.map(({ name }) => [name, trial.source.records[name] ?? []]));
  const state = second.result.state ?? first.result.state;
  const third = await laterRun(trial, streams, { run: "third", state, old: all, fresh: new Map(), log: second.log });
  const moved = isDeepStrictEqual(first.result.state, second.result.state)
    ? [{ detail: "second run: the state stayed as it was, though records had come" }]
    : [];
  return [...second.looks, ...third.looks, { problems: moved, reread: 0 }];
}

interface Later {
  readonly run: "second" | "third";
  readonly state: ReadResult["state"];
  /** What was there when the state was made, and what came since. */
  readonly old: ReadonlyMap<string, readonly SimulatedRecord[]>;
  readonly fresh: ReadonlyMap<string, readonly SimulatedRecord[]>;
  /** Requests of the run before. */
  readonly log: readonly LoggedRequest[];
}

async function laterRun(trial: Trial, streams: readonly Stream[], { run, state, old, fresh, log: before }: Later) {
  trial.source.clearLog();
  const result = await trial.read(streams, state === undefined ? {} : { state });
  const log = [...trial.source.log];
  const bad = badEnd(result);
  const looks: Look[] = streams.map((stream) => {
    const wanted = fresh.get(stream.name) ?? [];
    const came = recordsOf(result, stream);
    const isNew = (record: SimulatedRecord) =>
      wanted.some((one) => recordProblems(stream, [one], [record]).length === 0);
    const again = reread(stream, {
      old: old.get(stream.name) ?? [],
      came: came.filter((one) => !isNew(one)),
      log,
      before,
      isParent: streams.some(({ parents }) => parents.some((link) => link.stream === stream.name)),
    });
    const problems = [...recordProblems(stream, wanted, came.filter(isNew)), ...again.problems];
    return { problems: inRun(run, problems), reread: again.allowed };
  });
  const ends = bad === undefined ? [] : inRun(run, [{ detail: bad }]);
  return { result, log, looks: [...looks, { problems: ends, reread: 0 }] };
}

const inRun = (run: string, problems: readonly Problem[]): Problem[] =>
  problems.map(({ detail, ...rest }) => ({ ...rest, detail: `${run} run: ${detail}` }));
