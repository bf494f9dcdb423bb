import type { RoutineParameter } from "../../evidence/database-facts.ts";
import { readExpression } from "./read-column.ts";
import { readType } from "./read-type.ts";
import { nameOf, type Reading } from "./reading.ts";
import { isName, type Token } from "./token.ts";
import { createReader, splitList, type TokenReader } from "./token-reader.ts";

/** Parameters in parentheses, or (Transact-SQL) without; those that a routine's RETURNS lists are not among them. */
export function readParameters(reader: TokenReader, reading: Reading): RoutineParameter[] {
  const list = reader.at("(") ? reader.parens() : readBare(reader);
  return splitList(list ?? []).flatMap((part, index) => readParameter(createReader(part), index, reading) ?? []);
}

/** `@a int, @b int = 0 OUTPUT AS …`. */
function readBare(reader: TokenReader): readonly Token[] {
  if (!reader.peek()?.text.startsWith("@")) return [];
  const start = reader.position;
  while (!reader.done && !BODY_WORDS.has(reader.peek()?.key ?? "")) reader.skip();
  return reader.since(start);
}

const BODY_WORDS = new Set(["AS", "WITH", "RETURNS", "FOR"]);

function readParameter(reader: TokenReader, index: number, reading: Reading): RoutineParameter | undefined {
  let mode = readMode(reader);
  const name = isUnnamed(reader) ? `$${index + 1}` : readName(reader, reading);
  if (name === undefined) return undefined;
  mode = readMode(reader) ?? mode;
  reader.accept("NOCOPY");
  reader.accept("AS");
  const type = readType(reader, reading);
  let preset: string | undefined;
  while (!reader.done) {
    if (reader.accept("DEFAULT") || reader.accept("=") || reader.accept(":=")) preset = readDefault(reader, reading);
    else if (reader.accept("OUTPUT") || reader.accept("OUT")) mode = "out";
    else reader.skip();
  }
  return { name, mode: mode ?? "in", type, default: preset };
}

/** A default of Transact-SQL is one value: OUTPUT may follow. */
function readDefault(reader: TokenReader, reading: Reading): string | undefined {
  if (!reading.syntax.unseparated) return readExpression(reader, reading);
  const sign = reader.accept("-") || reader.accept("+") ? "-" : "";
  const value = reader.next();
  return value && `${sign}${reading.text.slice(value.start, value.end)}`;
}

function readName(reader: TokenReader, reading: Reading): string | undefined {
  const token = reader.next();
  return isName(token) ? nameOf(token, reading) : undefined;
}

function readMode(reader: TokenReader): RoutineParameter["mode"] | undefined {
  if (reader.accept("INOUT") || reader.accept("IN", "OUT")) return "inout";
  if (reader.accept("OUT")) return "out";
  if (reader.at("IN") && isName(reader.peek(1))) {
    reader.next();
    return "in";
  }
  if (reader.accept("VARIADIC")) return "in";
  return undefined;
}

/** `function (text, timestamp with time zone)`: types alone. */
function isUnnamed(reader: TokenReader): boolean {
  const [first, second] = [reader.peek(), reader.peek(1)];
  if (!isName(first)) return false;
  if (second === undefined || /^(?:[(.[]|DEFAULT|=)$/.test(second.key)) return true;
  const words = `${first.key} ${second.key}`;
  return /^(?:TIME(?:STAMP(?:TZ)?)? WITH(?:OUT)?|DOUBLE PRECISION|CHARACTER VARYING|BIT VARYING)$/.test(words);
}
