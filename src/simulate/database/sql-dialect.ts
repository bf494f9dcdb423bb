import type { Column } from "../../model/database.ts";

/** How a simulated database is written in SQL. */
export interface SqlDialect {
  readonly kind: "sqlite" | "postgresql" | "mysql";
  /** A name, whatever it holds. */
  quote(name: string): string;
  /** The type of a column; values of it hold what the model says. */
  typeOf(column: Column): string;
  text(value: string): string;
  bytes(hex: string): string;
  bool(value: boolean): string;
  /** Statements that make a schema, and let the reader see its tables. */
  schema(name: string): readonly string[];
  /** Statements by which a table can't be read any more. */
  forbid(table: string): readonly string[];
}

const double = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const single = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** SQLite takes any declared type; its words decide how values are kept. */
export const sqlite: SqlDialect = {
  kind: "sqlite",
  quote: double,
  typeOf: ({ native }) => (/^[\w ]+(?:\([\d, ]*\))?$/.test(native) ? native : ""),
  text: single,
  bytes: (hex) => `x'${hex}'`,
  bool: (value) => (value ? "1" : "0"),
  schema: () => [],
  // Files know no permissions: the table is gone.
  forbid: (table) => [`ALTER TABLE ${table} RENAME TO "moved away"`],
};

export const READER = "reader";

export const postgresql: SqlDialect = {
  kind: "postgresql",
  quote: double,
  typeOf: ({ type }) => postgresType(type),
  text: single,
  bytes: (hex) => `'\\x${hex}'`,
  bool: (value) => String(value),
  schema: (name) => [
    `CREATE SCHEMA IF NOT EXISTS ${double(name)}`,
    `GRANT USAGE ON SCHEMA ${double(name)} TO ${READER}`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA ${double(name)} GRANT SELECT ON TABLES TO ${READER}`,
  ],
  forbid: (table) => [`REVOKE SELECT ON ${table} FROM ${READER}`],
};

const POSTGRES: Readonly<Record<string, string>> = {
  bool: "boolean",
  int8: "smallint",
  int16: "smallint",
  int24: "integer",
  int32: "integer",
  int64: "bigint",
  uint8: "smallint",
  uint16: "integer",
  uint24: "integer",
  uint32: "bigint",
  uint64: "numeric(20)",
  decimal: "numeric",
  decfloat: "numeric",
  float32: "real",
  float64: "double precision",
  char: "char",
  bytes: "bytea",
  date: "date",
  time: "time",
  timetz: "timetz",
  timestamp: "timestamp",
  timestamptz: "timestamptz",
  interval: "interval",
  uuid: "uuid",
  json: "jsonb",
  xml: "xml",
  bits: "varbit",
};

const SIZED = new Set(["decimal", "char", "time", "timetz", "timestamp", "timestamptz", "bits"]);

function postgresType(type: string): string {
  const inner = /^array<(.*)>$/s.exec(type)?.[1];
  if (inner !== undefined) return `${postgresType(inner)}[]`;
  const [, family = "", size = ""] = /^([a-z_]+\d*)(\([\d,]+\))?/.exec(type) ?? [];
  const made = POSTGRES[family] ?? "text";
  return SIZED.has(family) ? made + size : made;
}

const back = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

export const mysql: SqlDialect = {
  kind: "mysql",
  quote: back,
  typeOf: ({ type, nullable }) => {
    const made = mysqlType(type);
    // Otherwise the first of a table changes by itself.
    if (!type.startsWith("timestamptz")) return made;
    return nullable ? `${made} NULL` : `${made} DEFAULT '2025-01-01 00:00:00'`;
  },
  text: (value) => `'${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`,
  bytes: (hex) => (hex === "" ? "''" : `x'${hex}'`),
  bool: (value) => (value ? "1" : "0"),
  schema: () => [],
  forbid: (table) => [`RENAME TABLE ${table} TO moved_away`],
};

const MYSQL: Readonly<Record<string, string>> = {
  bool: "tinyint(1)",
  int8: "tinyint",
  int16: "smallint",
  int24: "mediumint",
  int32: "int",
  int64: "bigint",
  uint8: "tinyint unsigned",
  uint16: "smallint unsigned",
  uint24: "mediumint unsigned",
  uint32: "int unsigned",
  uint64: "bigint unsigned",
  decimal: "decimal",
  decfloat: "decimal(38,10)",
  float32: "float",
  float64: "double",
  text: "varchar(200)",
  char: "char",
  bytes: "varbinary(200)",
  geometry: "varbinary(200)",
  date: "date",
  time: "time",
  timestamp: "datetime",
  timestamptz: "timestamp",
  json: "json",
  bits: "bit",
};

function mysqlType(type: string): string {
  const choices = /^(enum|set)\((.*)\)$/s.exec(type);
  if (choices) return `${choices[1]}(${(choices[2] ?? "").split("|").map(single).join(",")})`;
  const [, family = "", size = ""] = /^([a-z_]+\d*)(\([\d,]+\))?/.exec(type) ?? [];
  const made = MYSQL[family] ?? "varchar(200)";
  const isSized = ["decimal", "char", "time", "timestamp", "timestamptz", "bits"].includes(family);
  return isSized ? made + size : made;
}
