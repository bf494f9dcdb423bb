import type { Expression, QueryFact, QuerySource, RelationFact } from "../../evidence/database-facts.ts";
import { callType } from "./call-types.ts";
import { type Catalog, canonicalType, isNotNull } from "./canonical-type.ts";

/** A column of a result, as far as its query tells. */
export interface ResultColumn {
  readonly name: string;
  readonly native: string;
  readonly type: string;
  readonly nullable: boolean;
}

/** Tables that only the query's own text knows: those of WITH, those that a routine makes. */
type LocalTables = ReadonlyMap<string, readonly ResultColumn[]>;

export const NO_TABLES: LocalTables = new Map();
/** Views of views of views end here. */
const DEEPEST = 16;

interface Scope {
  readonly sources: readonly { readonly name: string; readonly columns: readonly ResultColumn[] | undefined }[];
  readonly catalog: Catalog;
  readonly locals: LocalTables;
  readonly depth: number;
}

/** The columns of a query's result; `undefined` where a `*` stands for columns that nothing tells. */
export function queryColumns(
  query: QueryFact,
  catalog: Catalog,
  locals: LocalTables = NO_TABLES,
  depth = 0,
): ResultColumn[] | undefined {
  if (depth > DEEPEST) return undefined;
  const scope = scopeOf(query, catalog, locals, depth);
  const found: ResultColumn[] = [];
  for (const [index, { name, expression }] of query.items.entries()) {
    if (expression.kind === "star") {
      const columns = starColumns(expression.qualifier, scope);
      if (!columns) return undefined;
      found.push(...columns);
    } else {
      const { type, native, nullable } = typeOf(expression, scope);
      found.push({ name: name ?? `column${index + 1}`, native, type, nullable });
    }
  }
  return found.length === 0 ? undefined : found;
}

function scopeOf(query: QueryFact, catalog: Catalog, locals: LocalTables, depth: number): Scope {
  const own = new Map(locals);
  for (const { name, columns, query: inner } of query.with) {
    const told = queryColumns(inner, catalog, own, depth + 1);
    const named = told?.map((column, at) => ({ ...column, name: columns[at] ?? column.name }));
    if (named) own.set(name.toLowerCase(), named);
  }
  const sources = query.sources.map((source) => ({
    name: (source.alias ?? source.table?.name ?? "").toLowerCase(),
    columns: columnsOf(source, catalog, own, depth),
  }));
  return { sources, catalog, locals: own, depth };
}

function columnsOf(
  source: QuerySource,
  catalog: Catalog,
  locals: LocalTables,
  depth: number,
): readonly ResultColumn[] | undefined {
  const found = source.query
    ? queryColumns(source.query, catalog, locals, depth + 1)
    : source.table && !source.function
      ? (locals.get(source.table.name.toLowerCase()) ??
        relationColumns(catalog.relation(source.table), catalog, depth + 1))
      : undefined;
  return source.optional ? found?.map((column) => ({ ...column, nullable: true })) : found;
}

/** Of a table as declared, of a view from its query. */
export function relationColumns(
  relation: RelationFact | undefined,
  catalog: Catalog,
  depth = 0,
): ResultColumn[] | undefined {
  if (!relation || depth > DEEPEST) return undefined;
  const declared = relation.columns.map((column) => ({
    name: column.name,
    native: column.type.native,
    type: canonicalType(column.type, catalog),
    nullable: !isNotNull(column, catalog),
  }));
  if (!relation.query) return declared;
  const told = queryColumns(relation.query, catalog, NO_TABLES, depth);
  if (declared.length === 0) return told;
  // A view may name its columns; their types are the query's, unless a live catalog told them.
  return declared.map((column, at) => {
    const said = told?.[at];
    if (column.native !== "") return { ...column, nullable: said?.nullable ?? true };
    return { ...column, ...(said ? { ...said, name: column.name } : { type: "opaque" }) };
  });
}

function starColumns(qualifier: string | undefined, { sources }: Scope): ResultColumn[] | undefined {
  const wanted = qualifier === undefined ? sources : sources.filter(({ name }) => name === qualifier.toLowerCase());
  if (wanted.length === 0 || wanted.some(({ columns }) => columns === undefined)) return undefined;
  return wanted.flatMap(({ columns }) => columns ?? []);
}

type Typed = Omit<ResultColumn, "name">;
const UNKNOWN: Typed = { native: "", type: "opaque", nullable: true };

function typeOf(expression: Expression, scope: Scope): Typed {
  const { catalog, depth } = scope;
  switch (expression.kind) {
    case "column":
      return columnType(expression, scope);
    case "cast":
      return { native: expression.type.native, type: canonicalType(expression.type, catalog), nullable: true };
    case "call": {
      const given = expression.arguments.map((one) => typeOf(one, scope).type);
      return { ...UNKNOWN, type: callType(expression.name, given, catalog.dialect) };
    }
    case "arithmetic":
      return { ...UNKNOWN, type: arithmeticType(expression, scope) };
    case "query": {
      const [only] = queryColumns(expression.query, catalog, scope.locals, depth + 1) ?? [];
      return only ? { ...only, nullable: true } : UNKNOWN;
    }
    case "string":
      return { ...UNKNOWN, type: "text" };
    case "number":
    case "star":
    case "other":
      return UNKNOWN;
  }
}

function columnType({ qualifier, name }: Extract<Expression, { kind: "column" }>, { sources }: Scope): Typed {
  const among = qualifier === undefined ? sources : sources.filter((source) => source.name === qualifier.toLowerCase());
  for (const { columns } of among) {
    const found = columns?.find((column) => column.name.toLowerCase() === name.toLowerCase());
    if (found) return found;
  }
  return UNKNOWN;
}

/** Times apart make an interval; numbers of one type keep it, exact ones lose their bounds. */
function arithmeticType({ sides, operators }: Extract<Expression, { kind: "arithmetic" }>, scope: Scope): string {
  const types = sides.map((side) => typeOf(side, scope).type);
  const [first = "opaque", second = "opaque"] = types;
  // Two bars are OR in MySQL, and an expression of SQLite has no type.
  if (operators.includes("||")) return /^(?:mysql|mariadb|sqlite)$/.test(scope.catalog.dialect) ? "opaque" : "text";
  if (operators.every((one) => one === "+") && types.some((type) => /^(?:text|char)/.test(type))) return "text";
  if (operators.length === 1 && operators[0] === "-" && /^timestamp/.test(first) && /^(?:timestamp|date)/.test(second))
    return "interval";
  if (types.every((type) => type === first) && /^(?:float64|int64|decimal)$/.test(first)) return first;
  return "opaque";
}
