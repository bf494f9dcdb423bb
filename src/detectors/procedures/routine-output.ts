import type {
  ActionFact,
  ColumnFact,
  DatabaseFacts,
  QueryFact,
  RoutineFact,
  TypeFact,
} from "../../evidence/database-facts.ts";
import type { Column, ProcedureAccess } from "../../model/database.ts";
import { type Catalog, canonicalType } from "../tables/canonical-type.ts";
import { queryColumns, type ResultColumn, relationColumns } from "../tables/query-columns.ts";
import type { Effects } from "./routine-effects.ts";
import { asColumn, declaredColumns, rowColumns } from "./row-columns.ts";

/** How the rows of a report come, and what columns they have. */
export interface RoutineOutput {
  readonly output: ProcedureAccess["output"];
  readonly call: ProcedureAccess["call"];
  readonly results: ProcedureAccess["results"];
  readonly because: string;
}

interface Routine {
  readonly routine: RoutineFact;
  readonly catalog: Catalog;
  readonly effects: Effects;
  readonly facts: DatabaseFacts;
}

/** `undefined` where a routine gives no rows: it returns one value, or nothing. */
export function routineOutput(given: Routine): RoutineOutput | undefined {
  return (
    cursorOutput(given) ??
    rowsOutput(given) ??
    resultSetsOutput(given) ??
    textOutput(given) ??
    printedOutput(given) ??
    workTableOutput(given)
  );
}

function isCursor(type: TypeFact, catalog: Catalog): boolean {
  return canonicalType(type, catalog) === "refcursor";
}

/** OUT parameters that are cursors, or a function whose value is one. */
function cursorOutput({ routine, catalog }: Routine): RoutineOutput | undefined {
  const out = routine.parameters.filter(({ mode, type }) => mode !== "in" && isCursor(type, catalog));
  const opened = openedCursors(routine);
  if (out.length > 0) {
    const results = out.map(({ name, type }) => {
      const own = opened.filter(({ cursor }) => cursor.toLowerCase() === name.toLowerCase());
      return {
        name,
        columns:
          cursorColumns(
            type,
            own.map(({ query }) => query),
            routine,
            catalog,
          ) ?? [],
      };
    });
    return {
      output: "ref-cursor",
      call: routine.kind,
      results: results.every(({ columns }) => columns.length > 0) ? results : [],
      because: "a parameter gives back a cursor",
    };
  }
  const value =
    routine.returns?.kind === "value" || routine.returns?.kind === "set-of" ? routine.returns.type : undefined;
  if (!value || !isCursor(value, catalog)) return undefined;
  const queries = opened.map(({ query }) => query);
  const because = "its value is a cursor";
  if (routine.returns?.kind === "set-of") {
    const all = queries.map((query) => cursorColumns(value, [query], routine, catalog));
    const results = all.every((columns) => columns !== undefined)
      ? all.map((columns) => ({ columns: columns ?? [] }))
      : [];
    return { output: "ref-cursor", call: routine.kind, results, because };
  }
  const columns = cursorColumns(value, queries, routine, catalog);
  return { output: "ref-cursor", call: routine.kind, results: columns ? [{ columns }] : [], because };
}

/** With the query of their declaration, where they have none of their own. */
function openedCursors(routine: RoutineFact): { readonly cursor: string; readonly query: QueryFact | undefined }[] {
  const declared = new Map(actionsOf(routine, "declare").map(({ cursor, query }) => [cursor.toLowerCase(), query]));
  return actionsOf(routine, "open").map(({ cursor, query }) => ({
    cursor,
    query: query ?? declared.get(cursor.toLowerCase()),
  }));
}

/** As the cursor's type declares them, else as its one query tells. */
function cursorColumns(
  type: TypeFact,
  queries: readonly (QueryFact | undefined)[],
  routine: RoutineFact,
  catalog: Catalog,
): Column[] | undefined {
  const named = catalog.type(type.name, type.schema);
  const declared =
    named?.definition.kind === "cursor" && named.definition.returns
      ? rowColumns(named.definition.returns, catalog)
      : undefined;
  if (declared) return declared;
  const told = queries.map((query) => query && columnsOf(query, routine, catalog));
  const [first] = told;
  return first && told.every((one) => one && sameNames(one, first)) ? first : undefined;
}

function sameNames(one: readonly Column[], other: readonly Column[]): boolean {
  return one.map(({ name }) => name).join("\0") === other.map(({ name }) => name).join("\0");
}

