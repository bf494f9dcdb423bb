import type { Json } from "../model/values.ts";

/**
 * A framework's own way to run a connector, as `verify` drives it. One per framework, not per target:
 * it knows command lines and message formats, never how the files were made.
 */
export interface Framework {
  readonly name: string;
  readonly version: string;
  /** The framework's own validators and a connection check. */
  check(run: RunRequest): Promise<RunResult>;
  discover(run: RunRequest): Promise<DiscoveredStream[]>;
  read(run: ReadRequest): Promise<ReadResult>;
  /** The project's own test suite, offline. */
  ownTests(): Promise<{ readonly passed: number; readonly failed: number; readonly output: string }>;
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
  /** Seconds until the run is given up. */
  readonly timeout: number;
}

export interface RunResult {
  readonly exitCode: number;
  /** Error output, for messages and for the search for secrets. */
  readonly stderr: string;
  readonly seconds: number;
}

export interface ReadResult extends RunResult {
  readonly records: readonly { readonly stream: string; readonly record: Readonly<Record<string, Json>> }[];
  /** The last state that came out, ready to be handed to the next read. */
  readonly state: Json | undefined;
  /** How many records had come out when the last state did. */
  readonly recordsBeforeState: number;
  readonly stdout: string;
}

export interface DiscoveredStream {
  readonly name: string;
  readonly schema: Readonly<Record<string, Json>>;
  readonly primaryKey: readonly (readonly string[])[];
}
