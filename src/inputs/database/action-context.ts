import type { ActionFact, BodyFact } from "../../evidence/database-facts.ts";
import type { Reading } from "./reading.ts";
import type { Token } from "./token.ts";
import type { TokenReader } from "./token-reader.ts";

/** Where a body is being read, and what was found. */
export interface ActionContext {
  readonly reading: Reading;
  readonly reader: TokenReader;
  /** The next query fills a table or a cursor instead of giving rows. */
  filled: boolean;
  sawElse: boolean;
  /** Where the verbs of the changes that were found begin. */
  readonly changes: Set<number>;
  act(action: ActionFact): void;
  own(table: BodyFact["ownTables"][number]): void;
}

export type ActionReader = (context: ActionContext, token: Token) => void;