/** Selected from: table functions, procedures of Firebird and Informix that give row after row. */
function rowsOutput(given: Routine): RoutineOutput | undefined {
  const { routine, catalog } = given;
  const yields = actionsOf(routine, "yield");
  const made = (columns: readonly Column[] | undefined, because: string): RoutineOutput => ({
    output: "rows",
    call: routine.kind === "procedure" ? "procedure" : "table-function",
    results: columns && columns.length > 0 ? [{ columns }] : [],
    because,
  });
  const { returns } = routine;
  if (returns?.kind === "columns") {
    if (routine.kind === "procedure" && yields.length === 0) return undefined;
    return made(
      namedByYield(declaredColumns(returns.columns, catalog), returns.columns, yields) ?? queryOf(yields, given),
      "it returns columns",
    );
  }
  if (returns?.kind === "set-of")
    return made(setColumns(returns.type, given) ?? queryOf(yields, given), "it returns a set of rows");
  const isTable =
    returns?.kind === "value" && (isCollection(returns.type, catalog) || isRowOfTable(returns.type, catalog));
  if (isTable || (returns && routine.clauses.includes("PIPELINED")))
    return made(rowColumns(returns.type, catalog), "it returns a collection of rows");
  return returns && routine.kind === "procedure" && yields.length > 0
    ? made(
        [
          {
            name: yields[0]?.names[0] || "column1",
            native: returns.type.native,
            type: canonicalType(returns.type, catalog),
            nullable: true,
          },
        ],
        "it gives row after row",
      )
    : undefined;
}

/** Columns without names are called as the variables that fill them. `undefined`: there are none. */
function namedByYield(
  columns: readonly Column[],
  declared: readonly ColumnFact[],
  yields: readonly Extract<ActionFact, { kind: "yield" }>[],
): Column[] | undefined {
  if (columns.length === 0) return undefined;
  const names = yields.find((one) => one.names.length === columns.length)?.names ?? [];
  return columns.map((column, at) =>
    declared[at]?.name === "" && names[at] ? { ...column, name: names[at] ?? column.name } : column,
  );
}

function queryOf(
  yields: readonly Extract<ActionFact, { kind: "yield" }>[],
  { routine, catalog }: Routine,
): Column[] | undefined {
  const query = yields.find((one) => one.query)?.query ?? actionsOf(routine, "query").at(-1)?.query;
  return query && columnsOf(query, routine, catalog);
}

/** Of a table's or composite type, of OUT parameters, or one value called as the function is; `undefined`: the query tells. */
function setColumns(type: TypeFact, { routine, catalog }: Routine): Column[] | undefined {
  const out = routine.parameters.filter(({ mode }) => mode !== "in");
  if (out.length > 0)
    return out.map((one) => ({
      name: one.name,
      native: one.type.native,
      type: canonicalType(one.type, catalog),
      nullable: true,
    }));
  const row = rowColumns(type, catalog);
  if (row) return row;
  if (type.name === "RECORD") return undefined;
  return [{ name: routine.name, native: type.native, type: canonicalType(type, catalog), nullable: true }];
}

/** PostgreSQL selects from a function that gives one row of a table, or of a type of several fields. */
function isRowOfTable(type: TypeFact, catalog: Catalog): boolean {
  if (catalog.dialect !== "postgresql") return false;
  const named = catalog.type(type.name, type.schema);
  if (named) return named.definition.kind === "row";
  return catalog.relation({ name: type.name, schema: type.schema }) !== undefined;
}

function isCollection(type: TypeFact, catalog: Catalog): boolean {
  const named = catalog.type(type.name, type.schema);
  return (
    named?.definition.kind === "collection" &&
    catalog.dialect === "oracle" &&
    rowColumns(type, catalog) !== undefined &&
    named.package === undefined
  );
}

const RETURNS_QUERIES = /^(?:mysql|mariadb|sqlserver|sybase)$/;

/** Queries on their own where a call returns them; cursors that are left open for the caller elsewhere. */
function resultSetsOutput({ routine, catalog, facts }: Routine): RoutineOutput | undefined {
  if (routine.kind !== "procedure" && routine.returns) return undefined;
  const queries = queriesForCaller(routine, catalog);
  if (queries.length === 0) return calledSets(routine, facts);
  const results = queries.map((query) => (query ? columnsOf(query, routine, catalog) : undefined));
  const told = results.every((columns) => columns !== undefined);
  return {
    output: "result-sets",
    call: "procedure",
    results: told ? results.map((columns) => ({ columns: columns ?? [] })) : [],
    because: `it returns ${queries.length === 1 ? "the rows of a query" : `the rows of ${queries.length} queries`}`,
  };
}

/** The branches of an IF that select the same columns are one result; a message is none beside others. */
function ownQueries(routine: RoutineFact): QueryFact[] {
  const found: QueryFact[] = [];
  const all = actionsOf(routine, "query");
  const telling = all.filter(({ query }) => query.sources.length > 0 || !isMessage(query));
  for (const { query, alternative } of telling.length > 0 ? telling : all) {
    const before = found.at(-1);
    if (alternative && before && names(before) === names(query)) continue;
    found.push(query);
  }
  return found;
}

