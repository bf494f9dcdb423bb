import type { Bench } from "../bench.ts";
import type { Property, Verdict } from "../verdict.ts";

/** One run or a few of a connector, and what they say about its properties. */
export interface Scenario {
  readonly name: string;
  /** Each gets a verdict, even where the scenario itself breaks. */
  readonly properties: readonly Property[];
  run(bench: Bench): Promise<readonly Verdict[]>;
}
