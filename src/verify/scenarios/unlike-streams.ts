import type { Stream } from "../../model/stream.ts";
import type { Fault } from "../../simulate/simulated-source.ts";
import type { ReadResult } from "../framework.ts";
import type { TestBed, Trial } from "../test-bed.ts";
import type { Verdict } from "../verdict.ts";
import { count, judged, notApplicable, type Problem } from "../verdicts.ts";
import { badEnd, recordsOf, wholeProblems } from "./outcome.ts";
import type { Scenario } from "./scenario.ts";

const ALWAYS = 1_000_000;
const EXTRA_FIELD = "added_by_the_source";

/** One stream is forbidden: the others come whole, and the run says what it left out. */
export const forbiddenStream: Scenario = {
  name: "forbidden stream",
  properties: ["forbidden-stream"],
  run: (bed) =>
    withOne(bed, "forbidden-stream", { kind: "forbidden", times: ALWAYS }, ({ trial, one, others, result }) => {
      const lost = wholeProblems(trial, others, { ...result, exitCode: 0 });
      const silent = result.exitCode === 0 && !result.errors.some((error) => error.includes(one.name));
      const told = silent
        ? [{ stream: one.name, detail: "it is forbidden, and the run ended as if all were well" }]
        : [];
      return {
        problems: [...lost, ...told],
        fine: `${one.name} was forbidden: ${count(others.length, "other stream")} came whole, and the run said so`,
      };
    }),
};

/** One stream has no records. */
export const emptyStream: Scenario = {
  name: "empty stream",
  properties: ["empty-stream"],
  run: (bed) =>
    withOne(bed, "empty-stream", { kind: "empty", times: ALWAYS }, ({ trial, one, others, result }) => {
      const strange = recordsOf(result, one).length;
      const invented = strange > 0 ? [{ stream: one.name, detail: `it is empty, and gave ${strange} records` }] : [];
      return {
        problems: [...wholeProblems(trial, others, result), ...invented],
        fine: `${one.name} was empty, and the run ended well`,
      };
    }),
};

/** Every record has a field that no document knows. */
export const extraField: Scenario = {
  name: "extra field",
  properties: ["extra-field"],
  async run(bed) {
    const few = bed.few.filter(hasRoom);
    if (few.length === 0) return [notApplicable("extra-field", "no form of files here has names for more fields")];
    const trial = await bed.open(few, { pages: 2 });
    try {
      trial.source.setFaults([{ kind: "extra-field", times: ALWAYS }]);
      const result = await trial.read(few);
      const came = result.records.filter(({ record }) => Object.hasOwn(record, EXTRA_FIELD)).length;
      const told = `${result.stdout}${result.stderr}`.includes(EXTRA_FIELD);
      const problems: Problem[] = [...wholeProblems(trial, few, withoutExtra(result))];
      if (came === 0 && !told) problems.push({ detail: "a field that is new was dropped without a word" });
      return judged("extra-field", problems, came > 0 ? `it came through in ${count(came, "record")}` : "it was told");
    } finally {
      await trial.close();
    }
  },
};

/** Files without names for their fields have no room for one that nobody knows. */
function hasRoom({ access }: Stream): boolean {
  if (access.kind !== "file") return true;
  return access.format.kind === "delimited" ? access.format.header : access.format.kind !== "fixed-width";
}

function withoutExtra(result: ReadResult): ReadResult {
  const records = result.records.map(({ stream, record }) => {
    const { [EXTRA_FIELD]: _, ...rest } = record;
    return { stream, record: rest };
  });
  return { ...result, records };
}

interface Seen {
  readonly trial: Trial;
  readonly one: Stream;
  readonly others: readonly Stream[];
  readonly result: ReadResult;
}

async function withOne(
  bed: TestBed,
  property: "forbidden-stream" | "empty-stream",
  fault: Fault,
  look: (seen: Seen) => { readonly problems: readonly Problem[]; readonly fine: string },
): Promise<Verdict[]> {
  const one = leaf(bed);
  if (!one) return [notApplicable(property, "every stream has children")];
  const besides = bed.few.length > 1 ? [] : bed.streams.slice(0, 2);
  const streams = [...new Set([...bed.few, one, ...besides])];
  const trial = await bed.open(streams, { pages: 2 });
  try {
    trial.source.setFaults([{ ...fault, stream: one.name }]);
    const result = await trial.read(streams);
    const seen = { trial, one, others: streams.filter((stream) => stream !== one), result };
    const { problems, fine } = look(seen);
    const late = result.endless ? [{ detail: badEnd(result) ?? "" }] : [];
    return judged(property, [...late, ...problems], fine);
  } finally {
    await trial.close();
  }
}

/** A stream that no other one hangs on; the first such, so that others come after it. */
function leaf({ few, streams, model }: TestBed): Stream | undefined {
  const above = new Set(model.streams.flatMap(({ parents }) => parents.map(({ stream }) => stream)));
  return [...few, ...streams].find(({ name }) => !above.has(name));
}
