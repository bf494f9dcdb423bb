import { listSize, SMALL_PAGE } from "../../simulate/list-size.ts";
import type { LoggedRequest } from "../../simulate/simulated-source.ts";
import type { ReadResult } from "../framework.ts";
import { pageProblems } from "../page-problems.ts";
import { primaryKeyProblems } from "../primary-key-problems.ts";
import { recordSchemaProblems, streamSchemaProblems } from "../schema-problems.ts";
import type { TestBed, Trial } from "../test-bed.ts";
import type { Verdict } from "../verdict.ts";
import { count, judged, notApplicable, type Problem } from "../verdicts.ts";
import { noRequests } from "./files.ts";
import { wholeProblems } from "./outcome.ts";
import type { Scenario } from "./scenario.ts";

/** Everything, read once, from a source that does nothing unexpected. */
export const fullRead: Scenario = {
  name: "full read",
  properties: ["every-record-once", "every-page-once", "requests-as-declared", "schema", "primary-key"],
  async run(bed) {
    const trial = await bed.open(bed.streams);
    try {
      const discovered = await bed.framework.discover(trial.request);
      const result = await trial.read(bed.streams);
      const large = await readLargeParents(bed);
      return [
        ...judged(
          "every-record-once",
          [...wholeProblems(trial, bed.streams, result), ...large],
          `${count(result.records.length, "record")} of ${count(bed.streams.length, "stream")}, each once and as it was`,
        ),
        ...requestVerdicts(trial, result, bed),
        ...judged(
          "schema",
          [...streamSchemaProblems(bed.streams, discovered), ...recordSchemaProblems(bed.streams, discovered, result)],
          "the declared schemas, and every record fits its own",
        ),
        ...judged(
          "primary-key",
          primaryKeyProblems(bed.streams, discovered, result),
          "as declared, present and unique",
        ),
      ];
    } finally {
      await trial.close();
    }
  },
};

/** Parents that were kept short where their children were read; see `test-bed.ts`. */
async function readLargeParents(bed: TestBed): Promise<Problem[]> {
  const parents = new Set(bed.streams.flatMap(({ parents: links }) => links.map(({ stream }) => stream)));
  const large = bed.streams.filter(
    ({ name, access, parents: above }) =>
      parents.has(name) &&
      above.length === 0 &&
      access.kind === "http" &&
      listSize(access, SMALL_PAGE, 3) > SMALL_PAGE * 3,
  );
  if (large.length === 0) return [];
  const trial = await bed.open(large, { counts: {} });
  try {
    const result = await trial.read(large);
    return wholeProblems(trial, large, result);
  } finally {
    await trial.close();
  }
}

/** The source's own word for what is judged apart, as pages. */
const PAGE_TWICE = /^the same page was asked for twice/;

function requestVerdicts({ source }: Trial, result: ReadResult, bed: TestBed): Verdict[] {
  if (bed.model.source.kind === "file") return noRequests();
  if (bed.model.source.kind === "database") {
    const why = "a database is asked in SQL, by the connector's own choice";
    return [notApplicable("every-page-once", why), notApplicable("requests-as-declared", why)];
  }
  const violations = source.log.flatMap((request) =>
    request.violations.filter((detail) => !PAGE_TWICE.test(detail)).map((detail) => ({ ...streamOf(request), detail })),
  );
  const refused = result.journal.flatMap((entry) =>
    entry.kind === "request" && entry.error === "refused"
      ? [{ detail: `it called ${new URL(entry.url).origin}, which is no part of the source` }]
      : [],
  );
  const requests = count(source.log.length, "request");
  const { problems, notes } = pageProblems(source.log, bed);
  return [
    ...judged("every-page-once", problems, [`${requests}, no page too often`, ...notes].join("; ")),
    ...judged("requests-as-declared", [...violations, ...refused], `${requests}, each as the model declares it`),
  ];
}

function streamOf({ stream }: LoggedRequest): { stream?: string } {
  return stream === undefined || stream === "token" ? {} : { stream };
}
