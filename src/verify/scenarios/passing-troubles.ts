import type { Auth } from "../../model/auth.ts";
import type { ErrorRule, HttpSource } from "../../model/http.ts";
import type { Stream } from "../../model/stream.ts";
import type { Fault } from "../../simulate/simulated-source.ts";
import type { ReadResult } from "../framework.ts";
import type { TestBed, Trial } from "../test-bed.ts";
import type { Property, Verdict } from "../verdict.ts";
import { count, judged, notApplicable, type Problem } from "../verdicts.ts";
import { waitProblems } from "../waits.ts";
import { wholeProblems } from "./outcome.ts";
import type { Scenario } from "./scenario.ts";

/** Troubles that pass: every record must come all the same. */
interface Trouble {
  readonly property: Property;
  /** The fault for a stream, the `index`th that is tried; undefined where the model gives it another meaning. */
  fault(bed: TestBed, stream: Stream, index: number): FaultKind | undefined;
  /** What else must hold. */
  also?(trial: Trial, result: ReadResult, bed: TestBed): readonly Problem[];
  readonly whenFine: string;
}

type FaultKind = Fault extends infer Each ? (Each extends Fault ? Omit<Each, "stream" | "nth"> : never) : never;

/** Longer than any wait that a connector would choose by itself for the first time. */
const RETRY_AFTER_SECONDS = 37;
const STATUSES = [503, 500, 502, 504] as const;

const TROUBLES: readonly Trouble[] = [
  {
    property: "rate-limit-retry-after",
    fault: () => ({ kind: "rate-limited", retryAfter: RETRY_AFTER_SECONDS }),
    also: ({ source }, { journal }) => waitProblems(source.log, journal, RETRY_AFTER_SECONDS),
    whenFine: `waited ${RETRY_AFTER_SECONDS} seconds as told, and lost nothing`,
  },
  {
    property: "rate-limit",
    fault: () => ({ kind: "rate-limited", times: 2 }),
    also: ({ source }, { journal }) => waitProblems(source.log, journal, SHORTEST_WAIT_SECONDS),
    whenFine: "told twice to slow down, it waited each time, and lost nothing",
  },
  {
    property: "server-error",
    fault({ model }, stream, index) {
      const status = [...STATUSES.slice(index % 4), ...STATUSES].find((one) => mayBeRetried(model.source, stream, one));
      return status === undefined ? undefined : { kind: "server-error", status };
    },
    whenFine: "asked again, and lost nothing",
  },
  {
    property: "connection-reset",
    fault: () => ({ kind: "reset-mid-body" }),
    whenFine: "asked again, and lost nothing",
  },
  {
    property: "expired-token",
    // Once, however many streams there are: a token that is refused again and again is no expired one.
    fault: (bed, stream, index) =>
      index === 0 && asksForTokens(authOf(bed, stream)) ? { kind: "expired-token" } : undefined,
    also: ({ source }) => {
      const tokens = source.log.filter(({ stream }) => stream === "token").length;
      const expired = source.log.some(({ fault }) => fault === "expired-token");
      return expired && tokens < 2 ? [{ detail: "it never asked for a new token" }] : [];
    },
    whenFine: "got a new token, and lost nothing",
  },
];

/** Less is no waiting at all. */
const SHORTEST_WAIT_SECONDS = 0.3;

/** One scenario for each trouble: all few streams meet it in one read. */
export const passingTroubles: readonly Scenario[] = TROUBLES.map((trouble) => ({
  name: trouble.property,
  properties: [trouble.property],
  run: (bed) => meet(bed, trouble),
}));

async function meet(bed: TestBed, { property, fault, also, whenFine }: Trouble): Promise<Verdict[]> {
  const faults = bed.few.flatMap((stream, index) => {
    const kind = fault(bed, stream, index);
    return kind ? [{ ...kind, stream: stream.name, nth: severalPages(stream) ? 2 : 1 } as Fault] : [];
  });
  if (faults.length === 0) return [notApplicable(property, "the model gives it another meaning, or none")];
  const trial = await bed.open(bed.few, { pages: 2 });
  try {
    trial.source.setFaults(faults);
    const result = await trial.read(bed.few);
    const met = trial.source.log.filter((request) => request.fault !== undefined).length;
    const problems = [...wholeProblems(trial, bed.few, result), ...(also?.(trial, result, bed) ?? [])];
    return judged(property, problems, `${count(met, "time")} in ${count(faults.length, "stream")}: ${whenFine}`);
  } finally {
    await trial.close();
  }
}

export function severalPages({ access }: Stream): boolean {
  return access.kind === "http" && access.pagination.kind !== "none" && access.pagination.kind !== "unknown";
}

function authOf({ model }: TestBed, { access }: Stream): Auth | undefined {
  const own = access.kind === "http" ? access.auth?.[0] : undefined;
  return own ?? (model.source.kind === "http" ? model.source.auth[0] : undefined);
}

/** Whether tokens come from the source; a token that the connector signs itself is new each time. */
function asksForTokens(auth: Auth | undefined): boolean {
  if (auth?.kind === "all") return auth.of.some(asksForTokens);
  return auth?.kind === "oauth2" || auth?.kind === "session";
}

/** Unless a rule of the model says what else the status means. */
function mayBeRetried(source: HttpSource | { kind: string }, { access }: Stream, status: number): boolean {
  const own: readonly ErrorRule[] = access.kind === "http" ? (access.errors ?? []) : [];
  const rules = "errors" in source ? [...own, ...source.errors] : own;
  const rule = rules.find(({ statuses }) => statuses.includes(status));
  return rule === undefined || rule.action === "retry";
}
