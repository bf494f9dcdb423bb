import type { Json } from "./values.ts";

/** Something that the user of a connector must or may give; its name is the configuration key in every target. */
export interface Setting {
  /** snake_case, unique in the model. */
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly type: "string" | "integer" | "number" | "boolean" | "date-time" | "date";
  readonly secret: boolean;
  readonly required: boolean;
  readonly default?: Json;
  /** The only values that are allowed, in the document's order. */
  readonly values?: readonly string[];
  readonly examples?: readonly string[];
  /**
   * What it is for: proving who asks, where the source lies, the point in time to start from,
   * or a value that some streams need (an account id in a path, say).
   */
  readonly purpose: "credential" | "server" | "start" | "input";
}

/** The setting from which incremental streams start when there is no state yet; present when any stream is incremental. */
export const START_SETTING = "start_date";