/** Texts alone: `SELECT 'the first day is after the last'`. */
function isMessage({ items }: QueryFact): boolean {
  return items.every(({ expression }) => expression.kind === "string");
}

function names({ items }: QueryFact): string {
  return items
    .map(({ name, expression }) => name ?? expression.kind)
    .join("\0")
    .toLowerCase();
}

function queriesForCaller(routine: RoutineFact, { dialect }: Catalog): (QueryFact | undefined)[] {
  if (RETURNS_QUERIES.test(dialect)) return ownQueries(routine);
  // DBMS_SQL.RETURN_RESULT gives an open cursor to the caller.
  const returns = actionsOf(routine, "call").some((action) => action.routine.name.toUpperCase() === "RETURN_RESULT");
  return returns ? openedCursors(routine).map(({ query }) => query) : openCursors(routine);
}

function openCursors(routine: RoutineFact): (QueryFact | undefined)[] {
  const opened = actionsOf(routine, "open").map(({ cursor }) => cursor.toLowerCase());
  return actionsOf(routine, "declare")
    .filter(({ cursor, forCaller }) => forCaller && opened.includes(cursor.toLowerCase()))
    .map(({ query }) => query);
}

/** What it calls may return rows in its name; which, only a run tells. */
function calledSets(routine: RoutineFact, { routines, dialect }: DatabaseFacts): RoutineOutput | undefined {
  if (!RETURNS_QUERIES.test(dialect)) return undefined;
  const called = actionsOf(routine, "call").filter(({ as }) => as === "statement");
  const giving = called.find((action) =>
    routines.some(
      (one) =>
        one !== routine && one.name.toLowerCase() === action.routine.name.toLowerCase() && ownQueries(one).length > 0,
    ),
  );
  return (
    giving && {
      output: "result-sets",
      call: "procedure",
      results: [],
      because: `it calls ${giving.routine.name}, which returns rows`,
    }
  );
}

/** One long text: a report that the routine writes itself. */
function textOutput({ routine, catalog }: Routine): RoutineOutput | undefined {
  const type = routine.returns?.kind === "value" ? routine.returns.type : undefined;
  if (!type || !/^(?:N?CLOB|DBCLOB|XMLTYPE|XML)$/.test(type.name)) return undefined;
  const columns = [{ name: routine.name, native: type.native, type: canonicalType(type, catalog), nullable: true }];
  return { output: "text", call: "function", results: [{ columns }], because: "it gives one long text" };
}

function printedOutput({ routine, facts }: Routine): RoutineOutput | undefined {
  if (routine.kind !== "procedure" || facts.dialect !== "oracle") return undefined;
  const prints =
    actionsOf(routine, "print").length > 0 ||
    actionsOf(routine, "call").some((action) => printsItself(action.routine.name, routine, facts));
  return prints
    ? { output: "dbms-output", call: "procedure", results: [], because: "it prints its lines with DBMS_OUTPUT" }
    : undefined;
}

function printsItself(name: string, caller: RoutineFact, { routines }: DatabaseFacts): boolean {
  return routines.some(
    (one) => one.package === caller.package && one.name === name && actionsOf(one, "print").length > 0,
  );
}

/** A call that fills a temporary table of the schema, and gives nothing else. */
function workTableOutput({ routine, effects, catalog, facts }: Routine): RoutineOutput | undefined {
  const [table] = effects.filled;
  if (routine.kind !== "procedure" || effects.kind !== "own-temporary-tables" || !table) return undefined;
  const relation = facts.relations.find((one) => one.name === table.name && one.type === "temporary-table");
  const columns = relationColumns(relation, catalog)?.map(asColumn);
  return {
    output: "work-table",
    call: "procedure",
    results: columns ? [{ name: table.name, columns }] : [],
    because: `it fills ${table.name}, which is read next`,
  };
}

function columnsOf(query: QueryFact, routine: RoutineFact, catalog: Catalog): Column[] | undefined {
  const locals = new Map<string, readonly ResultColumn[]>();
  for (const { name, columns, query: filling } of routine.body?.ownTables ?? []) {
    const told =
      columns.length > 0 ? declaredColumns(columns, catalog) : filling && queryColumns(filling, catalog, locals);
    if (told) locals.set(name.toLowerCase(), told);
  }
  return queryColumns(query, catalog, locals)?.map(asColumn);
}

function actionsOf<Kind extends ActionFact["kind"]>(
  routine: RoutineFact,
  kind: Kind,
): Extract<ActionFact, { kind: Kind }>[] {
  return (routine.body?.actions ?? []).filter(
    (action): action is Extract<ActionFact, { kind: Kind }> => action.kind === kind,
  );
}
