import type { ActionContext } from "./action-context.ts";
import { readQueryAt, startsTableExpression } from "./read-query.ts";
import { nameOf, placeOf, type Reading } from "./reading.ts";
import { isName, type Token } from "./token.ts";
import { createReader, splitList, type TokenReader } from "./token-reader.ts";

/** `name CURSOR WITH RETURN FOR SELECT`, `CURSOR name (…) IS SELECT`, `@c = CURSOR FOR SELECT`. */
export function readCursor(context: ActionContext, token: Token): void {
  const { reader, reading } = context;
  const before = reader.peek(-1)?.key === "=" ? reader.peek(-2) : reader.peek(-1);
  const leads = reader.peek(1)?.kind === "word" && /^(?:IS|\()$/.test(reader.peek(2)?.key ?? "");
  const name = leads ? reader.peek(1) : before;
  if (!isName(name) || name.key === "REF" || reader.at("CURSOR", ";")) return;
  reader.next();
  let forCaller = false;
  while (!reader.done && !/^(?:FOR|IS|;|BEGIN)$/.test(reader.peek()?.key ?? "")) {
    if (reader.at("WITH", "RETURN")) forCaller = true;
    reader.skip();
  }
  if (!reader.accept("FOR") && !reader.accept("IS")) return;
  const query = readQueryAt(reader, reading);
  context.act({ kind: "declare", cursor: nameOf(name, reading), query, forCaller, at: placeOf(token, reading) });
}

/** `OPEN c FOR SELECT …`, `OPEN c FOR 'text'`, `OPEN c`. */
export function readOpen(context: ActionContext, token: Token): void {
  const { reader, reading } = context;
  const name = reader.peek(1)?.key === ":" ? reader.peek(2) : reader.peek(1);
  if (!isName(name)) return;
  reader.next();
  reader.accept(":");
  reader.next();
  const at = placeOf(token, reading);
  const cursor = nameOf(name, reading);
  if (!reader.accept("FOR")) {
    context.act({ kind: "open", cursor, query: undefined, at });
    return;
  }
  const text = reader.peek();
  const query = text?.kind === "string" ? queryOfText(text, reading) : readQueryAt(reader, reading);
  if (!query) context.act({ kind: "dynamic", at });
  context.act({ kind: "open", cursor, query, at });
}

function queryOfText(token: Token, reading: Reading) {
  return readQueryAt(createReader(reading.lex(token)), { ...reading, text: token.text });
}

const CONTINUES = new Set("UNION ALL EXCEPT INTERSECT MINUS FOR IN = := AS IS DISTINCT".split(" "));

export function readSelect(context: ActionContext, token: Token): void {
  const { reader, reading } = context;
  if (token.key === "WITH" && !startsTableExpression(reader)) return;
  if (goesOn(reader)) {
    reader.next();
    return;
  }
  const filled = context.filled || isNested(reader);
  const query = readQueryAt(reader, reading);
  if (!query) return;
  context.filled = false;
  if (filled || query.assigns) return;
  const [into] = query.into;
  if (into !== undefined) {
    readInto(context, token, query, into);
    return;
  }
  context.act({ kind: "query", query, alternative: context.sawElse, at: placeOf(token, reading) });
  context.sawElse = false;
}

/** The query belongs to what stands before it. An AS before a whole body doesn't count. */
function goesOn(reader: TokenReader): boolean {
  const previous = reader.peek(-1)?.key ?? "";
  return CONTINUES.has(previous) && !(previous === "AS" && reader.position <= 1);
}

/** FOR SELECT … INTO … DO of Firebird, FOREACH SELECT of Informix, a query inside another. */
function isNested(reader: TokenReader): boolean {
  const previous = reader.peek(-1)?.key ?? "";
  return previous === "(" || previous === "FOREACH" || /^(?:FOR|IN)$/.test(reader.peek(-2)?.key ?? "");
}

/** `SELECT … INTO #t` makes a table; in other dialects it fills variables. */
function readInto(
  { reading, own, act }: ActionContext,
  token: Token,
  query: NonNullable<ReturnType<typeof readQueryAt>>,
  into: string,
): void {
  const temporary = query.into.find((name) => /^temp$/i.test(name)) !== undefined ? query.into[1] : undefined;
  if (temporary !== undefined) {
    own({ name: temporary, columns: [], query });
    return;
  }
  if (!reading.syntax.unseparated || into.startsWith("@")) return;
  if (into.startsWith("#")) own({ name: into, columns: [], query });
  else
    act({ kind: "write", verb: "select into", table: { schema: undefined, name: into }, at: placeOf(token, reading) });
}

export function yielded(context: ActionContext, token: Token): void {
  context.reader.next();
  context.act({ kind: "yield", query: undefined, names: [], at: placeOf(token, context.reading) });
}

/** `RETURN QUERY SELECT`, `RETURN NEXT x`, `RETURN (SELECT …)`, `RETURN a, b WITH RESUME`. */
export function readReturn(context: ActionContext, token: Token): void {
  const { reader, reading, act } = context;
  const at = placeOf(token, reading);
  reader.next();
  if (reader.accept("QUERY")) {
    if (reader.at("EXECUTE")) act({ kind: "dynamic", at });
    act({ kind: "yield", query: readQueryAt(reader, reading), names: [], at });
    return;
  }
  if (reader.accept("NEXT")) {
    act({ kind: "yield", query: undefined, names: [], at });
    return;
  }
  if (reader.at("(") || reader.at("SELECT") || reader.at("WITH") || reader.at("TABLE", "(")) {
    const start = reader.position;
    const query = readQueryAt(reader, reading);
    if (query) {
      act({ kind: "yield", query, names: [], at });
      return;
    }
    reader.seek(start);
    return;
  }
  const words = reader.ahead(200);
  if (words.at(-1)?.key !== "RESUME") return;
  const names = splitList(words.slice(0, -2)).map(([only, more]) =>
    isName(only) && !more ? nameOf(only, reading) : "",
  );
  act({ kind: "yield", query: undefined, names, at });
}
