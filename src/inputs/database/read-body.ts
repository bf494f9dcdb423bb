import type { ActionFact, BodyFact } from "../../evidence/database-facts.ts";
import type { ActionContext } from "./action-context.ts";
import { readSets } from "./create-trigger.ts";
import { ACTION_READERS } from "./read-actions.ts";
import { readPlainCall, readUse } from "./read-calls.ts";
import type { Reading } from "./reading.ts";
import type { Token } from "./token.ts";
import { createReader } from "./token-reader.ts";

export const EMPTY_BODY: BodyFact = { actions: [], sets: [], ownTables: [] };

/** What a routine does, statement by statement, as far as its words tell. */
export function readBody(tokens: readonly Token[], reading: Reading): BodyFact {
  const actions: ActionFact[] = [];
  const ownTables: BodyFact["ownTables"][number][] = [];
  const context: ActionContext = {
    reading,
    reader: createReader(tokens),
    filled: false,
    sawElse: false,
    changes: new Set(),
    act: (action) => void actions.push(action),
    own: (table) => void ownTables.push(table),
  };
  const { reader } = context;
  let depth = 0;
  for (let token = reader.peek(); token; token = reader.peek()) {
    if (token.key === "(") depth++;
    else if (token.key === ")") depth--;
    const start = reader.position;
    if (token.kind === "word" && isStatementPlace(reader.peek(-1), depth)) ACTION_READERS[token.key]?.(context, token);
    if (reader.position > start) {
      readWithin(context, tokens, start + 1);
      continue;
    }
    context.sawElse ||= /^ELS(?:E|IF|EIF)$/.test(token.key);
    readPlainCall(context, token);
    readUse(context);
    reader.next();
  }
  readMissed(context, tokens);
  return { actions, sets: readSets(tokens, "", reading), ownTables };
}

/** Whatever a statement was taken for: words that change a table are never passed over. */
function readMissed(context: ActionContext, tokens: readonly Token[]): void {
  tokens.forEach((token, at) => {
    if (!isChange(tokens, at) || context.changes.has(token.start)) return;
    context.reader.seek(at);
    ACTION_READERS[token.key]?.(context, token);
  });
}

/** `INSERT INTO`, `UPDATE name SET`: two words that mean nothing else together. */
function isChange(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]?.key;
  switch (tokens[at]?.key) {
    case "INSERT":
    case "MERGE":
      return next === "INTO";
    case "DELETE":
      return next === "FROM";
    case "TRUNCATE":
      return next === "TABLE";
    case "UPDATE":
      return tokens.slice(at + 2, at + 5).some(({ key }) => key === "SET");
    default:
      return false;
  }
}

/** Calls and hidden changes among tokens that were read as a whole: `WITH d AS (DELETE …) SELECT next(x) FROM d`. */
function readWithin(context: ActionContext, tokens: readonly Token[], from: number): void {
  const inner = { ...context, reader: createReader(tokens) };
  for (let at = from; at < context.reader.position; at++) {
    const token = tokens[at];
    inner.reader.seek(at);
    if (!token) return;
    if (CHANGES.has(token.key) && tokens[at - 1]?.key === "(") ACTION_READERS[token.key]?.(inner, token);
    else {
      readPlainCall(inner, token);
      readUse(inner);
    }
  }
}

const CHANGES = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

/** Inside parentheses only the first word can begin a statement: a sub-query, or a change that gives rows back. */
function isStatementPlace(previous: Token | undefined, depth: number): boolean {
  return previous?.key !== "." && (depth === 0 || previous?.key === "(");
}
