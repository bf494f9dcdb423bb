import type { DatabaseDialect } from "../../model/dialect.ts";
import { decimal, float, listed, plain, precise, sized, type TypeRule, type TypeTable } from "./type-rules.ts";

const INTEGERS: TypeTable = {
  SMALLINT: plain("int16"),
  INT: plain("int32"),
  INTEGER: plain("int32"),
  BIGINT: plain("int64"),
};

const TEXTS: TypeTable = {
  CHAR: sized("char", 1),
  CHARACTER: sized("char", 1),
  NCHAR: sized("char", 1),
  "NATIONAL CHAR": sized("char", 1),
  "NATIONAL CHARACTER": sized("char", 1),
  VARCHAR: sized("text"),
  "CHAR VARYING": sized("text"),
  "CHARACTER VARYING": sized("text"),
  "NATIONAL CHARACTER VARYING": sized("text"),
  "NATIONAL CHAR VARYING": sized("text"),
  "NATIONAL VARCHAR": sized("text"),
  NVARCHAR: sized("text"),
  "NCHAR VARYING": sized("text"),
  "CHARACTER LARGE OBJECT": plain("text"),
  CLOB: plain("text"),
  "BINARY LARGE OBJECT": plain("bytes"),
  BLOB: plain("bytes"),
};

const BOOLEANS: TypeTable = { BOOL: plain("bool"), BOOLEAN: plain("bool") };
const SHAPES = "GEOMETRY POINT LINESTRING POLYGON MULTIPOINT MULTILINESTRING MULTIPOLYGON GEOMETRYCOLLECTION GEOGRAPHY";
const geometries = Object.fromEntries(SHAPES.split(" ").map((name) => [name, plain("geometry")]));

const POSTGRESQL: TypeTable = {
  ...INTEGERS,
  ...TEXTS,
  ...BOOLEANS,
  ...geometries,
  INT2: plain("int16"),
  INT4: plain("int32"),
  INT8: plain("int64"),
  SMALLSERIAL: plain("int16"),
  SERIAL2: plain("int16"),
  SERIAL: plain("int32"),
  SERIAL4: plain("int32"),
  BIGSERIAL: plain("int64"),
  SERIAL8: plain("int64"),
  OID: plain("uint32"),
  XID: plain("uint32"),
  NUMERIC: decimal("decimal"),
  DECIMAL: decimal("decimal"),
  REAL: plain("float32"),
  FLOAT4: plain("float32"),
  FLOAT8: plain("float64"),
  FLOAT: float(24, "float64"),
  "DOUBLE PRECISION": plain("float64"),
  MONEY: plain("decimal(19,2)"),
  BPCHAR: sized("char"),
  TEXT: plain("text"),
  CITEXT: plain("text"),
  NAME: plain("text(63)"),
  BYTEA: plain("bytes"),
  DATE: plain("date"),
  TIME: precise("time", 6),
  "TIME WITHOUT TIME ZONE": precise("time", 6),
  "TIME WITH TIME ZONE": precise("timetz", 6),
  TIMETZ: precise("timetz", 6),
  TIMESTAMP: precise("timestamp", 6),
  "TIMESTAMP WITHOUT TIME ZONE": precise("timestamp", 6),
  "TIMESTAMP WITH TIME ZONE": precise("timestamptz", 6),
  TIMESTAMPTZ: precise("timestamptz", 6),
  INTERVAL: plain("interval"),
  UUID: plain("uuid"),
  JSON: plain("json"),
  JSONB: plain("json"),
  XML: plain("xml"),
  HSTORE: plain("map"),
  BIT: sized("bits", 1),
  "BIT VARYING": sized("bits"),
  VARBIT: sized("bits"),
  LINE: plain("geometry"),
  LSEG: plain("geometry"),
  BOX: plain("geometry"),
  PATH: plain("geometry"),
  CIRCLE: plain("geometry"),
  REFCURSOR: plain("refcursor"),
  ...Object.fromEntries(
    "INET CIDR MACADDR MACADDR8 TSVECTOR TSQUERY INT4RANGE INT8RANGE NUMRANGE TSRANGE TSTZRANGE DATERANGE LTREE REGCLASS REGPROC REGTYPE PG_LSN"
      .split(" ")
      .map((name) => [name, plain("text")]),
  ),
};

/** `unsigned` and `zerofill` change what an integer holds. */
const signed =
  (type: string, unsigned: string): TypeRule =>
  (_, words) =>
    /\b(?:UNSIGNED|ZEROFILL)\b/.test(words) ? unsigned : type;

