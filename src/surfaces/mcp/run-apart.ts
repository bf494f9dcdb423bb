import { type ChildProcess, fork } from "node:child_process";
import { getCompileCacheDir } from "node:module";
import { fileURLToPath } from "node:url";
import type { Call, Order, Told } from "./calls.ts";

export type Outcome = Extract<Told, { kind: "done" | "failed" }>;

interface Watching {
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
}

/** More calls wait for one of these to end. */
const AT_ONCE = 4;
/** Milliseconds in which a cancelled call should end by itself. */
const GRACE = 3000;
const MOST_MEGABYTES = 4096;

const CALL_PROCESS = fileURLToPath(new URL("call-process.ts", import.meta.url));
const CANCELLED: Outcome = { kind: "failed", message: "cancelled" };

export interface Calls {
  /** Runs a call in a process of its own; never rejects. */
  run(call: Call, watching: Watching): Promise<Outcome>;
  /** Cancels what runs, and waits until it has ended. */
  close(): Promise<void>;
}

export function createCalls(): Calls {
  const running = new Set<Promise<unknown>>();
  const closing = new AbortController();
  return {
    async run(call, { signal, onProgress }) {
      while (running.size >= AT_ONCE) await Promise.race(running);
      const ending = AbortSignal.any([signal, closing.signal]);
      if (ending.aborted) return CANCELLED;
      const { outcome, ended } = startProcess(call, { signal: ending, onProgress });
      running.add(ended);
      ended.finally(() => running.delete(ended));
      return outcome;
    },
    async close() {
      closing.abort();
      await Promise.all(running);
    },
  };
}

function startProcess(call: Call, { signal, onProgress }: Watching) {
  const child = fork(CALL_PROCESS, [], {
    // Standard input and output belong to the protocol alone.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    serialization: "advanced",
    execArgv: [`--max-old-space-size=${MOST_MEGABYTES}`],
    env: { ...process.env, NODE_COMPILE_CACHE: getCompileCacheDir() },
  });
  let isHeld = false;
  const cancel = () => {
    order(child, { kind: "cancel" });
    // What verify starts ends by itself; killed in the middle of that, programs would stay behind.
    if (call.tool !== "verify") setTimeout(() => !isHeld && child.kill("SIGKILL"), GRACE).unref();
  };
  const ended = hasEnded(child).finally(() => signal.removeEventListener("abort", cancel));
  const outcome = new Promise<Outcome>((resolve) => {
    child.on("message", (told: Told) => {
      if (told.kind === "progress") onProgress(told.line);
      else if (told.kind === "hold") isHeld = told.isHeld;
      else resolve(told);
    });
    ended.then((why) => resolve(signal.aborted ? CANCELLED : broken(why)));
  });
  signal.addEventListener("abort", cancel, { once: true });
  order(child, { kind: "run", call });
  return { outcome, ended };
}

/** Resolves with how it ended, once all that it told has been heard. */
function hasEnded(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let isHeard = false;
    let how: string | undefined;
    const end = () => isHeard && how !== undefined && resolve(how);
    child.once("disconnect", () => {
      isHeard = true;
      end();
    });
    child.once("exit", (status, killedBy) => {
      how = killedBy ?? `status ${status}`;
      end();
    });
    // Of a process that couldn't be started nothing more is heard.
    child.on("error", (error) => child.pid === undefined && resolve(error.message));
  });
}

/** What has ended needs no orders. */
function order(child: ChildProcess, given: Order): void {
  child.send(given, () => undefined);
}

function broken(how: string): Outcome {
  // So Node ends when its memory runs out, and so an operating system ends what takes too much of it.
  const isTooLarge = how === "SIGABRT" || how === "SIGKILL";
  const message = isTooLarge
    ? `it was ended with ${how}: most likely it needs more than the ${MOST_MEGABYTES} MB that one call may take; give fewer or smaller documents`
    : `a fault of ours, please report it: the call's process ended with ${how}`;
  return { kind: "failed", message };
}
