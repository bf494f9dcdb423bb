import type { Expression, QueryItem } from "../../evidence/database-facts.ts";
import type { DatabaseDialect } from "../../model/dialect.ts";
import { readExpressionOf } from "./read-expression.ts";
import { nameOf, type Reading, wordsOf } from "./reading.ts";
import { isName, type Token } from "./token.ts";
import { splitList } from "./token-reader.ts";

/** The select list. */
export function readItems(tokens: readonly Token[], reading: Reading, depth: number): QueryItem[] {
  return splitList(tokens).map((part) => readItem(part, reading, depth));
}

function readItem(tokens: readonly Token[], reading: Reading, depth: number): QueryItem {
  const { name, expression: rest } = splitName(tokens, reading);
  const expression = readExpressionOf(rest, reading, depth);
  return { name: name ?? ownName(expression, rest, reading), expression };
}

/** `expression AS name`, `expression name`, `name = expression` of Transact-SQL. */
function splitName(
  tokens: readonly Token[],
  reading: Reading,
): { name: string | undefined; expression: readonly Token[] } {
  const [first, second] = tokens;
  const transact = /^(?:sqlserver|sybase)$/.test(reading.syntax.dialect);
  if (transact && (isName(first) || first?.kind === "string") && second?.key === "=" && !first.text.startsWith("@"))
    return { name: nameOf(first, reading), expression: tokens.slice(2) };
  const last = tokens.at(-1);
  const before = tokens.at(-2);
  if (!last || !before || !(isName(last) || last.kind === "string")) return { name: undefined, expression: tokens };
  const name = last.kind === "string" ? last.text : nameOf(last, reading);
  if (before.key === "AS") return { name, expression: tokens.slice(0, -2) };
  const isAlias = last.key !== "END" && last.key !== "NULL" && endsValue(before) && !isClause(tokens);
  return isAlias ? { name, expression: tokens.slice(0, -1) } : { name: undefined, expression: tokens };
}

/** A value may end with this token, so that a name behind it is an alias. */
function endsValue({ kind, key }: Token): boolean {
  if (kind === "symbol") return key === ")" || key === "]" || key === "*" ? key !== "*" : false;
  return (
    kind !== "word" ||
    !/^(?:AND|OR|NOT|IN|IS|LIKE|BETWEEN|THEN|ELSE|WHEN|CASE|COLLATE|DISTINCT|INTERVAL|AT|ZONE|TIME|CURRENT|PRIOR|NEXT|FOR|ALL|ANY|ROW|OVER)$/.test(
      key,
    )
  );
}

/** `x COLLATE y`, `count(*) FILTER (…)`. */
function isClause(tokens: readonly Token[]): boolean {
  return tokens.at(-3)?.key === "::" || tokens.at(-2)?.key === "::";
}

/** The name that a dialect gives an expression which has none. */
function ownName(expression: Expression, tokens: readonly Token[], reading: Reading): string | undefined {
  switch (expression.kind) {
    case "column":
      return expression.name;
    case "star":
      return undefined;
    default:
      return NAMING[reading.syntax.dialect]?.(expression, wordsOf(tokens, reading));
  }
}

type Naming = (expression: Expression, text: string) => string | undefined;

const NAMING: Partial<Record<DatabaseDialect, Naming>> = {
  postgresql: (expression, text) => {
    if (expression.kind === "call") return expression.name.toLowerCase();
    if (expression.kind === "cast")
      return expression.of.kind === "column"
        ? expression.of.name
        : expression.of.kind === "call"
          ? expression.of.name.toLowerCase()
          : expression.type.name.toLowerCase();
    return /^case\b/i.test(text) ? "case" : "?column?";
  },
  mysql: (_, text) => text,
  mariadb: (_, text) => text,
  sqlite: (_, text) => text,
  oracle: (_, text) => text.replace(/\s+/g, "").toUpperCase(),
  firebird: (expression) => (expression.kind === "call" ? expression.name : undefined),
};
