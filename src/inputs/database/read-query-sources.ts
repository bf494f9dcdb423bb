import type { QuerySource } from "../../evidence/database-facts.ts";
import { nameOf, type Reading, readObjectName } from "./reading.ts";
import { isName, type Token } from "./token.ts";
import { createReader, splitList, type TokenReader } from "./token-reader.ts";

const JOIN_WORDS = new Set(
  "INNER LEFT RIGHT FULL CROSS NATURAL OUTER JOIN STRAIGHT_JOIN APPLY ONLY LATERAL".split(" "),
);
const NO_ALIAS = new Set("ON USING WHERE SET WITH TABLESAMPLE FOR FORCE USE IGNORE PIVOT UNPIVOT FINAL".split(" "));

/** Tables, views, sub-queries and calls of a FROM. */
export function readSources(tokens: readonly Token[], reading: Reading, depth: number): QuerySource[] {
  return splitList(tokens).flatMap((part) => readJoined(createReader(part), reading, depth));
}

function readJoined(reader: TokenReader, reading: Reading, depth: number): QuerySource[] {
  let found: QuerySource[] = [];
  while (!reader.done) {
    const words = new Set<string>();
    for (let word = reader.acceptOne(JOIN_WORDS); word; word = reader.acceptOne(JOIN_WORDS)) words.add(word.key);
    if (words.has("RIGHT") || words.has("FULL")) found = found.map((one) => ({ ...one, optional: true }));
    const optional = words.has("LEFT") || words.has("FULL");
    found.push(...readSource(reader, reading, depth).map((one) => (optional ? { ...one, optional } : one)));
    // Up to the next join: its condition says nothing of columns.
    while (!reader.done && !startsJoin(reader)) reader.skip();
  }
  return found;
}

function startsJoin(reader: TokenReader): boolean {
  const key = reader.peek()?.key ?? "";
  if (key === "LEFT" || key === "RIGHT") return reader.peek(1)?.key !== "(";
  return JOIN_WORDS.has(key) && key !== "ONLY" && key !== "LATERAL";
}

function holdsQuery(reader: TokenReader): boolean {
  let ahead = 0;
  while (reader.peek(ahead)?.key === "(") ahead++;
  return /^(?:SELECT|WITH|VALUES|SEL)$/.test(reader.peek(ahead)?.key ?? "");
}

function readSource(reader: TokenReader, reading: Reading, depth: number): QuerySource[] {
  const plain = { table: undefined, query: undefined, function: false, optional: false };
  if (reader.at("(")) {
    const isQuery = holdsQuery(reader);
    const inside = reader.parens() ?? [];
    if (!isQuery) return readSources(inside, reading, depth + 1);
    const query = reading.readQuery(createReader(inside), reading, depth + 1);
    return [{ ...plain, query, alias: readAlias(reader, reading) }];
  }
  const isCollection = reader.at("TABLE", "(");
  if (isCollection) reader.next();
  const table = isCollection ? undefined : readObjectName(reader, reading);
  const isCall = reader.at("(") && !reader.at("(", "NOLOCK");
  if (!table && !isCall) return [];
  if (isCall) reader.skip();
  return [{ ...plain, table, function: isCall, alias: readAlias(reader, reading) }];
}

function readAlias(reader: TokenReader, reading: Reading): string | undefined {
  reader.accept("AS");
  const token = reader.peek();
  if (!isName(token) || NO_ALIAS.has(token.key) || startsJoin(reader)) return undefined;
  reader.next();
  return nameOf(token, reading);
}
