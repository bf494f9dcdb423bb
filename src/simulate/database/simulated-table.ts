import { writeCursor } from "../../model/cursor-format.ts";
import type { Column, TableAccess } from "../../model/database.ts";
import { valueText } from "../../model/field-path.ts";
import type { Stream } from "../../model/stream.ts";
import type { SimulatedRecord } from "../simulated-source.ts";
import { type ColumnValue, columnValue, fractionOf, keyValue, momentOf } from "./column-value.ts";
import type { SqlDialect } from "./sql-dialect.ts";

/** A table with its rows, as the source holds them. */
export interface SimulatedTable {
  /** Makes the table, empty. */
  readonly create: readonly string[];
  /** Its name in SQL, and its schema's as it is; `""`: none. */
  readonly name: string;
  readonly schema: string;
  records(): readonly SimulatedRecord[];
  /** A text of a row in the middle that no other row and no other table has; undefined: there is none. */
  mark(): string | undefined;
  /** Statements that put so many rows behind the others. */
  add(count: number): readonly string[];
  /** One row that changes, the given number that come late, and others; with the records that come of it. */
  advance(
    count: number,
    late: number,
  ): { readonly run: readonly string[]; readonly records: readonly SimulatedRecord[] };
  clear(): readonly string[];
}

interface Row {
  /** Its place in the order in which rows came, which the cursor follows. */
  readonly at: number;
  readonly values: ReadonlyMap<string, ColumnValue>;
}

export function createTable(stream: Stream, access: TableAccess, dialect: SqlDialect, schema: string): SimulatedTable {
  const keys = access.chunkBy ?? stream.primaryKey.map((path) => path.join("."));
  const cursor = cursorColumn(stream, access);
  const name = [schema, access.table]
    .filter((part) => part !== "")
    .map(dialect.quote)
    .join(".");
  let rows: Row[] = [];
  const make = (at: number, cursorAt: number, edge = at): Row => ({
    at,
    values: new Map(
      access.columns.map((column) => {
        if (column === cursor) return [column.name, cursorValue(stream, column, { at: cursorAt, dialect })];
        const place = keys.indexOf(column.name);
        if (place >= 0) return [column.name, keyValue(column, keyIndex(at, place, keys.length), dialect)];
        return [column.name, columnValue(column, edge, dialect)];
      }),
    ),
  });
  const insert = ({ values }: Row) =>
    `INSERT INTO ${name} VALUES (${access.columns.map((column) => values.get(column.name)?.sql ?? "NULL").join(", ")})`;
  const record = ({ values }: Row): SimulatedRecord =>
    Object.fromEntries(
      access.columns.map((column) => [column.field ?? column.name, values.get(column.name)?.json ?? null]),
    );
  return {
    name,
    schema,
    create: [`CREATE TABLE ${name} (${definition(access, keys, dialect)})`],
    records: () => rows.map(record),
    mark() {
      const middle = rows[rows.length >> 1];
      const texts = access.columns.filter(({ type }) => /^(?:text|uuid)/.test(type));
      const found = texts.map((column) => String(middle?.values.get(column.name)?.json ?? ""));
      return found.map((text) => text.split(" ").at(-1) ?? "").find((word) => /^[\w-]{6,}$/.test(word));
    },
    add(count) {
      const more = Array.from({ length: count }, (_, index) => make(rows.length + index, rows.length + index));
      rows = [...rows, ...more];
      return more.map(insert);
    },
    advance(count, late) {
      const next = rows.length;
      const old = rows[0];
      const changed = old && cursor && keys.length > 0 ? make(old.at, next + 20, old.at + 1) : undefined;
      const fresh = Array.from({ length: count - (changed ? 1 : 0) }, (_, index) =>
        make(next + index, index < late ? newest(rows) : next + 10 + index),
      );
      const removed = changed ? [`DELETE FROM ${name} WHERE ${sameKey(changed, keys, dialect)}`] : [];
      const put = [...(changed ? [changed] : []), ...fresh];
      rows = [...(changed ? rows.slice(1) : rows), ...put];
      return { run: [...removed, ...put.map(insert)], records: put.map(record) };
    },
    clear() {
      rows = [];
      return [`DELETE FROM ${name}`];
    },
  };
}

/** The cursor's place that is the highest so far. */
const newest = (rows: readonly Row[]): number => Math.max(0, ...rows.map(({ at }) => at));

/** In a key of several columns, the first ones repeat. */
const keyIndex = (at: number, place: number, of: number): number => (place < of - 1 ? at >> 2 : at);

function sameKey({ values }: Row, keys: readonly string[], dialect: SqlDialect): string {
  return keys.map((key) => `${dialect.quote(key)} = ${values.get(key)?.sql ?? "NULL"}`).join(" AND ");
}

function cursorColumn({ incremental }: Stream, { columns }: TableAccess): Column | undefined {
  const field = incremental?.cursorField.join(".");
  return columns.find((column) => (column.field ?? column.name) === field);
}

function cursorValue(
  { incremental }: Stream,
  column: Column,
  { at, dialect }: { readonly at: number; readonly dialect: SqlDialect },
): ColumnValue {
  if (column.nullable && at === 3) return { sql: "NULL", json: null };
  const kind = incremental?.format.kind;
  if (kind === "integer") return { sql: String(at + 1), json: at + 1 };
  if (kind === "epoch-seconds" || kind === "epoch-milliseconds") {
    const value = writeCursor({ kind }, momentOf(at));
    return { sql: String(value), json: value };
  }
  if (incremental && /^(?:text|char)/.test(column.type)) {
    const written = valueText(writeCursor(incremental.format, momentOf(at)));
    return { sql: dialect.text(written), json: written };
  }
  if (column.type === "date") return keyValue(column, at - (at % 2), dialect);
  const text = new Date(momentOf(at)).toISOString();
  const [day, clock] = [text.slice(0, 10), text.slice(11, 19)];
  const zone = column.type.startsWith("timestamptz") && dialect.kind === "postgresql" ? "+00" : "";
  return {
    sql: dialect.text(`${day} ${clock}${zone}`),
    json: `${day}T${clock}${fractionOf(column.type, 1, dialect)}+00:00`,
  };
}

function definition({ columns }: TableAccess, keys: readonly string[], dialect: SqlDialect): string {
  const declared = columns.map((column) =>
    [dialect.quote(column.name), dialect.typeOf(column), column.nullable ? "" : "NOT NULL"]
      .filter((part) => part)
      .join(" "),
  );
  const indexed = keys.map(dialect.quote);
  return [...declared, ...(keys.length > 0 ? [`PRIMARY KEY (${indexed.join(", ")})`] : [])].join(", ");
}
