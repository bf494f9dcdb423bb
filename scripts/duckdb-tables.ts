import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { SyncedStream } from "../src/app/sync-simulated.ts";

const COLUMNS_SHOWN = 5;
const ROWS_SHOWN = 3;
const CELL = 28;

/** A table named after the stream, with the columns and types that DuckDB reads off its records. */
export async function loadIntoDuckDb(
  connection: DuckDBConnection,
  { name, records }: SyncedStream,
  folder: string,
): Promise<void> {
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  const from =
    records.length === 0
      ? "(SELECT NULL AS nothing WHERE false)"
      : `read_json_auto(${quoted(file, "'")}, format = 'newline_delimited')`;
  await connection.run(`CREATE TABLE ${quoted(name, '"')} AS SELECT * FROM ${from}`);
  rmSync(file);
}

/** Row count, and a sample of the first columns. */
export async function showTable(connection: DuckDBConnection, name: string): Promise<void> {
  const table = quoted(name, '"');
  const count = await connection.runAndReadAll(`SELECT count(*) FROM ${table}`);
  const sample = await connection.runAndReadAll(`SELECT * FROM ${table} LIMIT ${ROWS_SHOWN}`);
  const columns = sample.columnNames();
  const rows = [columns, ...sample.getRowsJson().map((row) => row.map(String))].map((row) =>
    row.slice(0, COLUMNS_SHOWN).map(cell),
  );
  console.log(`\n${name}: ${String(count.getRows()[0]?.[0])} rows, ${columns.length} columns`);
  for (const row of rows) console.log(`  ${row.join("  ")}`);
}

function cell(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return (line.length > CELL ? `${line.slice(0, CELL - 1)}…` : line).padEnd(CELL);
}

function quoted(text: string, mark: string): string {
  return mark + text.replaceAll(mark, mark + mark) + mark;
}
