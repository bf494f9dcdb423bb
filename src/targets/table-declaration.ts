import type { Column, DatabaseSource } from "../model/database.ts";
import type { CursorFormat } from "../model/incremental.ts";
import { dictOf, type Expression, literal, path } from "./expression.ts";
import { cursorColumn, type TableOf } from "./table-of.ts";

export interface TableContext {
  readonly source: DatabaseSource;
  readonly streams: readonly TableOf[];
}

type Declared = Readonly<Record<string, Expression | undefined>>;

/** What the support code is told of a table; what equals a default isn't said. */
export function tableDeclaration(stream: TableOf, context: TableContext): Declared {
  const { access } = stream;
  const { columns, chunkBy = [] } = access;
  const renamed = columns.filter(({ field }) => field !== undefined);
  const schema = schemaOf(stream, context);
  return {
    table: literal(access.table),
    table_schema: schema === undefined ? undefined : literal(schema),
    columns: dictOf(columns.map((column) => [column.name, literal(typeOf(column, context.source))])),
    fields: renamed.length === 0 ? undefined : dictOf(renamed.map(({ name: of, field }) => [of, literal(field)])),
    page_by: chunkBy.length === 0 ? undefined : path(chunkBy),
  };
}

/** What it is told of the table's cursor; undefined: there is none. */
export function cursorDeclaration(stream: TableOf, { dialect }: DatabaseSource): Declared | undefined {
  const { incremental, access } = stream;
  const column = cursorColumn(stream);
  if (!incremental || !column) return undefined;
  const candidate = access.cursors.find((one) => one.column === column.name);
  const holds = HOLDS[incremental.format.kind];
  // What isn't null may still be a zero date there.
  const hasZero = (dialect === "mysql" || dialect === "mariadb") && /^(?:date|timestamp)/.test(column.type);
  const isNullable = column.nullable || candidate?.nullable === true || hasZero;
  return {
    column: literal(column.name),
    holds: holds === "time" ? undefined : literal(holds),
    indexed: candidate?.indexed ? literal(true) : undefined,
    nullable: isNullable ? literal(true) : undefined,
  };
}

const HOLDS: Readonly<Record<CursorFormat["kind"], string>> = {
  "date-time": "time",
  date: "time",
  pattern: "time",
  "epoch-seconds": "seconds",
  "epoch-milliseconds": "milliseconds",
  integer: "number",
};

/** The type as far as it decides how a value is written. */
function typeOf({ type, native }: Column, { dialect }: DatabaseSource): string {
  if (dialect === "postgresql" && /^(?:pg_catalog\.)?"?money"?$/i.test(native)) return "money";
  return /^(?:enum|set)\(/.exec(type)?.[0].slice(0, -1) ?? type;
}

/** The schema that the table is asked for in; without one, the connection's own. */
export function schemaOf({ access }: TableOf, { source, streams }: TableContext): string | undefined {
  const { schema } = access;
  if (source.dialect === "sqlite") return schema === "main" ? undefined : schema;
  if (source.dialect !== "mysql" && source.dialect !== "mariadb") return schema;
  // A schema is a database there: where all tables are in one, it is the one that is configured.
  const all = new Set(streams.map((stream) => stream.access.schema));
  return all.size > 1 ? schema : undefined;
}
