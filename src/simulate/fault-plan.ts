import type { Fault } from "./simulated-source.ts";

/** Which fault a request meets. */
export interface FaultPlan {
  replace(faults: readonly Fault[]): void;
  /** The fault for the next request to a stream; counts it. `token`: only faults that name it are meant for token endpoints. */
  next(stream: string): Fault | undefined;
}

export function createFaultPlan(): FaultPlan {
  let waiting: { readonly fault: Fault; seen: number; given: number }[] = [];
  return {
    replace(faults) {
      waiting = faults.map((fault) => ({ fault, seen: 0, given: 0 }));
    },
    next(stream) {
      let found: Fault | undefined;
      for (const one of waiting) {
        const named = one.fault.stream ?? (stream === "token" ? undefined : stream);
        if (named !== stream) continue;
        one.seen++;
        if (found || one.seen < (one.fault.nth ?? 1) || one.given >= (one.fault.times ?? 1)) continue;
        one.given++;
        found = one.fault;
      }
      return found;
    },
  };
}
