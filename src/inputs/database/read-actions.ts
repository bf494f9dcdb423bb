import type { ActionReader } from "./action-context.ts";
import { readCall, readExecute } from "./read-calls.ts";
import { readCursor, readOpen, readReturn, readSelect, yielded } from "./read-results.ts";
import {
  readChange,
  readCreate,
  readDeclare,
  readDefinition,
  readDelete,
  readInsert,
  readUpdate,
} from "./read-writes.ts";
import { placeOf } from "./reading.ts";

/** By the word that a statement begins with. One that passes over nothing found that the word means something else here. */
export const ACTION_READERS: Readonly<Record<string, ActionReader>> = {
  INSERT: readInsert,
  REPLACE: (context, token) => (context.reader.peek(1)?.key === "INTO" ? readInsert(context, token) : undefined),
  UPDATE: readUpdate,
  DELETE: readDelete,
  MERGE: (context, token) => readChange(context, token, ["INTO"]),
  TRUNCATE: (context, token) => readChange(context, token, ["TABLE", "ONLY"]),
  GRANT: (context, token) => readDefinition(context, token),
  REVOKE: (context, token) => readDefinition(context, token),
  ALTER: (context, token) => readDefinition(context, token),
  DROP: (context, token) => readDefinition(context, token),
  CREATE: readCreate,
  DECLARE: readDeclare,
  CURSOR: readCursor,
  OPEN: readOpen,
  SELECT: readSelect,
  WITH: readSelect,
  RETURN: readReturn,
  PIPE: (context, token) => (context.reader.peek(1)?.key === "ROW" ? yielded(context, token) : undefined),
  SUSPEND: yielded,
  EXECUTE: readExecute,
  EXEC: readExecute,
  CALL: readCall,
  PERFORM: readCall,
  PREPARE: (context, token) => {
    if (context.reader.peek(2)?.key !== "FROM") return;
    context.reader.next();
    context.act({ kind: "dynamic", at: placeOf(token, context.reading) });
  },
  PRINT: (context, token) => {
    context.reader.next();
    context.act({ kind: "print", at: placeOf(token, context.reading) });
  },
};
