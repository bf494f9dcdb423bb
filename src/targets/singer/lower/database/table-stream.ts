import type { Column, DatabaseSource } from "../../../../model/database.ts";
import type { CursorFormat } from "../../../../model/incremental.ts";
import { code } from "../../../../printing/code.ts";
import { tuple } from "../../../../printing/python.ts";
import { dictOf, type Expression, literal, path, plain } from "../../../expression.ts";
import { streamDoc } from "../../../stream-doc.ts";
import type { StreamPlan, TapNames } from "../../plan.ts";
import type { StreamNames } from "../names.ts";
import type { TableOf } from "./table-of.ts";

interface TableContext {
  readonly source: DatabaseSource;
  readonly names: TapNames;
  readonly named: StreamNames;
  readonly streams: readonly TableOf[];
}

/** The stream with its cursor only where that is a column. */
export function tracked(stream: TableOf): TableOf {
  const { incremental, ...rest } = stream;
  return incremental && cursorColumn(stream) ? stream : rest;
}

/** The column that is the cursor. */
export function cursorColumn({ access, incremental }: TableOf): Column | undefined {
  const field = incremental?.cursorField.join(".");
  return access.columns.find((column) => (column.field ?? column.name) === field);
}

export function tableStreamPlan(stream: TableOf, context: TableContext): StreamPlan {
  const { names, named } = context;
  return {
    className: named.get(stream.name)?.className ?? "",
    bases: [...(stream.incremental ? ["CursorStream"] : []), names.baseClass],
    doc: streamDoc(stream),
    todos: (stream.notes ?? []).filter((note) => note.open).map((note) => `TODO: ${note.about}: ${note.text}`),
    attributes: [...tableAttributes(stream, context), ...cursorAttributes(stream, context.source)].flatMap(
      ([name, value]) => (value ? [{ name, value, comment: undefined }] : []),
    ),
    properties: [],
    imports: [],
  };
}

type Attribute = readonly [string, Expression | undefined];

function tableAttributes(stream: TableOf, context: TableContext): Attribute[] {
  const { access, primaryKey, name } = stream;
  const { columns, chunkBy = [] } = access;
  const file = context.named.get(name)?.file;
  const renamed = columns.filter(({ field }) => field !== undefined);
  const schema = schemaOf(stream, context);
  return [
    ["name", literal(name)],
    ["schema", file === name ? undefined : plain(code(`StreamSchema(SCHEMAS, key=${JSON.stringify(file)})`))],
    ["table", literal(access.table)],
    ["table_schema", schema === undefined ? undefined : literal(schema)],
    ["columns", dictOf(columns.map((column) => [column.name, literal(typeOf(column, context.source))]))],
    ["fields", renamed.length === 0 ? undefined : dictOf(renamed.map(({ name: of, field }) => [of, literal(field)]))],
    ["primary_keys", primaryKey.length === 0 ? undefined : plain(tuple(primaryKey.map((key) => key.join("."))))],
    ["page_by", chunkBy.length === 0 ? undefined : path(chunkBy)],
  ];
}

function cursorAttributes(stream: TableOf, { dialect }: DatabaseSource): Attribute[] {
  const { incremental, access } = stream;
  const column = cursorColumn(stream);
  if (!incremental || !column) return [];
  const candidate = access.cursors.find((one) => one.column === column.name);
  const holds = HOLDS[incremental.format.kind];
  // What isn't null may still be a zero date there.
  const hasZero = (dialect === "mysql" || dialect === "mariadb") && /^(?:date|timestamp)/.test(column.type);
  const isNullable = column.nullable || candidate?.nullable === true || hasZero;
  return [
    ["replication_key", literal(incremental.cursorField.join("."))],
    ["cursor", literal(column.name)],
    ["cursor_holds", holds === "time" ? undefined : literal(holds)],
    ["cursor_indexed", candidate?.indexed ? literal(true) : undefined],
    ["cursor_nullable", isNullable ? literal(true) : undefined],
  ];
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
export function schemaOf(
  { access }: TableOf,
  { source, streams }: Pick<TableContext, "source" | "streams">,
): string | undefined {
  const { schema } = access;
  if (source.dialect === "sqlite") return schema === "main" ? undefined : schema;
  if (source.dialect !== "mysql" && source.dialect !== "mariadb") return schema;
  // A schema is a database there: where all tables are in one, it is the one that is configured.
  const all = new Set(streams.map((stream) => stream.access.schema));
  return all.size > 1 ? schema : undefined;
}
