import { lostProblems } from "../compare-records.ts";
import type { ReadResult } from "../framework.ts";
import type { TestBed, Trial } from "../test-bed.ts";
import { judged, notApplicable, type Problem } from "../verdicts.ts";
import { badEnd, recordsOf } from "./outcome.ts";
import type { Scenario } from "./scenario.ts";

/** A run is killed, the next one goes on from the last state: nothing may be lost that came after it. */
export const resume: Scenario = {
  name: "killed and resumed",
  properties: ["resume"],
  async run(bed: TestBed) {
    const trial = await bed.open(bed.streams, { pages: 2 });
    try {
      const whole = await trial.read(bed.streams);
      const points = killPoints(whole);
      if (points.length === 0) return [notApplicable("resume", "too few records to be interrupted")];
      const problems: Problem[] = [];
      for (const point of points) problems.push(...(await killAndResume(bed, trial, point)));
      return judged("resume", problems, `killed after ${points.join(" and ")} records, resumed with nothing lost`);
    } finally {
      await trial.close();
    }
  },
};

/** In the middle of a stream, and right after a state that isn't the last one. */
function killPoints({ records, statesAfter }: ReadResult): number[] {
  const total = records.length;
  const states = statesAfter.filter((after) => after > 0 && after + 1 < total);
  const afterState = states[Math.floor(states.length / 2)];
  const points = [Math.floor(total / 2), ...(afterState === undefined ? [] : [afterState + 1])];
  return [...new Set(points)].filter((point) => point > 0 && point < total);
}

async function killAndResume(bed: TestBed, trial: Trial, killAfterRecords: number): Promise<Problem[]> {
  trial.source.clearLog();
  const killed = await trial.read(bed.streams, { killAfterRecords });
  if (killed.exitCode >= 0)
    return [{ detail: `it should have been killed after ${killAfterRecords} records, and ended` }];
  trial.source.clearLog();
  const resumed = await trial.read(bed.streams, killed.state === undefined ? {} : { state: killed.state });
  const bad = badEnd(resumed);
  if (bad !== undefined) return [{ detail: `resumed: ${bad}` }];
  // What was read twice counts once: a loader merges by key.
  const kept = { records: [...killed.durable, ...resumed.records] };
  return bed.streams
    .flatMap((stream) => lostProblems(stream, trial.source.records[stream.name] ?? [], recordsOf(kept, stream)))
    .map(({ detail, ...rest }) => ({
      ...rest,
      detail: `killed after ${killAfterRecords} records and resumed: ${detail}`,
    }));
}
