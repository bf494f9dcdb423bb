import type { ActionContext } from "./action-context.ts";
import { readCreateTable } from "./create-table.ts";
import { readFields } from "./create-type.ts";
import { nameOf, placeOf, readObjectName } from "./reading.ts";
import { isName, type Token } from "./token.ts";
import { createReader } from "./token-reader.ts";

function write(context: ActionContext, token: Token, table: ReturnType<typeof readObjectName>): void {
  context.changes.add(token.start);
  context.act({ kind: "write", verb: token.key.toLowerCase(), table, at: placeOf(token, context.reading) });
}

/** What stands before a verb where it is none: `FOR UPDATE`, `ON DELETE`, `BEFORE INSERT OR UPDATE`. */
const NO_VERB = new Set(["ON", "FOR", "OR", ",", "OF", "BEFORE", "AFTER", "KEY", "WHEN", "GRANT", "=", "DO"]);

function isVerb({ reader }: ActionContext): boolean {
  return !NO_VERB.has(reader.peek(-1)?.key ?? "") || (reader.peek(-1)?.key === "DO" && reader.peek(1)?.key !== "SET");
}

export function readInsert(context: ActionContext, token: Token): void {
  const { reader, reading } = context;
  if (!isVerb(context)) return;
  reader.next();
  for (const word of ["LOW_PRIORITY", "DELAYED", "IGNORE", "OVERWRITE", "INTO", "TABLE"]) reader.accept(word);
  const table = readObjectName(reader, reading);
  if (!table) return;
  write(context, token, table);
  if (reader.at("(") && reader.peek(1)?.key !== "SELECT") reader.skip();
  context.filled = !reader.at("VALUES") && !reader.at("DEFAULT", "VALUES");
}

export function readUpdate(context: ActionContext, token: Token): void {
  const { reader, reading } = context;
  const next = reader.peek(1);
  if (!isVerb(context) || !isName(next) || /^(?:OF|SET|STATISTICS|ON|NOWAIT|SKIP)$/.test(next.key)) return;
  reader.next();
  reader.accept("ONLY");
  const table = readObjectName(reader, reading);
  if (reader.peek()?.key !== ";" && table) write(context, token, targetOf(context, table));
}

export function readDelete(context: ActionContext, token: Token): void {
  if (!isVerb(context)) return;
  readChange(context, token, ["FROM", "ONLY"]);
}

/** `UPDATE t … FROM #work t`: the alias of a temporary table is that table. */
function targetOf({ reader, reading }: ActionContext, table: NonNullable<ReturnType<typeof readObjectName>>) {
  const words = reader.ahead(400);
  const alias = words.findIndex((token, at) => {
    if (!isName(token) || nameOf(token, reading).toLowerCase() !== table.name.toLowerCase()) return false;
    const before = words[at - 1]?.key === "AS" ? words[at - 2] : words[at - 1];
    return isName(before) && /^[#@]/.test(before.text);
  });
  const before = words[alias - 1]?.key === "AS" ? words[alias - 2] : words[alias - 1];
  return alias > 0 && before ? { schema: undefined, name: before.text } : table;
}

export function readChange(context: ActionContext, token: Token, words: readonly string[]): void {
  const { reader, reading } = context;
  const start = reader.position;
  reader.next();
  for (const word of words) reader.accept(word);
  const table = readObjectName(reader, reading);
  if (table) write(context, token, token.key === "DELETE" ? targetOf(context, table) : table);
  else reader.seek(start);
}

/** DDL inside a routine. */
export function readDefinition(context: ActionContext, token: Token): void {
  const { reader, reading } = context;
  if (!isVerb(context) || !isName(reader.peek(1))) return;
  reader.next();
  while (/^(?:TABLE|TEMPORARY|TEMP|IF|EXISTS|INDEX|VIEW)$/.test(reader.peek()?.key ?? "")) reader.next();
  write(context, token, readObjectName(reader, reading));
}

export function readCreate(context: ActionContext, token: Token): void {
  const { reader, reading } = context;
  reader.next();
  const words = new Set<string>();
  while (
    /^(?:LOCAL|GLOBAL|TEMP|TEMPORARY|UNLOGGED|OR|REPLACE|UNIQUE|CLUSTERED|NONCLUSTERED)$/.test(reader.peek()?.key ?? "")
  )
    words.add(reader.next()?.key ?? "");
  if (reader.accept("TABLE")) {
    ownTable(context, token, words);
    return;
  }
  if (reader.accept("INDEX")) {
    // An index belongs to its table.
    const named = reader.at("ON") ? undefined : reader.next();
    if (named && reader.accept("ON")) {
      write(context, token, readObjectName(reader, reading));
      return;
    }
  }
  write(context, token, undefined);
}

/** Tokens of a table that a routine makes for itself. */
const MOST_OF_A_TABLE = 4000;

function ownTable(context: ActionContext, token: Token, words: ReadonlySet<string>): void {
  const { reader, reading } = context;
  const rest = reader.ahead(MOST_OF_A_TABLE);
  const draft = readCreateTable(createReader(rest), words, reading);
  if (draft?.type === "temporary-table") {
    context.own({ name: draft.name.name, columns: draft.columns, query: draft.query });
  } else write(context, token, draft?.name);
  const open = rest.findIndex(({ key }) => key === "(" || key === "AS");
  if (rest[open]?.key === "(") {
    reader.seek(reader.position + open);
    reader.skip();
  } else {
    context.filled = true;
    reader.next();
  }
}

/** `DECLARE @t TABLE (…)`, `DECLARE GLOBAL TEMPORARY TABLE`, `DECLARE c CURSOR … FOR SELECT`. */
export function readDeclare(context: ActionContext, token: Token): void {
  const { reader, reading } = context;
  reader.next();
  if (reader.accept("GLOBAL", "TEMPORARY", "TABLE")) {
    ownTable(context, token, new Set(["TEMPORARY"]));
    return;
  }
  reader.accept("VARIABLE");
  const name = reader.peek();
  if (!isName(name)) return;
  if (reader.peek(1)?.key === "TABLE" || (reader.peek(1)?.key === "AS" && reader.peek(2)?.key === "TABLE")) {
    while (!reader.at("TABLE")) reader.next();
    reader.next();
    context.own({ name: nameOf(name, reading), columns: readFields(reader.parens() ?? [], reading), query: undefined });
  }
}
