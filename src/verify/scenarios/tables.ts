import type { TestBed } from "../test-bed.ts";
import type { Property } from "../verdict.ts";
import { count, judged, notApplicable } from "../verdicts.ts";
import { wholeProblems } from "./outcome.ts";
import type { Scenario } from "./scenario.ts";

const OVER_HTTP: readonly Property[] = [
  "rate-limit",
  "rate-limit-retry-after",
  "server-error",
  "expired-token",
  "malformed-page",
  "repeated-cursor",
];

/** What a database has nothing of. */
export const onlyOverHttp: Scenario = {
  name: "what only HTTP has",
  properties: OVER_HTTP,
  run: async () => OVER_HTTP.map((property) => notApplicable(property, "a database is no HTTP source")),
};

/** The connection breaks in the middle of a table: a new one is made, and nothing is lost or read twice. */
export const brokenConnection: Scenario = {
  name: "connection-reset",
  properties: ["connection-reset"],
  async run(bed: TestBed) {
    const trial = await bed.open(bed.few);
    try {
      const { source } = trial;
      if (!source.cuts) return [notApplicable("connection-reset", "the database is a file: there is no connection")];
      source.setFaults(bed.few.map(({ name }) => ({ kind: "reset-mid-body", stream: name })));
      const result = await trial.read(bed.few);
      const cuts = source.cuts();
      if (cuts === 0) return [notApplicable("connection-reset", "no row can be told from the others on its way")];
      return judged(
        "connection-reset",
        wholeProblems(trial, bed.few, result),
        `${count(cuts, "time")}: connected again, and lost nothing`,
      );
    } finally {
      await trial.close();
    }
  },
};
