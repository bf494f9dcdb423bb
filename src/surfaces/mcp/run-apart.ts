import { Worker } from "node:worker_threads";
import { CANCEL, type Call, type Told } from "./calls.ts";

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

const CANCELLED: Outcome = { kind: "failed", message: "cancelled" };

export interface Calls {
  /** Runs a call in a thread of its own; never rejects. */
  run(call: Call, watching: Watching): Promise<Outcome>;
  /** Cancels what runs, and waits until it has ended. */
  close(): Promise<void>;
}

export function createCalls(): Calls {
  const running = new Set<Promise<void>>();
  const closing = new AbortController();
  return {
    async run(call, { signal, onProgress }) {
      while (running.size >= AT_ONCE) await Promise.race(running);
      const ending = AbortSignal.any([signal, closing.signal]);
      if (ending.aborted) return CANCELLED;
      const { outcome, ended } = startThread(call, { signal: ending, onProgress });
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

function startThread(call: Call, { signal, onProgress }: Watching) {
  const worker = new Worker(new URL("./call-thread.ts", import.meta.url), {
    workerData: call,
    // Standard output belongs to the protocol alone.
    stdout: true,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  });
  worker.stdout.resume();
  let isHeld = false;
  const cancel = () => {
    worker.postMessage(CANCEL);
    // What verify starts ends by itself; a thread in the middle of that would leave programs behind.
    if (call.tool !== "verify") setTimeout(() => !isHeld && worker.terminate(), GRACE).unref();
  };
  const outcome = new Promise<Outcome>((resolve) => {
    worker.on("message", (told: Told) => {
      if (told.kind === "progress") onProgress(told.line);
      else if (told.kind === "hold") isHeld = told.isHeld;
      else resolve(told);
    });
    worker.on("error", (error) => resolve({ kind: "failed", message: whyItBroke(error) }));
    worker.on("exit", () => resolve(CANCELLED));
    signal.addEventListener("abort", cancel, { once: true });
  });
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve())).finally(() =>
    signal.removeEventListener("abort", cancel),
  );
  return { outcome, ended };
}

function whyItBroke(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ERR_WORKER_OUT_OF_MEMORY")
    return `it needs more than the ${MOST_MEGABYTES} MB that one call may take; give fewer or smaller documents`;
  return `a fault of ours, please report it: ${error instanceof Error ? error.message : String(error)}`;
}
