import { Cron } from "croner";
import { Failure } from "../diagnostics/failure.ts";
import type { Job } from "./event.ts";

/** A job that is done again and again. */
export interface Schedule {
  readonly id: number;
  /** Id of the entry. */
  readonly connector: string;
  readonly job: Job;
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  readonly cron: string;
  /** IANA: `Europe/Berlin`. */
  readonly timeZone: string;
  /** ISO 8601. */
  readonly nextRun: string;
  readonly lastRun?: string;
  /** Since when a process has been at it; one that was killed leaves it behind. */
  readonly runningSince?: string;
}

export type NewSchedule = Pick<Schedule, "connector" | "job" | "cron" | "timeZone" | "nextRun">;

/** The first time after the given one. Errors: a `Failure` (misuse) where the pattern or the time zone can't be read, or never comes. */
export function nextRun(cron: string, timeZone: string, after: Date): string {
  // A pattern and a time zone are told apart by what each is refused for.
  checkTimeZone(timeZone);
  const next = parseCron(cron, timeZone).nextRun(after);
  if (next === null) throw new Failure("misuse", `"${cron}" never comes`);
  return next.toISOString();
}

/** Fails at nothing but what it is given. */
function parseCron(cron: string, timeZone: string): Cron {
  try {
    return new Cron(cron, { timezone: timeZone, mode: "5-part", paused: true });
  } catch (cause) {
    throw new Failure(
      "misuse",
      `"${cron}" is no schedule: five fields (minute, hour, day of the month, month, day of the week) as in "0 6 * * 1-5", or @daily`,
      { cause },
    );
  }
}

function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch (cause) {
    throw new Failure("misuse", `there is no time zone "${timeZone}"; they are like Europe/Berlin or UTC`, { cause });
  }
}
