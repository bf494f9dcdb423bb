import type { ColumnSetting, TriggerFact } from "../../evidence/database-facts.ts";
import { nameOf, placeOf, type Reading, readObjectName, wordsOf } from "./reading.ts";
import { isName, type Token } from "./token.ts";
import { createReader, splitList, type TokenReader } from "./token-reader.ts";

const EVENTS = { INSERT: "insert", INSERTING: "insert", UPDATE: "update", DELETE: "delete" } as const;

/** CREATE TRIGGER in every dialect; the reader stands behind that word. */
export function readCreateTrigger(reader: TokenReader, reading: Reading): TriggerFact | undefined {
  reader.accept("IF", "NOT", "EXISTS");
  const first = reader.peek();
  const name = readObjectName(reader, reading);
  if (!name) return undefined;
  const head = reader.rest();
  const table = readTable(reader, reading);
  if (!table) return undefined;
  const body = reader.rest();
  const events = readEvents(head, body, reading);
  const runs = readRun(body);
  return {
    ...name,
    table,
    events,
    sets: readSets(body, table.name, reading),
    runs: runs && readObjectName(runs, reading),
    arguments: runs ? splitList(runs.parens() ?? []).flatMap(([token]) => (token ? [token.text] : [])) : [],
    at: placeOf(first, reading),
  };
}

/** Behind the last ON or FOR before the body. Firebird says FOR table before the events, Informix `INSERT ON table`. */
function readTable(reader: TokenReader, reading: Reading) {
  while (reader.skipTo("ON", "FOR", "OF")) {
    const word = reader.next()?.key;
    if (word === "OF" && !reader.at("ON")) continue;
    if (word === "FOR" && (reader.at("EACH") || reader.at("INSERT") || reader.at("UPDATE") || reader.at("DELETE")))
      continue;
    const table = readObjectName(reader, reading);
    if (table) return table;
  }
  return undefined;
}

/** The events stand before the table, or (Transact-SQL, Firebird) behind it and before the body's first word. */
function readEvents(head: readonly Token[], body: readonly Token[], { syntax }: Reading): TriggerFact["events"] {
  const before = head.slice(0, head.length - body.length);
  const behind = syntax.unseparated || syntax.dialect === "firebird" ? body.slice(0, bodyStart(body)) : [];
  const found = [...before, ...behind].flatMap(({ key }) =>
    key in EVENTS ? [EVENTS[key as keyof typeof EVENTS]] : [],
  );
  return [...new Set(found)];
}

function bodyStart(body: readonly Token[]): number {
  const at = body.findIndex(({ key }) => key === "AS" || key === "BEGIN");
  return at === -1 ? body.length : at;
}

/** `EXECUTE FUNCTION name()`. */
function readRun(body: readonly Token[]): TokenReader | undefined {
  const at = body.findIndex(
    ({ key }, index) => key === "EXECUTE" && /^(?:FUNCTION|PROCEDURE)$/.test(body[index + 1]?.key ?? ""),
  );
  return at === -1 ? undefined : createReader(body, at + 2);
}

/**
 * Columns of the row itself that a body sets: `NEW.a := …`, `:NEW.a := …`, `SET NEW.a = …`, `UPDATE its own table SET a = …`,
 * `SELECT … INTO NEW.a`.
 */
export function readSets(body: readonly Token[], table: string, reading: Reading): ColumnSetting[] {
  const aliases = newRowNames(body);
  const found: ColumnSetting[] = [];
  body.forEach((token, at) => {
    if (!aliases.has(token.key) || body[at + 1]?.key !== ".") return;
    const column = body[at + 2];
    const operator = body[at + 3]?.key;
    if (!isName(column) || !(operator === ":=" || operator === "=")) return;
    if (operator === "=" && !isAssignment(body, at)) return;
    found.push({ column: nameOf(column, reading), text: wordsOf(valueFrom(body, at + 4), reading) });
  });
  return [...found, ...selectedInto(body, aliases, reading), ...ownUpdates(body, table, reading)];
}

/** `SELECT numbers.nextval INTO :NEW.id FROM dual`. */
function selectedInto(body: readonly Token[], aliases: ReadonlySet<string>, reading: Reading): ColumnSetting[] {
  return body.flatMap(({ key }, at) => {
    if (key !== "INTO") return [];
    const row = body[at + 1]?.key === ":" ? at + 2 : at + 1;
    const column = body[row + 2];
    if (!aliases.has(body[row]?.key ?? "") || body[row + 1]?.key !== "." || !isName(column)) return [];
    const select = body.findLastIndex((token, index) => index < at && token.key === "SELECT");
    return [{ column: nameOf(column, reading), text: wordsOf(body.slice(select + 1, at), reading) }];
  });
}

/** NEW, and what REFERENCING NEW AS n calls it. */
function newRowNames(body: readonly Token[]): ReadonlySet<string> {
  const names = new Set(["NEW"]);
  body.forEach(({ key }, at) => {
    if (key !== "NEW" || body[at + 1]?.key === ".") return;
    const next = body[at + 1]?.key === "ROW" ? at + 2 : at + 1;
    const alias = body[next]?.key === "AS" ? body[next + 1] : body[next];
    if (alias?.kind === "word" && /^(?:AS|OLD|NEW|FOR)$/.test(alias.key) === false) names.add(alias.key);
  });
  return names;
}

/** `NEW.a = 1` compares behind IF and WHEN, and assigns where a statement begins. */
function isAssignment(body: readonly Token[], at: number): boolean {
  const before = body[at - 1]?.key === ":" ? body[at - 2] : body[at - 1];
  return /^(?:SET|;|BEGIN|THEN|ELSE|DO|,|AS)$/.test(before?.key ?? "");
}

function valueFrom(body: readonly Token[], start: number): readonly Token[] {
  const value = body.slice(start, start + 40);
  const end = value.findIndex(({ key }) => key === ";" || key === "WHERE" || key === "END");
  return end === -1 ? value : value.slice(0, end);
}

/** `UPDATE t SET a = now() WHERE …`, where `t` is the trigger's table or an alias of it in FROM. */
function ownUpdates(body: readonly Token[], table: string, reading: Reading): ColumnSetting[] {
  return body.flatMap(({ key }, at) => {
    if (key !== "UPDATE" || !isName(body[at + 1])) return [];
    const reader = createReader(body, at + 1);
    const target = readObjectName(reader, reading)?.name;
    if (!reader.skipTo("SET", ";") || !reader.accept("SET")) return [];
    const start = reader.position;
    reader.skipTo(";", "WHERE", "FROM");
    const list = reader.since(start);
    const isOwn = target?.toLowerCase() === table.toLowerCase() || fromTable(reader, target, table, reading);
    return isOwn ? assignments(list, reading) : [];
  });
}

/** `a = 1, t.b = now()`. */
function assignments(tokens: readonly Token[], reading: Reading): ColumnSetting[] {
  return splitList(tokens).flatMap((part) => {
    const equals = part.findIndex((token) => token.key === "=");
    const column = part[equals - 1];
    if (!isName(column)) return [];
    return [{ column: nameOf(column, reading), text: wordsOf(part.slice(equals + 1), reading) }];
  });
}

function fromTable(reader: TokenReader, alias: string | undefined, table: string, reading: Reading): boolean {
  if (!reader.accept("FROM")) return false;
  const words = reader.ahead(60);
  return words.some(
    (token, at) =>
      isName(token) &&
      nameOf(token, reading).toLowerCase() === table.toLowerCase() &&
      words.slice(at + 1, at + 3).some((next) => isName(next) && nameOf(next, reading) === alias),
  );
}
