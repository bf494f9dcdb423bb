import type { DatabaseDialect } from "../../model/dialect.ts";

/** Words or spelling that one dialect has, or few of them. */
export interface DialectSignal {
  readonly dialects: readonly DatabaseDialect[];
  readonly pattern: RegExp;
  /** How much it tells: 3 no other database would take it, 1 a habit. */
  readonly weight: number;
  readonly says: string;
}

const MY = ["mysql", "mariadb"] as const;
const TRANSACT = ["sqlserver", "sybase"] as const;

const signal = (
  dialects: readonly DatabaseDialect[],
  weight: number,
  pattern: RegExp,
  says: string,
): DialectSignal => ({ dialects, weight, pattern, says });

/** Comments and strings are searched too: many dumps say in a comment what made them. */
export const DIALECT_SIGNALS: readonly DialectSignal[] = [
  // The first line of what was read of a live database: the server itself says it.
  signal(["postgresql"], 100, /^-- Catalog of PostgreSQL \d/, "the server says so"),
  signal(["mysql"], 100, /^-- Catalog of MySQL \d/, "the server says so"),
  signal(["mariadb"], 100, /^-- Catalog of MariaDB \d/, "the server says so"),
  signal(
    ["postgresql"],
    4,
    /^-- PostgreSQL database dump|^-- Dumped by pg_dump|\bpg_catalog\./m,
    "it was made by pg_dump",
  ),
  signal(["postgresql"], 3, /\$\w*\$|\blanguage\s+'?plpgsql\b/i, "its routines are in dollar quotes or PL/pgSQL"),
  signal(
    ["postgresql"],
    3,
    /\b(?:big|small)?serial\b(?!\s*\()(?=[\s,])(?!\d)|\btimestamptz\b|\bjsonb\b|\bbytea\b|\btsvector\b/i,
    "types that PostgreSQL has",
  ),
  signal(["postgresql"], 2, /::\s*[a-z"]|\bnextval\s*\(\s*'/i, "casts with :: or sequences in defaults"),
  signal(
    ["postgresql"],
    3,
    /\bcreate\s+extension\b|\bpartition\s+of\b|\breplica\s+identity\b|\bowner\s+to\b|\bsearch_path\b/i,
    "statements that PostgreSQL has",
  ),
  signal(
    ["postgresql"],
    1,
    /\bcharacter\s+varying\b|\btimestamp\s+(?:\(\d\)\s*)?with(?:out)?\s+time\s+zone\b|\bcascade\s*;/i,
    "types spelt as PostgreSQL spells them",
  ),
  signal(
    ["postgresql"],
    2,
    /\bcreate\s+type\s+\S+\s+as\s+enum\b|\breturns\s+(?:setof|trigger|table)\b/i,
    "enum types or set-returning functions",
  ),
  signal(MY, 2, /`\w+`/, "names in backticks"),
  signal(MY, 4, /\bengine\s*=\s*\w+|\bauto_increment\b|\bdefault\s+charset\b/i, "table options of MySQL"),
  signal(MY, 3, /^\s*delimiter\s+\S+|\/\*!\d{5}/im, "a changed delimiter or version comments"),
  signal(
    MY,
    3,
    /\bint(?:eger)?(?:\(\d+\))?\s+unsigned\b|\bmedium(?:int|text|blob)\b|\bon\s+update\s+current_timestamp\b/i,
    "types and clauses that MySQL has",
  ),
  signal(["mysql"], 2, /^-- MySQL dump|\bMySQL\b(?![^\n]*MariaDB)/m, "it says MySQL"),
  signal(["mysql"], 1, /\butf8mb4_0900_ai_ci\b|\butf8mb4_0900/i, "a collation of MySQL 8"),
  signal(["mariadb"], 4, /MariaDB/, "it says MariaDB"),
  signal(
    ["mariadb"],
    4,
    /\bwith\s+system\s+versioning\b|\/\*M!\d|\bcurrent_timestamp\(\)|\bjson_valid\s*\(|\binet6\b/i,
    "what MariaDB has and MySQL hasn't",
  ),
  signal(
    ["sqlite"],
    4,
    /\bautoincrement\b|^\s*pragma\b|\bwithout\s+rowid\b|\bcreate\s+virtual\s+table\b|\bsqlite_/im,
    "what SQLite has",
  ),
  signal(["sqlite"], 2, /\binteger\s+primary\s+key\b|\)\s*strict\s*;/i, "a rowid by name"),
  signal(["sqlite"], 1, /^\s*create\s+table\s+(?:if\s+not\s+exists\s+)?\[/im, "names in brackets"),
  signal(["sqlite"], 5, /\bSQLite\b/i, "it says SQLite"),
  signal(["postgresql"], 4, /\bPostgres(?:QL)?\b/i, "it says PostgreSQL"),
  signal(
    ["oracle"],
    4,
    /\bn?varchar2\b|\bcreate\s+(?:or\s+replace\s+)?(?:(?:non)?editionable\s+)?package\b|\bsys_refcursor\b/i,
    "types and packages of Oracle",
  ),
  signal(
    ["oracle"],
    3,
    /\bnumber\s*\(\s*(?:\d+|\*)|\bnumber\b(?=\s*(?:,|not\b|default\b|\)))|\bsysdate\b|\bdual\b/i,
    "Oracle's NUMBER or SYSDATE",
  ),
  signal(["oracle"], 2, /^\/\s*$|^(?:rem|prompt|whenever)\b|\bpctfree\b|\busing\s+index\b/im, "commands of SQL*Plus"),
  signal(
    ["oracle"],
    2,
    /\bvarchar2\s*\(\d+\s+(?:byte|char)\)|\benable\s*[,)]/i,
    "lengths in bytes, constraints that are enabled",
  ),
  signal(TRANSACT, 3, /^\s*go\s*;?\s*$/im, "batches that end with GO"),
  signal(
    ["sqlserver"],
    4,
    /\[dbo\]|\bdbo\.|\bset\s+ansi_nulls\b|\bset\s+quoted_identifier\b/i,
    "the schema dbo or settings of SQL Server",
  ),
  signal(
    ["sqlserver"],
    4,
    /\bidentity\s*\(\s*-?\d+\s*,|\buniqueidentifier\b|\bdatetime2\b|\bdatetimeoffset\b|\bnvarchar\s*\(\s*max\b|\[nvarchar\]|\bhierarchyid\b/i,
    "types that SQL Server has",
  ),
  signal(
    ["sqlserver"],
    2,
    /\bnvarchar\b|\b(?:non)?clustered\b|\bgetdate\s*\(\)|\bsp_addextendedproperty\b|\browguidcol\b/i,
    "words of SQL Server",
  ),
  signal(["sqlserver"], 2, /\bSQL Server\b|\bSSMS\b|\bMSSQL\b/i, "it says SQL Server"),
  signal(["sybase"], 5, /\bSybase\b|\bAdaptive Server\b|\bASE\s+\d/i, "it says Sybase"),
  signal(
    ["sybase"],
    4,
    /\block\s+(?:datarows|datapages|allpages)\b|\bsp_bindefault\b|\bsp_primarykey\b|\bunichar\b|\bunivarchar\b|\bwith\s+identity_gap\b|\bexp_row_size\b|\bsp_placeobject\b/i,
    "what Adaptive Server has",
  ),
  signal(
    ["sybase"],
    3,
    /\bnumeric\s*\(\s*\d+\s*(?:,\s*0\s*)?\)\s+identity\b|\bexec\s+sp_addtype\b|\bbigdatetime\b/i,
    "identities without a start, types by sp_addtype",
  ),
  signal(["db2"], 5, /\bDB2\b|\bSYSIBM\b|\bSYSCAT\b/i, "it says Db2"),
  signal(
    ["db2"],
    4,
    /\bfor\s+bit\s+data\b|\bdata\s+capture\b|\bdecfloat\b|\brow\s+change\s+timestamp\b|\borganize\s+by\s+row\b|\bvargraphic\b|\bdbclob\b|\bdynamic\s+result\s+sets\b|\bccsid\b/i,
    "what Db2 has",
  ),
  signal(
    ["db2"],
    3,
    /\bcurrent\s+timestamp\b|\bin\s+"?userspace\d?\b|\bgenerated\s+(?:always|by\s+default)\s+as\s+identity\s*\(\s*start\s+with|^--#set\s+terminator/im,
    "special registers and identities of Db2",
  ),
  signal(["informix"], 5, /\bInformix\b|\bdbexport\b|\bdbschema\b/i, "it says Informix"),
  signal(
    ["informix"],
    5,
    /\blvarchar\b|\bdatetime\s+(?:year|month|day|hour)\s+to\b|\bserial8\b|\bbyte\s+in\s+table\b|\bend\s+(?:procedure|function)\b|\bextent\s+size\b|\bwith\s+resume\b|\block\s+mode\s+(?:row|page)\b/i,
    "what Informix has",
  ),
  signal(
    ["informix"],
    3,
    /\badd\s+constraint\s+(?:primary|foreign|unique|\()|^\s*\{[^}]*\}/im,
    "constraints without a name before, comments in braces",
  ),
  signal(
    ["informix"],
    3,
    /\bprimary\s+key\s*\([^)]*\)\s+constraint\b|\bserial\s*\(\s*\d+\s*\)|\breferences\s+\w+\s+constraint\b/i,
    "names behind constraints",
  ),
  signal(["firebird"], 5, /\bFirebird\b|\bInterBase\b|\bIBExpert\b/i, "it says Firebird"),
  signal(
    ["firebird"],
    5,
    /^\s*set\s+term\b|\bset\s+sql\s+dialect\b|\bsub_type\b|\bgen_id\s*\(|\brecreate\s+(?:table|view|procedure)\b/im,
    "what Firebird has",
  ),
  signal(
    ["firebird"],
    4,
    /\bcomputed\s+by\b|\bcreate\s+generator\b|\bsuspend\s*;|\bcreate\s+exception\b|\bcharacter\s+set\s+(?:octets|none)\b|\bactive\s+(?:before|after)\b/i,
    "what Firebird has in routines and domains",
  ),
];

/** Words in a file's name. */
export const NAME_WORDS: readonly (readonly [RegExp, DatabaseDialect])[] = [
  [/postgres|pgsql|(?:^|[^a-z])pg(?:[^a-z]|$)|redshift/i, "postgresql"],
  [/maria/i, "mariadb"],
  [/mysql/i, "mysql"],
  [/sqlite/i, "sqlite"],
  [/oracle|(?:^|[^a-z])ora(?:[^a-z]|$)|plsql/i, "oracle"],
  [/sql[-_ ]?server|mssql|t-?sql(?![a-z])/i, "sqlserver"],
  [/db2/i, "db2"],
  [/informix/i, "informix"],
  [/sybase|(?:^|[^a-z])ase(?:[^a-z]|$)/i, "sybase"],
  [/firebird|interbase/i, "firebird"],
];
