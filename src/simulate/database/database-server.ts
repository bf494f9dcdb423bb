import type { Json } from "../../model/values.ts";
import type { SqlDialect } from "./sql-dialect.ts";

/** Where simulated databases are made: a server on loopback, or files. */
export interface DatabaseServer {
  readonly dialect: SqlDialect;
  /** An empty database, with a user that may only read what it is granted. */
  createDatabase(): Promise<SimulatedDatabase>;
  close(): Promise<void>;
}

export interface SimulatedDatabase {
  /** What a connector needs to read it, by the names of the model's settings. */
  readonly config: Readonly<Record<string, Json>>;
  /** Runs statements as the owner. Throws where one fails. */
  run(statements: readonly string[]): void;
  /** The connection breaks once, before the answer that holds this text; absent where there is no connection. */
  readonly cutBefore?: (text: string) => void;
  /** How often it broke. */
  readonly cuts: () => number;
  close(): Promise<void>;
}