const MYSQL: TypeTable = {
  ...TEXTS,
  ...BOOLEANS,
  ...geometries,
  TINYINT: (args, words) =>
    args[0] === "1" && !/UNSIGNED/.test(words) ? "bool" : signed("int8", "uint8")(args, words),
  SMALLINT: signed("int16", "uint16"),
  MEDIUMINT: signed("int24", "uint32"),
  INT: signed("int32", "uint32"),
  INTEGER: signed("int32", "uint32"),
  INT1: signed("int8", "uint8"),
  INT2: signed("int16", "uint16"),
  INT3: signed("int24", "uint32"),
  INT4: signed("int32", "uint32"),
  INT8: signed("int64", "uint64"),
  BIGINT: signed("int64", "uint64"),
  SERIAL: plain("uint64"),
  DECIMAL: decimal("decimal(10,0)"),
  NUMERIC: decimal("decimal(10,0)"),
  DEC: decimal("decimal(10,0)"),
  FIXED: decimal("decimal(10,0)"),
  FLOAT: (args, words) => (args.length > 1 ? "float32" : float(24, "float32")(args, words)),
  DOUBLE: plain("float64"),
  "DOUBLE PRECISION": plain("float64"),
  REAL: plain("float64"),
  BIT: sized("bits", 1),
  BINARY: sized("bytes", 1),
  VARBINARY: sized("bytes"),
  "CHAR BYTE": sized("bytes", 1),
  TINYTEXT: plain("text"),
  TEXT: plain("text"),
  MEDIUMTEXT: plain("text"),
  LONGTEXT: plain("text"),
  LONG: plain("text"),
  "LONG VARCHAR": plain("text"),
  "LONG VARBINARY": plain("bytes"),
  TINYBLOB: plain("bytes"),
  MEDIUMBLOB: plain("bytes"),
  LONGBLOB: plain("bytes"),
  DATE: plain("date"),
  DATETIME: precise("timestamp", 0),
  TIMESTAMP: precise("timestamptz", 0),
  TIME: precise("time", 0),
  YEAR: plain("int16"),
  ENUM: listed("enum"),
  SET: listed("set"),
  JSON: plain("json"),
  UUID: plain("uuid"),
  SYS_REFCURSOR: plain("refcursor"),
  INET4: plain("text"),
  INET6: plain("text"),
};

const ORACLE: TypeTable = {
  ...TEXTS,
  ...BOOLEANS,
  NUMBER: numberOfOracle,
  INT: plain("decimal(38,0)"),
  INTEGER: plain("decimal(38,0)"),
  SMALLINT: plain("decimal(38,0)"),
  DECIMAL: decimal("decimal(38,0)"),
  NUMERIC: decimal("decimal(38,0)"),
  DEC: decimal("decimal(38,0)"),
  FLOAT: plain("decfloat"),
  REAL: plain("decfloat"),
  "DOUBLE PRECISION": plain("decfloat"),
  BINARY_FLOAT: plain("float32"),
  BINARY_DOUBLE: plain("float64"),
  PLS_INTEGER: plain("int32"),
  BINARY_INTEGER: plain("int32"),
  SIMPLE_INTEGER: plain("int32"),
  NATURAL: plain("int32"),
  POSITIVE: plain("int32"),
  VARCHAR2: sized("text"),
  NVARCHAR2: sized("text"),
  STRING: sized("text"),
  NCLOB: plain("text"),
  LONG: plain("text"),
  "LONG RAW": plain("bytes"),
  RAW: sized("bytes"),
  BFILE: plain("opaque"),
  DATE: plain("timestamp(0)"),
  TIMESTAMP: precise("timestamp", 6),
  "TIMESTAMP WITH TIME ZONE": precise("timestamptz", 6),
  "TIMESTAMP WITH LOCAL TIME ZONE": precise("timestamptz", 6),
  "INTERVAL YEAR": plain("interval_ym"),
  "INTERVAL DAY": plain("interval_ds"),
  ROWID: plain("text"),
  UROWID: plain("text"),
  XMLTYPE: plain("xml"),
  JSON: plain("json"),
  SDO_GEOMETRY: plain("geometry"),
  SYS_REFCURSOR: plain("refcursor"),
};

/** A negative scale rounds before the point; one greater than the precision leaves leading zeros behind it. */
function numberOfOracle([precision, scale]: readonly string[]): string {
  if (precision === undefined || (precision === "*" && scale === undefined)) return "decimal";
  const digits = precision === "*" ? 38 : Number(precision);
  const behind = Number(scale ?? 0);
  if (behind < 0) return `decimal(${digits - behind},0)`;
  return `decimal(${Math.max(digits, behind)},${behind})`;
}

