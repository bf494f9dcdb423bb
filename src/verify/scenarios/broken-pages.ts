import type { Stream } from "../../model/stream.ts";
import type { Fault } from "../../simulate/simulated-source.ts";
import type { TestBed } from "../test-bed.ts";
import { judged, notApplicable, type Problem } from "../verdicts.ts";
import { badEnd, wholeProblems } from "./outcome.ts";
import { severalPages } from "./passing-troubles.ts";
import type { Scenario } from "./scenario.ts";

/** A framework that caches pages can go round in circles without a single request. */
const CIRCLE_SECONDS = 20;
const ALWAYS = 1_000_000;

/** Half a page of JSON: read again or told, but never taken for the end of the list. */
export const malformedPage: Scenario = {
  name: "malformed page",
  properties: ["malformed-page"],
  async run(bed: TestBed) {
    const once = await eachAlone(bed, bed.few, (stream) => ({
      kind: "malformed-page",
      nth: severalPages(stream) ? 2 : 1,
    }));
    const always = await eachAlone(bed, bed.few.slice(0, 1), () => ({ kind: "malformed-page", times: ALWAYS }));
    return judged("malformed-page", [...once, ...always], "read again or told, never lost in silence");
  },
};

/** A source that gives the same next page for ever: an error, not an endless read. */
export const repeatedCursor: Scenario = {
  name: "repeated cursor",
  properties: ["repeated-cursor"],
  async run(bed: TestBed) {
    const streams = bed.few.filter(followsTheSource);
    if (streams.length === 0) return [notApplicable("repeated-cursor", "no list is paged by what the source gives")];
    const problems = await eachAlone(bed, streams, () => ({ kind: "repeated-cursor", nth: 2, times: ALWAYS }));
    return judged("repeated-cursor", problems, "the read ended, and the repetition was told");
  },
};

function followsTheSource({ access }: Stream): boolean {
  const kind = access.kind === "http" ? access.pagination.kind : "none";
  return kind === "cursor" || kind === "next-url" || kind === "link-header";
}

type Kind = Omit<Extract<Fault, { kind: "malformed-page" | "repeated-cursor" }>, "stream">;

/** Each stream in a read of its own, so that what is told is about it. */
async function eachAlone(
  bed: TestBed,
  streams: readonly Stream[],
  fault: (stream: Stream) => Kind,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const stream of streams) {
    const trial = await bed.open([stream]);
    try {
      trial.source.setFaults([{ ...fault(stream), stream: stream.name }]);
      const result = await trial.read([stream], { timeout: bed.patience(CIRCLE_SECONDS) });
      if (result.endless) {
        problems.push({ stream: stream.name, detail: badEnd(result) ?? "" });
      } else if (result.exitCode === 0) {
        const lost = wholeProblems(trial, [stream], result);
        problems.push(
          ...lost.map(({ detail }) => ({ stream: stream.name, detail: `it ended as if all were well: ${detail}` })),
        );
      }
    } finally {
      await trial.close();
    }
  }
  return problems;
}
