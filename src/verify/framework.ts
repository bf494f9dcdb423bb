import type { Stream } from "../model/stream.ts";
import type { Json } from "../model/values.ts";
import type { SimulatedRecord } from "../simulate/simulated-source.ts";
import type { JournalEntry } from "./journal.ts";

/**
 * A framework's own way to run a connector, as `verify` drives it. One per framework, not per target:
 * it knows command lines and message formats, never how the files were made.
 */
export interface Framework {
  readonly name: string;
  readonly version: string;
  /** Why a run costs so much that what only repeats the tap's or manifest's own properties meets one stream alone. */
  readonly narrow?: string;
  /** What the connector says that a user must or may give. */
  settings(): Promise<readonly DescribedSetting[]>;
  /** A connection check, as the framework's user would run one. */
  check(run: RunRequest): Promise<CheckResult>;
  discover(run: RunRequest): Promise<readonly DiscoveredStream[]>;
  read(run: ReadRequest): Promise<ReadResult>;
  /** The framework's own validators and standard tests, on a source in which only these streams hold records. */
  standardTests(run: RunRequest, streams: readonly string[]): Promise<TestRun>;
  /** The project's own test suite, offline. */
  ownTests(): Promise<TestRun>;
  /** Formatting and lint of the project's Python code. */
  lint(): Promise<readonly string[]>;
  /** A record of a database as it comes out of what the framework loads into, where values have types of their own. */
  readonly asLoaded?: (stream: Stream, record: SimulatedRecord) => SimulatedRecord;
  close(): Promise<void>;
}

export interface RunRequest {
  readonly config: Readonly<Record<string, Json>>;
  /** Origins that are redirected to loopback; every other host is refused. */
  readonly routes: Readonly<Record<string, string>>;
}

export interface ReadRequest extends RunRequest {
  readonly streams: readonly string[];
  /** As a former read gave it. */
  readonly state?: Json;
  /** Stops the process (SIGKILL) once this many records have come out. */
  readonly killAfterRecords?: number;
  /** Seconds, and requests, after which the run is given up. */
  readonly timeout: number;
  readonly mostRequests: number;
}

export interface RunResult {
  /** Below zero: ended by that signal. */
  readonly exitCode: number;
  /** It did not end by itself: neither in time nor within its requests. */
  readonly endless: boolean;
  /** All that came out, for the search for secrets. */
  readonly stdout: string;
  readonly stderr: string;
  /** Errors that the connector told, the first one first. */
  readonly errors: readonly string[];
  /** Lines that are not in the framework's structured form of a log. */
  readonly unstructured: readonly string[];
  /** Its requests and its waits. */
  readonly journal: readonly JournalEntry[];
}

export interface CheckResult extends RunResult {
  readonly connected: boolean;
}

export interface ReadResult extends RunResult {
  readonly records: readonly StreamRecord[];
  /** The records that a loader keeps that trusts no more than the last state of each stream. */
  readonly durable: readonly StreamRecord[];
  /** The last state that came out, ready to be handed to the next read. */
  readonly state: Json | undefined;
  /** How many records had come out at each state. */
  readonly statesAfter: readonly number[];
}

export interface StreamRecord {
  readonly stream: string;
  readonly record: Readonly<Record<string, Json>>;
}

export interface DiscoveredStream {
  readonly name: string;
  readonly schema: Readonly<Record<string, Json>>;
  readonly primaryKey: readonly (readonly string[])[];
  /** Whether it can be read incrementally. */
  readonly incremental: boolean;
}

export interface DescribedSetting {
  readonly name: string;
  readonly required: boolean;
  readonly secret: boolean;
}

export interface TestRun {
  /** What was run, where the framework has no tests of its own that could be named after it. */
  readonly what?: string;
  readonly passed: number;
  readonly failed: number;
  /** False: no test ran, or the suite itself broke. */
  readonly green: boolean;
  readonly output: string;
}
