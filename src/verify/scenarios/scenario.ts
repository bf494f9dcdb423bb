import type { TestBed } from "../test-bed.ts";
import type { Property, Verdict } from "../verdict.ts";

/** One run or a few of a connector, and what they say about its properties. */
export interface Scenario {
  readonly name: string;
  /** Each gets a verdict, even where the scenario itself breaks. */
  readonly properties: readonly Property[];
  run(bed: TestBed): Promise<readonly Verdict[]>;
}
