import type { DatabaseDialect } from "../../model/dialect.ts";

type CallRule = (given: readonly string[], dialect: DatabaseDialect) => string;

const firstOf: CallRule = ([first = "opaque"]) => first;
/** The first that is known. */
const anyOf: CallRule = (given) => given.find((type) => type !== "opaque") ?? "opaque";
const text: CallRule = () => "text";

/** One of several results: all that are known have to agree. */
const oneOf: CallRule = (given) => {
  const known = new Set(
    given.filter((type) => type !== "opaque").map((type) => type.replace(/^(?:text|char)\(\d+\)$/, "text")),
  );
  const [only] = known;
  return known.size === 1 && only !== undefined ? only : "opaque";
};
const position: CallRule = (_, dialect) => (dialect === "oracle" ? "decimal" : "int64");

const CALLS: Readonly<Record<string, CallRule>> = {
  COUNT: (_, dialect) => COUNTS[dialect] ?? "int64",
  SUM: ([type = "opaque"], dialect) => SUMS[dialect]?.(type, decimalOf(type)) ?? type,
  AVG: ([type = "opaque"], dialect) => averageType(type, dialect),
  MIN: firstOf,
  MAX: firstOf,
  COALESCE: anyOf,
  NVL: anyOf,
  IFNULL: anyOf,
  ISNULL: anyOf,
  EXTRACT: (_, dialect) => ({ firebird: "int16", postgresql: "decimal" })[dialect as string] ?? "opaque",
  GREATEST: anyOf,
  LEAST: anyOf,
  ABS: firstOf,
  CASE: oneOf,
  IF: ([, ...given], dialect) => oneOf(given, dialect),
  IIF: ([, ...given], dialect) => oneOf(given, dialect),
  ROW_NUMBER: position,
  RANK: position,
  DENSE_RANK: position,
  DATE_TRUNC: ([, type = "opaque"]) => (type === "date" ? "timestamptz(6)" : type),
  DATE: (_, dialect) => (/^(?:mysql|mariadb|postgresql|db2)$/.test(dialect) ? "date" : "opaque"),
  TO_CHAR: text,
  INITCAP: text,
  UPPER: text,
  LOWER: text,
  TRIM: text,
  CONCAT: text,
  CONCAT_WS: text,
  SUBSTR: text,
  SUBSTRING: text,
  REPLACE: text,
  STRING_AGG: text,
  GROUP_CONCAT: text,
  LISTAGG: text,
  NOW: (_, dialect) => (dialect === "postgresql" ? "timestamptz(6)" : "timestamp"),
};

/** What a function gives, from what it is given; `opaque` where only the database knows. */
export function callType(name: string, given: readonly string[], dialect: DatabaseDialect): string {
  // An expression of SQLite has no type at all.
  if (dialect === "sqlite" || !Object.hasOwn(CALLS, name)) return "opaque";
  return CALLS[name]?.(given, dialect) ?? "opaque";
}

const COUNTS: Partial<Record<DatabaseDialect, string>> = {
  oracle: "decimal",
  sqlserver: "int32",
  sybase: "int32",
  db2: "int32",
};

interface Decimal {
  readonly precision: number;
  readonly scale: number;
}

function decimalOf(type: string): Decimal | undefined {
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(type) ?? [];
  return precision === undefined ? undefined : { precision: Number(precision), scale: Number(scale) };
}

type SumRule = (type: string, decimal: Decimal | undefined) => string;

const sumOfPostgresql: SumRule = (type) => {
  if (type === "int16" || type === "int32") return "int64";
  return type === "int64" || type.startsWith("decimal") ? "decimal" : type;
};
const sumOfMysql: SumRule = (type, decimal) => {
  if (decimal) return `decimal(${Math.min(65, decimal.precision + 22)},${decimal.scale})`;
  return /^u?int\d/.test(type) ? `decimal(${type.endsWith("64") ? 41 : 32},0)` : "float64";
};
const sumOfFirebird: SumRule = (type, decimal) => {
  if (decimal) return `decimal(18,${decimal.scale})`;
  return type.startsWith("int") ? "int64" : type;
};
const widest: SumRule = (type, decimal) => (decimal ? `decimal(38,${decimal.scale})` : type);

/** Sums are wider than what is summed, each database by its own rule. */
const SUMS: Partial<Record<DatabaseDialect, SumRule>> = {
  postgresql: sumOfPostgresql,
  mysql: sumOfMysql,
  mariadb: sumOfMysql,
  firebird: sumOfFirebird,
  sqlserver: widest,
  sybase: widest,
  db2: widest,
  informix: widest,
  oracle: () => "decimal",
};

function averageType(type: string, dialect: DatabaseDialect): string {
  const decimal = decimalOf(type);
  if (dialect === "postgresql") return type.startsWith("float") ? "float64" : type === "interval" ? type : "decimal";
  if (/^(?:mysql|mariadb)$/.test(dialect) && decimal) return `decimal(${decimal.precision + 4},${decimal.scale + 4})`;
  return dialect === "oracle" ? "decimal" : "opaque";
}
