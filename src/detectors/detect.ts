import type { Detection } from "../evidence/detection.ts";
import type { HttpFacts } from "../evidence/http-facts.ts";

/** Every detector, each after those whose findings it looks at. */
export function detect(_facts: HttpFacts): Detection {
  return {
    streams: [],
    left: [],
    schema: () => ({ type: "object" }),
    offered: [],
    records: [],
    primaryKeys: [],
    pagination: [],
    incremental: [],
    parents: [],
    inputs: [],
    auth: [],
    credentials: [],
    baseUrl: undefined,
    headers: [],
    rateLimit: undefined,
    errors: [],
    concurrency: undefined,
  };
}
