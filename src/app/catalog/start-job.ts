import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { scrubbed } from "./scrubbed.ts";

/** How a job's process ended. */
export interface EndedJob {
  /** Absent: it was ended from outside. */
  readonly exitCode?: number;
  readonly timedOut: boolean;
  /** Its last words on standard error. */
  readonly said: string;
}

export interface StartOptions {
  readonly catalog: string;
  readonly timeoutMilliseconds: number;
  readonly signal: AbortSignal;
}

export type StartJob = (schedule: number, options: StartOptions) => Promise<EndedJob>;

const PROGRAM = fileURLToPath(new URL("../../../bin/sourcewright.js", import.meta.url));
const GRACE_MILLISECONDS = 5000;
const MOST_SAID = 2000;

/** Runs a job in a process of its own, and ends that with all that it has started when it takes too long. */
export const startJob: StartJob = (schedule, { catalog, timeoutMilliseconds, signal }) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [PROGRAM, "catalog", "job", String(schedule), "--catalog", catalog], {
      // A group of its own: connectors run in further processes, which have to go too.
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, SOURCEWRIGHT_CATALOG: catalog },
    });
    let said = "";
    let timedOut = false;
    let killing: NodeJS.Timeout | undefined;
    child.stderr.on("data", (chunk) => {
      said = (said + String(chunk)).slice(-MOST_SAID);
    });
    const end = () => {
      endGroup(child.pid, "SIGTERM");
      killing ??= setTimeout(() => endGroup(child.pid, "SIGKILL"), GRACE_MILLISECONDS);
    };
    const timer = setTimeout(() => {
      timedOut = true;
      end();
    }, timeoutMilliseconds);
    signal.addEventListener("abort", end);
    const done = (ended: Pick<EndedJob, "exitCode" | "said">) => {
      clearTimeout(timer);
      clearTimeout(killing);
      signal.removeEventListener("abort", end);
      resolve({ ...ended, timedOut });
    };
    child.on("error", (cause) => done({ said: cause.message }));
    child.on("close", (exitCode) =>
      done({ ...(exitCode !== null && { exitCode }), said: scrubbed(said.trim().split("\n").at(-1) ?? "") }),
    );
  });

function endGroup(pid: number | undefined, signal: "SIGTERM" | "SIGKILL"): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (cause) {
    // It has ended by itself.
    if ((cause as NodeJS.ErrnoException).code !== "ESRCH") throw cause;
  }
}
