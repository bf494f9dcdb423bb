import type { Json } from "../../../../model/values.ts";

/** A conversation between connector and source, as a generated test holds it. */
export interface Scenario {
  /** File name without its ending. */
  readonly name: string;
  /** What the test shows, one sentence. */
  readonly shows: string;
  readonly stream: string;
  /** Cursor value of an earlier sync; null: the first one. */
  readonly state: Json;
  readonly exchanges: readonly Exchange[];
  /** Those that must come out, each once; null where the sync fails before. */
  readonly records: readonly Json[];
  /** Failure type that the sync must end with; null: none. */
  readonly failure: "config_error" | "system_error" | "transient_error" | null;
  /** Seconds that must have been waited at least once. */
  readonly waits: number;
}

export interface Exchange {
  readonly request: ExpectedRequest;
  /** In the order in which the same request gets them. */
  readonly responses: readonly Reply[];
  /** How often it is asked: exactly as often as there are responses, or at least so often (logins). */
  readonly times: "exactly" | "at-least";
}

export interface ExpectedRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** An object is JSON, text is a form; null: none. "any": what is signed differs each time. */
  readonly body: Json;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}
