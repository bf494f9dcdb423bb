import type { Column as TableColumn } from "../../../../model/database.ts";
import type { TableOf } from "../../../table-of.ts";
import type { Column, Columns } from "../../plan.ts";
import { columnsOf } from "../columns.ts";

/** The most digits that a warehouse's decimals have everywhere. */
const MOST_DIGITS = 38;

/**
 * The columns of a table's own table, as exact as they are there. What has no type of its own in a warehouse is written
 * as a record has it. `exact`: whether the database keeps what a column's type says.
 */
export function tableColumns(stream: TableOf, exact: boolean): Columns {
  const types = new Map(stream.access.columns.map((column) => [column.field ?? column.name, column]));
  return Object.fromEntries(
    Object.entries(columnsOf(stream)).map(([field, column]) => {
      const own = types.get(field);
      const { "x-several-types": several, ...rest } = column;
      const made = own && ownType(own, exact);
      return [field, made ? { ...rest, ...made } : { ...rest, ...(several && { "x-several-types": several }) }];
    }),
  );
}

function ownType({ type }: TableColumn, exact: boolean): (Partial<Column> & Pick<Column, "data_type">) | undefined {
  const [family = ""] = /^[a-z_]+\d*/.exec(type) ?? [];
  switch (family) {
    case "decimal":
      return exact ? decimal(type) : undefined;
    case "uint64":
      return { data_type: "decimal", precision: 20, scale: 0, "x-whole": true };
    case "bytes":
    case "rowversion":
      return { data_type: "binary" };
    case "json":
    case "map":
    case "array":
    case "set":
      return { data_type: "json" };
    case "timestamp":
      return { data_type: "timestamp", timezone: false };
    default:
      return undefined;
  }
}

/** Without a size, or with more digits than warehouses have, it stays a text. */
function decimal(type: string): Pick<Column, "data_type" | "precision" | "scale"> | undefined {
  const [, digits, fraction = "0"] = /^decimal\((\d+)(?:,(\d+))?\)$/.exec(type) ?? [];
  const [precision, scale] = [Number(digits), Number(fraction)];
  if (digits === undefined || precision > MOST_DIGITS || scale > precision) return undefined;
  return { data_type: "decimal", precision, scale };
}
