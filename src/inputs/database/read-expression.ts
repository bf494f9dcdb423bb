import type { Expression } from "../../evidence/database-facts.ts";
import { readType } from "./read-type.ts";
import { nameOf, type Reading } from "./reading.ts";
import { isName, type Token } from "./token.ts";
import { createReader, splitList } from "./token-reader.ts";

const OTHER: Expression = { kind: "other" };
/** Deeper or longer than this nobody writes. */
const DEEPEST = 40;
const LONGEST = 2000;

/** As much of an expression's shape as tells its name and type. */
export function readExpressionOf(tokens: readonly Token[], reading: Reading, depth = 0): Expression {
  if (depth > DEEPEST || tokens.length === 0 || tokens.length > LONGEST) return OTHER;
  return (
    readCase(tokens, reading, depth) ??
    readArithmetic(tokens, reading, depth) ??
    readCast(tokens, reading, depth) ??
    readPath(tokens, reading) ??
    readCall(tokens, reading, depth) ??
    readNested(tokens, reading, depth) ??
    readLiteral(tokens)
  );
}

function readLiteral(tokens: readonly Token[]): Expression {
  const value = tokens.length === 1 ? tokens[0] : tokens.length === 2 && tokens[0]?.key === "-" ? tokens[1] : undefined;
  if (value?.kind === "number") return { kind: "number" };
  return value?.kind === "string" ? { kind: "string" } : OTHER;
}

/** What stands behind THEN and ELSE of a CASE, as the arguments of a call. */
function readCase(tokens: readonly Token[], reading: Reading, depth: number): Expression | undefined {
  if (tokens[0]?.key !== "CASE" || tokens.at(-1)?.key !== "END") return undefined;
  const results: Expression[] = [];
  let level = 0;
  let start = 0;
  tokens.forEach(({ key }, at) => {
    if (key === "CASE" || key === "(") level++;
    if (level === 1 && start > 0 && /^(?:WHEN|ELSE|END)$/.test(key)) {
      results.push(readExpressionOf(tokens.slice(start, at), reading, depth + 1));
      start = 0;
    }
    if (level === 1 && /^(?:THEN|ELSE)$/.test(key)) start = at + 1;
    if (key === "END" || key === ")") level--;
  });
  return { kind: "call", name: "CASE", arguments: results };
}

/** `a`, `t.a`, `*`, `t.*`. */
function readPath(tokens: readonly Token[], reading: Reading): Expression | undefined {
  const names = tokens.filter((_, at) => at % 2 === 0);
  const dots = tokens.filter((_, at) => at % 2 === 1);
  const last = names.at(-1);
  if (!last || tokens.length % 2 === 0 || !dots.every(({ key }) => key === ".")) return undefined;
  const owner = names.at(-2);
  const qualifier = owner && nameOf(owner, reading);
  if (!names.slice(0, -1).every(isName)) return undefined;
  if (last.key === "*") return { kind: "star", qualifier };
  if (!isName(last) || /^(?:NULL|TRUE|FALSE|CURRENT_TIMESTAMP|CURRENT_DATE|SYSDATE)$/.test(last.key)) return undefined;
  return { kind: "column", qualifier, name: nameOf(last, reading) };
}

/** `value::type`, `CAST(value AS type)`, `CONVERT(type, value)`. */
function readCast(tokens: readonly Token[], reading: Reading, depth: number): Expression | undefined {
  const at = tokens.findLastIndex(({ key }, index) => key === "::" && isOutside(tokens, index));
  if (at > 0) {
    const type = readType(createReader(tokens.slice(at + 1)), reading);
    return { kind: "cast", type, of: readExpressionOf(tokens.slice(0, at), reading, depth + 1) };
  }
  const word = tokens[0]?.key ?? "";
  if (!/^(?:CAST|TRY_CAST|CONVERT|TRY_CONVERT)$/.test(word) || tokens[1]?.key !== "(" || tokens.at(-1)?.key !== ")")
    return undefined;
  const inside = tokens.slice(2, -1);
  const as = inside.findLastIndex(({ key }, index) => key === "AS" && isOutside(inside, index));
  if (as > 0) {
    const type = readType(createReader(inside.slice(as + 1)), reading);
    return { kind: "cast", type, of: readExpressionOf(inside.slice(0, as), reading, depth + 1) };
  }
  const [type, value] = splitList(inside);
  if (!type || !value || !/CONVERT$/.test(word)) return undefined;
  return { kind: "cast", type: readType(createReader(type), reading), of: readExpressionOf(value, reading, depth + 1) };
}

/** `name(…)`, with OVER, FILTER and WITHIN GROUP behind it passed over. */
function readCall(tokens: readonly Token[], reading: Reading, depth: number): Expression | undefined {
  const open = tokens.findIndex(({ key }) => key === "(");
  const name = tokens[open - 1];
  if (
    !isName(name) ||
    open > 6 ||
    !tokens.slice(0, open).every((token, at) => (at % 2 === 0 ? isName(token) : token.key === "."))
  )
    return undefined;
  const reader = createReader(tokens, open);
  const inside = reader.parens() ?? [];
  while (!reader.done) {
    if (!/^(?:OVER|FILTER|WITHIN|GROUP|KEEP|\()$/.test(reader.peek()?.key ?? "")) return undefined;
    reader.skip();
  }
  const members = splitList(inside).map((part) => {
    const [first] = part;
    const told = first?.key === "DISTINCT" || first?.key === "ALL" ? part.slice(1) : part;
    const from = told.findIndex(({ key }, at) => key === "FROM" && isOutside(told, at));
    return readExpressionOf(from > 0 ? told.slice(from + 1) : told, reading, depth + 1);
  });
  return { kind: "call", name: name.text.toUpperCase(), arguments: members };
}

function readNested(tokens: readonly Token[], reading: Reading, depth: number): Expression | undefined {
  if (tokens[0]?.key !== "(") return undefined;
  const reader = createReader(tokens);
  const inside = reader.parens();
  if (!inside || !reader.done) return undefined;
  if (inside[0]?.key !== "SELECT" && inside[0]?.key !== "WITH") return readExpressionOf(inside, reading, depth + 1);
  const query = reading.readQuery(createReader(inside), reading, depth + 1);
  return query ? { kind: "query", query } : OTHER;
}

const OPERATORS = new Set(["+", "-", "*", "/", "%", "||"]);

function readArithmetic(tokens: readonly Token[], reading: Reading, depth: number): Expression | undefined {
  const sides: Token[][] = [[]];
  const operators: string[] = [];
  let level = 0;
  for (const token of tokens) {
    if (token.key === "(") level++;
    else if (token.key === ")") level--;
    const side = sides.at(-1) ?? [];
    if (level === 0 && OPERATORS.has(token.key) && side.length > 0 && side.at(-1)?.key !== ".") {
      operators.push(token.key);
      sides.push([]);
    } else side.push(token);
  }
  if (operators.length === 0 || sides.some((side) => side.length === 0)) return undefined;
  return { kind: "arithmetic", sides: sides.map((side) => readExpressionOf(side, reading, depth + 1)), operators };
}

function isOutside(tokens: readonly Token[], at: number): boolean {
  let level = 0;
  for (let index = 0; index < at; index++) {
    if (tokens[index]?.key === "(") level++;
    else if (tokens[index]?.key === ")") level--;
  }
  return level === 0;
}