const TRANSACT: TypeTable = {
  ...INTEGERS,
  ...TEXTS,
  BIT: plain("bool"),
  TINYINT: plain("uint8"),
  DECIMAL: decimal("decimal(18,0)"),
  NUMERIC: decimal("decimal(18,0)"),
  DEC: decimal("decimal(18,0)"),
  MONEY: plain("decimal(19,4)"),
  SMALLMONEY: plain("decimal(10,4)"),
  FLOAT: float(24, "float64"),
  REAL: plain("float32"),
  "DOUBLE PRECISION": plain("float64"),
  VARCHAR: sized("text", 1),
  NVARCHAR: sized("text", 1),
  TEXT: plain("text"),
  NTEXT: plain("text"),
  BINARY: sized("bytes", 1),
  VARBINARY: sized("bytes", 1),
  IMAGE: plain("bytes"),
  DATE: plain("date"),
  DATETIME: plain("timestamp(3)"),
  SMALLDATETIME: plain("timestamp(0)"),
  TIMESTAMP: plain("rowversion"),
  SYSNAME: plain("text(128)"),
  CURSOR: plain("refcursor"),
};

const SQLSERVER: TypeTable = {
  ...TRANSACT,
  ...geometries,
  TIME: precise("time", 7),
  DATETIME2: precise("timestamp", 7),
  DATETIMEOFFSET: precise("timestamptz", 7),
  ROWVERSION: plain("rowversion"),
  UNIQUEIDENTIFIER: plain("uuid"),
  XML: plain("xml"),
  JSON: plain("json"),
  SQL_VARIANT: plain("opaque"),
  HIERARCHYID: plain("text"),
};

const SYBASE: TypeTable = {
  ...TRANSACT,
  FLOAT: float(15, "float64"),
  TIME: plain("time(3)"),
  BIGTIME: plain("time(6)"),
  BIGDATETIME: plain("timestamp(6)"),
  UNICHAR: sized("char", 1),
  UNIVARCHAR: sized("text", 1),
  UNITEXT: plain("text"),
  "UNSIGNED TINYINT": plain("uint8"),
  "UNSIGNED SMALLINT": plain("uint16"),
  "UNSIGNED INT": plain("uint32"),
  "UNSIGNED INTEGER": plain("uint32"),
  "UNSIGNED BIGINT": plain("uint64"),
  SYSNAME: plain("text(30)"),
  LONGSYSNAME: plain("text(255)"),
};

/** `FOR BIT DATA`, and the code page that means no translation, make bytes of text. */
const bitData =
  (type: "char" | "text", preset?: number): TypeRule =>
  (args, words) =>
    sized(/FOR BIT DATA|CCSID 65535/.test(words) ? "bytes" : type, preset)(args, words);

const DB2: TypeTable = {
  ...INTEGERS,
  ...TEXTS,
  ...BOOLEANS,
  DECIMAL: decimal("decimal(5,0)"),
  DEC: decimal("decimal(5,0)"),
  NUMERIC: decimal("decimal(5,0)"),
  NUM: decimal("decimal(5,0)"),
  DECFLOAT: plain("decfloat"),
  REAL: plain("float32"),
  DOUBLE: plain("float64"),
  "DOUBLE PRECISION": plain("float64"),
  FLOAT: float(24, "float64"),
  CHAR: bitData("char", 1),
  CHARACTER: bitData("char", 1),
  VARCHAR: bitData("text"),
  "CHAR VARYING": bitData("text"),
  "CHARACTER VARYING": bitData("text"),
  "LONG VARCHAR": bitData("text"),
  GRAPHIC: sized("char", 1),
  VARGRAPHIC: sized("text"),
  "LONG VARGRAPHIC": plain("text"),
  DBCLOB: plain("text"),
  NCLOB: plain("text"),
  BINARY: sized("bytes", 1),
  VARBINARY: sized("bytes"),
  DATE: plain("date"),
  TIME: plain("time(0)"),
  TIMESTAMP: precise("timestamp", 6),
  "TIMESTAMP WITH TIME ZONE": precise("timestamptz", 6),
  XML: plain("xml"),
  ROWID: plain("text"),
};

/** One argument is a precision of a floating number, two make it exact. */
const decimalOfInformix: TypeRule = (args, words) => (args.length > 1 ? decimal("decfloat")(args, words) : "decfloat");

