import type { CursorRank } from "../model/cursor-format.ts";
import type { SimulatedRecord } from "./simulated-source.ts";

/** A record in the source, with what the source knows about it. */
export interface Entry {
  /** Of its stream; never reused. */
  readonly serial: number;
  /** What its keys are made of. */
  readonly ordinal: number;
  /** Its place in a list of which no order is known. */
  readonly order: number;
  record: SimulatedRecord;
  /** Undefined where the stream has no cursor. */
  rank: CursorRank | undefined;
  /** How often it was changed. */
  revision: number;
  /** The records that it hangs below, by stream: its parent, that one's parent, and so on. */
  readonly above: Readonly<Record<string, Entry>>;
}

/** The records under one parent (or one combination of parents), oldest first. */
export interface Group {
  readonly above: Readonly<Record<string, Entry>>;
  readonly entries: Entry[];
}
