import type { QueryFact } from "../../evidence/database-facts.ts";
import { readItems } from "./read-query-items.ts";
import { readSources } from "./read-query-sources.ts";
import { nameOf, placeOf, type Reading } from "./reading.ts";
import { isName, type Token } from "./token.ts";
import { createReader, splitList, type TokenReader } from "./token-reader.ts";

type With = QueryFact["with"][number];

/** Nested deeper than this, a query is made to hurt. */
const DEEPEST = 40;
/** A select list of more tokens is cut off. */
const MOST_TOKENS = 20_000;

/** The query that begins where the reader stands: `WITH … SELECT …` or `(SELECT …)`; `undefined` where none does. */
export function readQueryAt(reader: TokenReader, reading: Reading, depth = 0): QueryFact | undefined {
  if (depth > DEEPEST) return undefined;
  const expressions = readWith(reader, reading, depth);
  if (reader.at("(")) {
    const inside = reader.parens();
    const query = inside && readQueryAt(createReader(inside), reading, depth + 1);
    return query && { ...query, with: [...expressions, ...query.with] };
  }
  const first = reader.peek();
  if (!reader.accept("SELECT") && !reader.accept("SEL")) return undefined;
  const parts = splitClauses(reader, !reading.syntax.unseparated);
  const assigned = /^(?:sqlserver|sybase)$/.test(reading.syntax.dialect) && assigns(parts.items);
  return {
    items: readItems(parts.items, reading, depth),
    sources: readSources(parts.from, reading, depth),
    with: expressions,
    into: parts.into.filter(isName).map((token) => nameOf(token, reading)),
    assigns: assigned,
    at: placeOf(first, reading),
  };
}

/** `WITH [RECURSIVE] name [(columns)] AS [MATERIALIZED] (query), …`. */
function readWith(reader: TokenReader, reading: Reading, depth: number): With[] {
  if (!startsTableExpression(reader)) return [];
  reader.next();
  reader.accept("RECURSIVE");
  const found: With[] = [];
  do {
    const name = reader.next();
    if (!isName(name)) break;
    const columns = splitList(reader.parens() ?? []).flatMap(([token]) =>
      isName(token) ? [nameOf(token, reading)] : [],
    );
    if (!reader.skipTo("(")) break;
    const inside = reader.parens() ?? [];
    const query = readQueryAt(createReader(inside), reading, depth + 1);
    if (query) found.push({ name: nameOf(name, reading), columns, query });
  } while (reader.accept(","));
  return found;
}