const INFORMIX: TypeTable = {
  ...INTEGERS,
  ...TEXTS,
  ...BOOLEANS,
  INT8: plain("int64"),
  SERIAL: plain("int32"),
  SERIAL8: plain("int64"),
  BIGSERIAL: plain("int64"),
  DECIMAL: decimalOfInformix,
  DEC: decimalOfInformix,
  NUMERIC: decimalOfInformix,
  MONEY: ([precision = "16", scale = "2"]) => `decimal(${Number(precision)},${Number(scale)})`,
  SMALLFLOAT: plain("float32"),
  REAL: plain("float32"),
  FLOAT: plain("float64"),
  "DOUBLE PRECISION": plain("float64"),
  LVARCHAR: sized("text", 2048),
  VARCHAR: sized("text", 1),
  NVARCHAR: sized("text", 1),
  TEXT: plain("text"),
  BYTE: plain("bytes"),
  DATE: plain("date"),
  DATETIME: datetimeOfInformix,
  INTERVAL: (_, words) => (/INTERVAL (?:YEAR|MONTH)/.test(words) ? "interval_ym" : "interval_ds"),
  JSON: plain("json"),
  BSON: plain("json"),
  LIST: plain("array<opaque>"),
  SET: plain("array<opaque>"),
  MULTISET: plain("array<opaque>"),
  ROW: plain("json"),
};

/** The qualifier decides: `YEAR TO DAY` is a date, `HOUR TO SECOND` a time. */
function datetimeOfInformix([digits]: readonly string[], words: string): string {
  const [, from = "YEAR", to = "FRACTION"] = /DATETIME (\w+) TO (\w+)/.exec(words) ?? [];
  const precision = to === "FRACTION" ? Number(digits ?? 3) : 0;
  if (from === "YEAR" && to === "DAY") return "date";
  if (/^(?:HOUR|MINUTE|SECOND)$/.test(from)) return `time(${precision})`;
  return from === "YEAR" && /^(?:HOUR|MINUTE|SECOND|FRACTION)$/.test(to) ? `timestamp(${precision})` : "text";
}

/** Characters of the set OCTETS are bytes. */
const octets =
  (type: "char" | "text", preset?: number): TypeRule =>
  (args, words) =>
    sized(/OCTETS/.test(words) ? "bytes" : type, preset)(args, words);

const FIREBIRD: TypeTable = {
  ...INTEGERS,
  ...TEXTS,
  ...BOOLEANS,
  INT64: plain("int64"),
  INT128: plain("decimal(38,0)"),
  NUMERIC: decimal("decimal(9,0)"),
  DECIMAL: decimal("decimal(9,0)"),
  DECFLOAT: plain("decfloat"),
  FLOAT: float(24, "float32"),
  REAL: plain("float32"),
  "DOUBLE PRECISION": plain("float64"),
  CHAR: octets("char", 1),
  CHARACTER: octets("char", 1),
  VARCHAR: octets("text"),
  "CHAR VARYING": octets("text"),
  "CHARACTER VARYING": octets("text"),
  CSTRING: octets("text"),
  BINARY: sized("bytes", 1),
  VARBINARY: sized("bytes"),
  BLOB: (args, words) => (/SUB_TYPE (?:TEXT|1)\b/.test(words) || args[1] === "1" ? "text" : "bytes"),
  DATE: plain("date"),
  TIME: plain("time(4)"),
  "TIME WITHOUT TIME ZONE": plain("time(4)"),
  "TIME WITH TIME ZONE": plain("timetz(4)"),
  TIMESTAMP: plain("timestamp(4)"),
  "TIMESTAMP WITHOUT TIME ZONE": plain("timestamp(4)"),
  "TIMESTAMP WITH TIME ZONE": plain("timestamptz(4)"),
};

/** Names that people give in SQLite and that say more than its affinities; everything else goes by affinity. */
const SQLITE: TypeTable = {
  ...BOOLEANS,
  DECIMAL: decimal("decimal"),
  NUMERIC: decimal("decimal"),
  NUMBER: decimal("decimal"),
  MONEY: plain("decimal"),
  CURRENCY: plain("decimal"),
  DATE: plain("date"),
  DATETIME: plain("timestamp"),
  TIMESTAMP: plain("timestamp"),
  TIME: plain("time"),
  UUID: plain("uuid"),
  GUID: plain("uuid"),
  JSON: plain("json"),
};

export const TYPE_TABLES: Readonly<Record<DatabaseDialect, TypeTable>> = {
  postgresql: POSTGRESQL,
  mysql: MYSQL,
  mariadb: MYSQL,
  sqlite: SQLITE,
  oracle: ORACLE,
  sqlserver: SQLSERVER,
  sybase: SYBASE,
  db2: DB2,
  informix: INFORMIX,
  firebird: FIREBIRD,
};
