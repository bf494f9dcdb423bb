import type { NamedTypeFact, RoutineFact } from "../../evidence/database-facts.ts";
import { readCreateType, readFields } from "./create-type.ts";
import { readRoutine } from "./read-routine.ts";
import { readType } from "./read-type.ts";
import { nameOf, placeOf, type Reading, readObjectName } from "./reading.ts";
import { blockStep } from "./routine-extent.ts";
import { isName, type Token } from "./token.ts";
import { createReader, type TokenReader } from "./token-reader.ts";

export interface PackageFact {
  readonly schema: string | undefined;
  readonly name: string;
  readonly isBody: boolean;
  readonly routines: readonly RoutineFact[];
  readonly types: readonly NamedTypeFact[];
}

/** CREATE PACKAGE [BODY]; the reader stands behind PACKAGE. */
export function readPackage(reader: TokenReader, reading: Reading): PackageFact | undefined {
  const isBody = reader.accept("BODY");
  const name = readObjectName(reader, reading);
  if (!name) return undefined;
  const found: Members = { routines: [], types: [] };
  const rest = reader.rest();
  for (let at = 0; at < rest.length; ) at = readMember(rest, at, found, reading);
  return {
    ...name,
    isBody,
    routines: found.routines.map((routine) => ({ ...routine, schema: name.schema, package: name.name })),
    types: found.types.map((type) => ({ ...type, schema: name.schema, package: name.name })),
  };
}

interface Members {
  readonly routines: RoutineFact[];
  readonly types: NamedTypeFact[];
}

/** What is declared here, if anything is; gives where to go on. */
function readMember(tokens: readonly Token[], at: number, found: Members, reading: Reading): number {
  const key = tokens[at]?.key ?? "";
  if (!/^(?:PROCEDURE|FUNCTION|TYPE|SUBTYPE)$/.test(key) || !isName(tokens[at + 1])) return at + 1;
  const isRoutine = key === "PROCEDURE" || key === "FUNCTION";
  const end = isRoutine ? routineEnd(tokens, at) : endOf(tokens, at);
  const member = createReader(tokens.slice(at + 1, end));
  if (isRoutine) {
    const routine = readRoutine(member, key === "PROCEDURE" ? "procedure" : "function", {
      ...reading,
      schema: undefined,
    });
    if (routine) found.routines.push(routine);
  } else {
    const type = readLocalType(member, reading);
    if (type) found.types.push(type);
  }
  return end + 1;
}

function endOf(tokens: readonly Token[], from: number): number {
  const end = tokens.findIndex(({ key }, at) => at >= from && key === ";");
  return end === -1 ? tokens.length : end;
}

/** Where a declaration ends, or the body that follows it. */
function routineEnd(tokens: readonly Token[], from: number): number {
  let parens = 0;
  for (let at = from + 1; at < tokens.length; at++) {
    const key = tokens[at]?.key;
    if (key === "(") parens++;
    else if (key === ")") parens--;
    else if (parens === 0 && key === ";") return at;
    else if (parens === 0 && (key === "IS" || key === "AS")) return bodyEnd(tokens, at + 1);
  }
  return tokens.length;
}

/** Where a body ends, with the routines that it declares for itself before its block. */
function bodyEnd(tokens: readonly Token[], from: number): number {
  let depth = 0;
  let opened = false;
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at];
    const isInner = /^(?:PROCEDURE|FUNCTION)$/.test(token?.key ?? "") && isName(tokens[at + 1]);
    if (!token || (isInner && !opened)) {
      at = routineEnd(tokens, at);
      continue;
    }
    const step = blockStep(token, tokens[at - 1]);
    depth += step;
    opened ||= step > 0 || isForeign(token);
    if (opened && depth <= 0 && token.key === ";") return at;
  }
  return tokens.length;
}

/** LANGUAGE C and the like have no block. */
function isForeign({ key }: Token): boolean {
  return key === "EXTERNAL" || key === "LANGUAGE";
}

/** `TYPE name IS RECORD (…)`, `REF CURSOR [RETURN type]`, `TABLE OF type`. */
function readLocalType(reader: TokenReader, reading: Reading): NamedTypeFact | undefined {
  const first = reader.peek();
  if (!isName(first)) return undefined;
  const named = { schema: undefined, name: nameOf(first, reading), package: undefined, at: placeOf(first, reading) };
  const start = reader.position;
  reader.next();
  if (!reader.accept("IS")) return undefined;
  if (reader.accept("RECORD"))
    return { ...named, definition: { kind: "row", columns: readFields(reader.parens() ?? [], reading) } };
  if (reader.accept("REF", "CURSOR")) {
    const returns = reader.accept("RETURN") ? readType(reader, reading) : undefined;
    return { ...named, definition: { kind: "cursor", returns } };
  }
  reader.seek(start);
  return readCreateType(reader, { ...reading, schema: undefined });
}