/** `WITH name AS (`, `WITH name (a, b) AS (`; not `WITH (NOLOCK)` or `WITH EXECUTE AS CALLER`. */
export function startsTableExpression(reader: TokenReader): boolean {
  if (!reader.at("WITH")) return false;
  const name = reader.peek(1)?.key === "RECURSIVE" ? 2 : 1;
  if (!isName(reader.peek(name))) return false;
  if (reader.peek(name + 1)?.key === "(") return true;
  return reader.peek(name + 1)?.key === "AS" && /^(?:\(|MATERIALIZED|NOT)$/.test(reader.peek(name + 2)?.key ?? "");
}

interface Clauses {
  readonly items: readonly Token[];
  readonly into: readonly Token[];
  readonly from: readonly Token[];
}

/** What ends the part of a query that tells its columns and sources. */
const ENDS = new Set(
  "WHERE GROUP HAVING ORDER UNION EXCEPT INTERSECT MINUS LIMIT OFFSET FETCH FOR WINDOW CONNECT START OPTION QUALIFY ; DO LOOP PLAN ROWS".split(
    " ",
  ),
);
const BEFORE_ITEMS = new Set(
  "DISTINCT ALL UNIQUE DISTINCTROW SQL_CALC_FOUND_ROWS STRAIGHT_JOIN SQL_NO_CACHE HIGH_PRIORITY".split(" "),
);

function splitClauses(reader: TokenReader, separated: boolean): Clauses {
  skipQuantity(reader);
  const parts = { items: [] as Token[], into: [] as Token[], from: [] as Token[] };
  let part: keyof typeof parts = "items";
  const isInCase = createCaseWatch();
  while (!reader.done && !endsClauses(reader, part)) {
    if (!isInCase(reader) && !separated && startsStatement(reader)) break;
    const start = reader.position;
    const next = partOf(reader, part);
    reader.skip();
    if (next === undefined) for (const token of reader.since(start)) parts[part].push(token);
    else part = next;
  }
  if (!separated) return { ...parts, items: parts.items.slice(0, MOST_TOKENS) };
  parts.into.push(...intoBehind(reader));
  return { ...parts, items: parts.items.slice(0, MOST_TOKENS) };
}

/** Whether the word here belongs to a CASE: its END ends no block. */
function createCaseWatch(): (reader: TokenReader) => boolean {
  let open = 0;
  return (reader) => {
    const inside = open > 0;
    if (reader.at("CASE")) open++;
    else if (reader.at("END") && inside) open--;
    return inside;
  };
}

type Part = keyof Clauses;

/** Which part the word here opens. */
function partOf(reader: TokenReader, part: Part): Part | undefined {
  if (reader.at("INTO")) return "into";
  // IS DISTINCT FROM compares.
  return reader.at("FROM") && !(part === "items" && reader.peek(-1)?.key === "DISTINCT") ? "from" : undefined;
}

function endsClauses(reader: TokenReader, part: Part): boolean {
  // Of the parenthesis that the query stands in.
  if (reader.at(")")) return true;
  if (ENDS.has(reader.peek()?.key ?? "") && !isWithinItem(reader)) return true;
  return part === "from" && startsStatement(reader);
}

/** Where statements need no separator, the next one ends a query. */
function startsStatement(reader: TokenReader): boolean {
  return STATEMENTS.has(reader.peek()?.key ?? "") && reader.peek(-1)?.key !== ".";
}

/** What comes before an INTO that is another statement's. */
const BEFORE_INTO = "; ) DO LOOP THEN BEGIN END IF INSERT MERGE REPLACE UPDATE DELETE RETURN CALL EXECUTE LET".split(
  " ",
);

/** FOREACH and FOR of Firebird and Informix, and MySQL, may name the variables behind the query. */
function intoBehind(reader: TokenReader): readonly Token[] {
  const behind = reader.position;
  if (!reader.skipTo("INTO", ...BEFORE_INTO) || !reader.accept("INTO")) {
    reader.seek(behind);
    return [];
  }
  const start = reader.position;
  reader.skipTo(";", "DO");
  return reader.since(start);
}

/** DISTINCT, TOP (10), FIRST 5 SKIP 5. */
function skipQuantity(reader: TokenReader): void {
  for (;;) {
    if (reader.acceptOne(BEFORE_ITEMS)) {
      if (reader.accept("ON")) reader.skip();
    } else if (reader.acceptOne(COUNTED)) {
      const isCount = reader.peek()?.kind === "number" || reader.at("(");
      if (!isCount) {
        // A column of that name.
        reader.seek(reader.position - 1);
        return;
      }
      reader.skip();
      reader.accept("PERCENT");
      reader.accept("WITH", "TIES");
    } else return;
  }
}

const COUNTED = new Set(["TOP", "FIRST", "SKIP"]);

/** `WITHIN GROUP (…)`, a column called `start`. */
function isWithinItem(reader: TokenReader): boolean {
  const key = reader.peek()?.key ?? "";
  const [before, behind] = [reader.peek(-1)?.key, reader.peek(1)];
  if (before === "." || before === "AS") return true;
  const needed = NEEDS_BEHIND[key];
  if (needed) return before === "WITHIN" || !needed.includes(behind?.key ?? "");
  if (key === "FOR") return behind?.key === "SYSTEM_TIME";
  return MAY_BE_NAMES.has(key) && behind?.kind === "symbol" && /^[,)]$/.test(behind.key);
}

/** Words that end the part only together with one of these. */
const NEEDS_BEHIND: Readonly<Record<string, readonly string[]>> = {
  GROUP: ["BY"],
  ORDER: ["BY", "SIBLINGS"],
  START: ["WITH"],
};
const MAY_BE_NAMES = new Set(["OFFSET", "LIMIT", "WINDOW", "OPTION", "ROWS", "PLAN"]);

const STATEMENTS = new Set(
  "SELECT INSERT UPDATE DELETE EXEC EXECUTE RETURN DECLARE END IF ELSE BEGIN WHILE DROP CREATE PRINT TRUNCATE GO FETCH OPEN CLOSE GRANT COMMIT RAISERROR WAITFOR".split(
    " ",
  ),
);

/** `SELECT @total = COUNT(*)`. */
function assigns(items: readonly Token[]): boolean {
  const [first, second] = items;
  return first?.text.startsWith("@") === true && /^(?:=|\+)$/.test(second?.key ?? "");
}
