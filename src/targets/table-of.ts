import type { Column, TableAccess } from "../model/database.ts";
import type { Stream } from "../model/stream.ts";
import type { Loss } from "./target.ts";

/** A table's stream; procedures are refused by capability. */
export type TableOf = Stream & { readonly access: TableAccess };

/** Errors: a stream that is no table's. */
export function tableOf(stream: Stream): TableOf {
  const { access, name } = stream;
  if (access.kind !== "table") throw new Error(`nothing reads the ${access.kind} stream ${name}`);
  return { ...stream, access };
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

/** A cursor that is no column of its own, such as a transaction's number, can't be read. */
export function cursorLosses(stream: TableOf): Loss[] {
  const { incremental, name } = stream;
  if (!incremental || tracked(stream).incremental) return [];
  return [
    {
      path: `streams.${name}.incremental`,
      lost: `the cursor ${incremental.cursorField.join(".")}, which is no column of the table`,
      instead: "the whole table is read each time",
    },
  ];
}
